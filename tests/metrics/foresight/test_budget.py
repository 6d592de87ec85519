"""Accounts against a budget, by how earlier ones came out."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.facts.schema import Result
from metrics.foresight.budget import BudgetForecast, forecast_budget
from metrics.foresight.forecast import Method, Silence, SilenceReason
from metrics.foresight.history import Histories
from metrics.foresight.spread import Spread
from metrics.plan.criteria import Within
from metrics.plan.formula import Quantity
from metrics.plan.model import Indicator
from metrics.plan.terms import Over, Unit
from metrics.plan.window import Window
from tests.factories import (
    OWNER,
    catalogue,
    facts,
    indicator,
    number,
    quarterly,
    reads,
    result,
    within,
)
from tests.foreseeing import foreseen, the_forecast, values


def test_accounts_are_foreseen_by_how_earlier_follow_ups_missed_them() -> None:
    """The third follow-up has always been 3 below the accounts, and now stands at the budget."""
    accounts = {2013: 104, 2014: 97, 2015: 102, 2016: 99}
    rows = [
        row for year, spent in accounts.items() for row in values(year, 96, 98, spent - 3, spent, key="spent")
    ]
    budgets = [result(str(year), 100, key="budget", recorded=date(year, 1, 2)) for year in range(2013, 2018)]
    test = within("1.1", "2", indicator="spent", relative=True)
    assert test.within
    against = test.within.model_copy(update={"reference": reads("budget")})
    found = the_forecast(
        foreseen(
            [*rows, *budgets, *values(2017, 99, 99, 100, key="spent")],
            test.model_copy(update={"within": against}),
            indicators=(quarterly("spent", unit=Unit.MIO_DKK), indicator("budget", unit=Unit.MIO_DKK)),
        )
    )
    assert found.method is Method.BUDGET
    assert found.quantiles[2] == pytest.approx(102, abs=1.1)
    assert found.p_met < 0.7


def test_a_provisional_follow_up_counts_half_and_the_newest_that_stands_the_other_half() -> None:
    """Follow-ups have always been the accounts; now the third says 110 where the second said 100.

    The two never differed, so that the second has nothing or a quarter in it, equally likely: 110 and 107.5.
    """
    spent = {2013: 104, 2014: 97, 2015: 102, 2016: 99}
    rows = [row for year, all_ in spent.items() for row in values(year, *[all_] * 4, key="spent")]
    budgets = [result(str(year), 100, key="budget") for year in (*spent, 2017)]
    test = Within(value=reads("spent"), reference=reads("budget"), tolerance=number(2))
    series = catalogue(quarterly("spent", unit=Unit.MIO_DKK), indicator("budget", unit=Unit.MIO_DKK))

    def foresee(*, provisional: bool, first: int = 100) -> Spread:
        said = [*values(2017, first, 100, key="spent")] if first else []
        third = result("2017Q3", 110, key="spent", provisional=provisional)
        known = facts(*rows, *budgets, *said, third, as_of=date(2017, 10, 15))
        found = forecast_budget(test, 100.0, YEAR, Histories(known, series))
        assert isinstance(found, BudgetForecast)
        return found.estimate.spread

    firm, loose = foresee(provisional=False), foresee(provisional=True)
    assert firm.mean == pytest.approx(108.75, abs=0.5)
    assert loose.mean == pytest.approx(104.375, abs=0.5)
    assert loose.quantiles([0.25, 0.6, 0.9]) == pytest.approx([100, 107.5, 110], abs=1)
    assert foresee(provisional=True, first=0).mean == pytest.approx(105, abs=0.5)


def foresee_by_follow_ups(*years: tuple[float | None, float, float], now: tuple[float, float]) -> Spread:
    """Foresee accounts by the second and third follow-up now, after years of those and the accounts; budgets of 100."""
    first = 2017 - len(years)
    rows = [
        result(f"{year}Q{quarter}", str(one), key="spent")
        for year, told in enumerate((*years, now), first)
        for quarter, one in enumerate(told, 2)
        if one is not None
    ]
    rows += [result(str(year), 100, key="budget") for year in range(first, 2018)]
    found = forecast_of(rows, of=quarterly("spent", unit=Unit.MIO_DKK))
    assert isinstance(found, BudgetForecast)
    return found.estimate.spread


def test_the_follow_up_before_the_newest_has_a_part_where_it_had_one_in_earlier_years() -> None:
    """Accounts have been three quarters of the third follow-up and a quarter of the second: 81 and 25 are 106."""
    years = ((104, 100, 101), (96, 100, 99), (108, 104, 105), (100, 96, 97))
    found = foresee_by_follow_ups(*years, now=(100, 108))
    assert found.mean == pytest.approx(106, abs=0.05)
    assert foresee_by_follow_ups(*years, now=(108, 108)).mean == pytest.approx(108, abs=0.05)


def test_a_deviation_that_has_always_grown_by_a_quarter_grows_again() -> None:
    years = ((104, 104, 105), (96, 96, 95), (108, 108, 110), (92, 92, 90))
    assert foresee_by_follow_ups(*years, now=(104, 104)).mean == pytest.approx(105, abs=0.05)


def test_a_year_without_the_earlier_follow_up_counts_with_the_later_in_its_place() -> None:
    years = ((104, 104, 105), (96, 96, 95), (108, 108, 110), (92, 92, 90))
    whole, lacking = years, ((None, 104, 105), *years[1:])
    spreads = [foresee_by_follow_ups(*one, now=(103, 104)) for one in (whole, lacking)]
    assert spreads[0].levels.tolist() == spreads[1].levels.tolist()


YEAR = Window(OWNER, date(2017, 1, 1), date(2017, 12, 31), 2017)


def accounts(*spent: int) -> list[Result]:
    """Accounts of the years up to 2016, and a budget of 100 for each of them and for 2017."""
    years = range(2017 - len(spent), 2017)
    budgets = [result(str(year), 100, key="budget") for year in (*years, 2017)]
    return [*budgets, *(result(str(y), value, key="spent") for y, value in zip(years, spent, strict=True))]


def forecast_of(
    rows: list[Result],
    planned: float | None = 100.0,
    *,
    reference: Quantity | None = None,
    over: Over = Over.LAST,
    relative: bool = False,
    of: Indicator | None = None,
) -> BudgetForecast | Silence | None:
    test = Within(
        value=reads("spent", over=over),
        reference=reference or reads("budget"),
        tolerance=number(2),
        relative=relative,
    )
    series = catalogue(of or indicator("spent", unit=Unit.MIO_DKK), indicator("budget", unit=Unit.MIO_DKK))
    return forecast_budget(test, planned, YEAR, Histories(facts(*rows, as_of=date(2017, 10, 15)), series))


def test_the_usual_error_is_drawn_half_way_to_none_by_four_years() -> None:
    """Four years of four percent too much count as two: 102 of a budget of 100."""
    found = forecast_of(accounts(104, 104, 104, 104))
    assert isinstance(found, BudgetForecast)
    assert found.estimate.spread.mean == pytest.approx(102)
    assert (found.key, found.reference) == ((OWNER, "spent"), 100)
    assert (found.estimate.method, found.estimate.points) == (Method.BUDGET, 4)


def test_without_a_budget_of_the_year_the_accounts_are_in_percent_of_it() -> None:
    found = forecast_of(accounts(104, 104, 104, 104), None, relative=True)
    assert isinstance(found, BudgetForecast)
    assert found.reference == 100
    assert forecast_of(accounts(104, 104, 104, 104), None) == Silence(SilenceReason.NO_TARGET, Method.BUDGET)


def test_accounts_that_differ_more_are_less_sure() -> None:
    calm, wild = (forecast_of(accounts(*spent)) for spent in ((100, 101, 99, 100), (90, 110, 112, 88)))
    assert isinstance(calm, BudgetForecast)
    assert isinstance(wild, BudgetForecast)
    widths = [
        float(found.estimate.spread.quantiles([0.95])[0] - found.estimate.spread.quantiles([0.05])[0])
        for found in (calm, wild)
    ]
    assert widths[1] > 5 * widths[0]


def test_two_years_do_not_show_how_far_a_budget_is_from_the_accounts() -> None:
    assert forecast_of(accounts(104, 104)) == Silence(SilenceReason.TOO_FEW_YEARS, Method.BUDGET, 2, 3)


def test_what_is_measured_from_a_number_or_adds_the_year_up_is_no_budget() -> None:
    assert forecast_of(accounts(104, 104, 104), reference=number(100)) is None
    assert forecast_of(accounts(104, 104, 104), over=Over.SUM) is None
