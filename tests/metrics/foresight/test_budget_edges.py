"""Accounts foreseen from how earlier budgets came out, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.foresight.budget import BudgetForecast, forecast_budget
from metrics.foresight.forecast import Silence, SilenceReason
from metrics.foresight.history import Histories
from metrics.plan.criteria import Within
from metrics.plan.terms import Unit
from metrics.plan.window import Window
from tests.factories import catalogue, facts, indicator, number, plan, reads, result

KNOWN = catalogue(*(indicator(key, unit=Unit.MIO_DKK) for key in ("budget", "accounts")))
TEST = Within(value=reads("accounts"), reference=reads("budget"), tolerance=number(2), relative=True)


def foreseen(budget: int, accounts: int, *years: int) -> BudgetForecast | Silence | None:
    """The accounts of 2017 by years that all had this budget and these accounts."""
    said = [
        result(str(year), value, key=key)
        for year in years
        for key, value in (("budget", budget), ("accounts", accounts))
    ]
    histories = Histories(facts(*said, as_of=date(2017, 10, 15)), KNOWN)
    return forecast_budget(TEST, float(budget), Window.of(plan()), histories)


def test_three_years_are_enough_and_two_are_not() -> None:
    assert isinstance(foreseen(100, 101, 2014, 2015, 2016), BudgetForecast)
    found = foreseen(100, 101, 2015, 2016)
    assert isinstance(found, Silence)
    assert (found.reason, found.have, found.need) == (SilenceReason.TOO_FEW_YEARS, 2, 3)


@pytest.mark.parametrize(
    ("budget", "accounts", "middle"), [(100, 110, 100 + 30 / 7), (-100, -110, -100 - 30 / 7)]
)
def test_the_usual_distance_is_on_the_same_side_of_a_negative_budget(
    budget: int, accounts: int, middle: float
) -> None:
    """Three years of a tenth, pulled towards none as by four years without: three sevenths of a tenth."""
    found = foreseen(budget, accounts, 2014, 2015, 2016)
    assert isinstance(found, BudgetForecast)
    assert found.estimate.spread.mean == pytest.approx(middle, abs=0.05)
    assert found.reference == budget
