"""What is held against a budget is drawn as its deviation; a tolerance is a band with both limits."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from metrics.plan.criteria import Criterion, Within
from metrics.plan.terms import Unit
from metrics.score.trend import Trend, find_trend
from tests.factories import (
    catalogue,
    compared,
    facts,
    goal,
    indicator,
    number,
    plan,
    reads,
    result,
    within,
)

MIO = Unit.MIO_DKK
SPENT, BUDGET = indicator("spent", unit=MIO), indicator("budget", unit=MIO)
SAID = [result("2016", 98, key="spent"), result("2016", 100, key="budget"), result("2017", 206, key="spent")]


def budgeted(*, relative: bool = True) -> Criterion:
    """Accounts that may be 2 from the budget, in percent of it or in millions."""
    test = Within(value=reads("spent"), reference=reads("budget"), tolerance=number(2), relative=relative)
    return Criterion(number="1.1", title="1.1", within=test)


def drawn(leaf: Criterion, *said: tuple[str, int, str]) -> Trend:
    p = plan(goal("1", leaf))
    known = facts(*SAID, *(result(period, value, key=key) for period, value, key in said))
    found = find_trend(p, leaf, [p], known, catalogue(SPENT, BUDGET, indicator()))
    assert found
    return found


def values(found: Trend) -> list[int | None]:
    return [None if p.amount.value is None else int(p.amount.value) for p in found.results]


def test_accounts_are_drawn_as_their_deviation_from_the_budget_in_percent() -> None:
    found = drawn(budgeted(), ("2017", 200, "budget"))
    assert values(found) == [-2, 3]
    assert [(p.year, p.holds) for p in found.results] == [(2016, None), (2017, False)]
    assert (found.indicator.unit, found.reported.unit) == (Unit.PERCENT, MIO)
    assert [series.id for series in found.held_against] == ["budget"]
    assert found.own
    assert list(map(int, found.own.limits)) == [-2, 2]


def test_or_in_their_own_unit_where_the_tolerance_is() -> None:
    found = drawn(budgeted(relative=False), ("2017", 200, "budget"))
    assert values(found) == [-2, 6]
    assert found.indicator.unit is MIO


def test_a_deviation_keeps_the_two_figures_it_is_the_difference_of() -> None:
    last = drawn(budgeted(), ("2017", 200, "budget")).results[-1]
    assert last.measured
    assert last.against
    assert last.measured.value == 206
    assert last.against.value == 200


@pytest.mark.parametrize("budget", [None, 0])
def test_without_a_budget_to_divide_by_there_is_no_deviation(budget: int | None) -> None:
    said = [] if budget is None else [("2017", budget, "budget")]
    assert [p.year for p in drawn(budgeted(), *said).results] == [2016]


@pytest.mark.parametrize(
    ("leaf", "limits"),
    [
        (within(tolerance="2"), (-2, 2)),
        (within(tolerance="2", reference="50"), (48, 52)),
        (within(tolerance="2", reference="50", relative=True), (49, 51)),
        (compared(), (90,)),
    ],
)
def test_a_tolerance_around_a_number_is_a_band_around_it(leaf: Criterion, limits: tuple[int, ...]) -> None:
    found = drawn(leaf)
    assert found.own
    assert found.own.limits == limits
    assert found.held_against == ()


@pytest.mark.parametrize(
    ("quantiles", "budget", "placed"),
    [((196.0, 204.0), 200, (-2, 2)), ((98.0, 103.0), None, (-2, 3))],
)
def test_a_forecast_of_the_accounts_stands_as_a_deviation_too(
    quantiles: tuple[float, ...], budget: int | None, placed: tuple[float, ...]
) -> None:
    """While the budget is not known the accounts are foreseen in percent of it."""
    said = [] if budget is None else [("2017", budget, "budget")]
    assert drawn(budgeted(), *said).foresee(quantiles) == pytest.approx(placed)
    assert drawn(within()).foresee(quantiles) == quantiles


def test_of_a_budget_of_nothing_no_forecast_can_be_placed() -> None:
    assert drawn(budgeted(), ("2017", 0, "budget")).foresee((1.0, 2.0)) == ()


def test_a_budget_told_before_its_year_is_over_is_what_the_accounts_are_held_against() -> None:
    known = facts(
        result("2017", 200, key="budget", recorded=date(2017, 2, 1)),
        result("2017", 206, key="spent", recorded=date(2018, 1, 10)),
        as_of=date(2018, 2, 1),
    )
    p = plan(goal("1", budgeted()))
    found = find_trend(p, p.goals[0].criteria[0], [p], known, catalogue(SPENT, BUDGET))
    assert found
    assert [(point.amount.value, point.amount.settled) for point in found.results] == [(Fraction(3), True)]
