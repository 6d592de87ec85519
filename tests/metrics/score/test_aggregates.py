"""Readings within a year as one value, and where that value can still end."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from metrics.facts.facts import Observation
from metrics.facts.schema import Result
from metrics.plan.model import Indicator
from metrics.plan.terms import LARGEST, Over, Precision, Unit
from metrics.score.aggregates import Reach, aggregate_parts, find_reach, pool_ratios
from metrics.score.scoring import GoalScore
from metrics.status import Status
from tests.factories import (
    actual,
    compared,
    facts,
    goal,
    indicator,
    number,
    over,
    plan,
    quarterly,
    result,
    scored,
)

AFTER_Q2 = date(2017, 7, 10)
COUNTED = quarterly(unit=Unit.COUNT)
SHARE = quarterly()
TO_COME = ((date(2017, 7, 1), date(2017, 9, 30)), (date(2017, 10, 1), date(2017, 12, 31)))


def half_way(
    made: str, operator: str, target: str, series: Indicator, *said: Result, as_of: date = AFTER_Q2
) -> GoalScore:
    p = plan(goal("1", compared(value=over(made), operator=operator, target=number(target))))
    return scored(p, *said, indicators=[series], as_of=as_of, known_at=as_of).goals[0]


def counts(*values: int, provisional: bool = False) -> list[Result]:
    return [result(f"2017Q{n}", value, provisional=provisional) for n, value in enumerate(values, 1)]


def cases(*pairs: tuple[int, int]) -> list[Result]:
    return [result(f"2017Q{n}", of=pair) for n, pair in enumerate(pairs, 1)]


@pytest.mark.parametrize(
    ("operator", "target", "expected"),
    [
        (">=", "100", Status.MET),
        (">=", "101", Status.NOT_DUE),
        (">", "100", Status.NOT_DUE),
        ("<=", "99", Status.OUT_OF_REACH),
        ("<=", "100", Status.NOT_DUE),
        ("<", "100", Status.OUT_OF_REACH),
        ("=", "99", Status.OUT_OF_REACH),
        ("=", "100", Status.NOT_DUE),
    ],
)
def test_a_sum_of_counts_never_falls(operator: str, target: str, expected: Status) -> None:
    assert half_way("sum", operator, target, COUNTED, *counts(60, 40)).status is expected


def test_money_may_come_back_so_its_sum_decides_nothing_before_the_year_is_over() -> None:
    money = quarterly(unit=Unit.MIO_DKK)
    assert half_way("sum", ">=", "100", money, *counts(60, 40)).outcome.credit is None


def test_a_provisional_part_rules_nothing_out() -> None:
    assert half_way("sum", "<=", "99", COUNTED, *counts(60, 40, provisional=True)).outcome.credit is None


@pytest.mark.parametrize(
    ("operator", "target", "pairs", "expected"),
    [
        (">=", "100", [(10, 10), (10, 10)], Status.NOT_DUE),
        (">=", "100", [(10, 10), (9, 10)], Status.OUT_OF_REACH),
        (">=", "99.9999", [(1, 10), (1, 10)], Status.NOT_DUE),
        ("<=", "0", [(0, 10), (0, 10)], Status.NOT_DUE),
        ("<=", "0", [(0, 10), (1, 10)], Status.OUT_OF_REACH),
        (">", "0", [(0, 10), (1, 10)], Status.MET),
        ("<", "100", [(10, 10), (9, 10)], Status.MET),
    ],
)
def test_one_missed_case_keeps_a_share_below_all_and_nothing_else_is_certain_of_it(
    operator: str, target: str, pairs: list[tuple[int, int]], expected: Status
) -> None:
    assert half_way("pooled", operator, target, SHARE, *cases(*pairs)).status is expected


@pytest.mark.parametrize(
    ("operator", "target", "expected"),
    [(">=", "50", Status.NOT_DUE), (">=", "75", Status.NOT_DUE), (">=", "75.1", Status.OUT_OF_REACH)],
)
def test_a_mean_of_shares_can_end_no_higher_than_with_all_in_the_rest(
    operator: str, target: str, expected: Status
) -> None:
    assert half_way("mean", operator, target, SHARE, *cases((5, 10), (5, 10))).status is expected


def test_points_that_cannot_be_reached_are_lost_and_those_reached_are_secured_at_once() -> None:
    gone = half_way("sum", "<=", "99", COUNTED, *counts(60, 40))
    assert gone.points.lost == 100
    reached = half_way("sum", ">=", "100", COUNTED, *counts(60, 40))
    assert reached.points.secured == 100


def test_once_the_year_is_over_what_could_not_be_met_is_not_met() -> None:
    whole = counts(60, 40, 1, 0)
    late = half_way("sum", "<=", "99", COUNTED, *whole, as_of=date(2018, 2, 1))
    assert late.status is Status.NOT_MET


BOARDS = [((4, 8), "Q1"), ((9, 10), "Q2"), ((6, 6), "Q3"), ((0, 0), "Q4")]


def test_a_pooled_ratio_is_not_the_mean_of_the_percentages() -> None:
    rows = [result(f"2017{q}", of=pair) for pair, q in BOARDS]
    found = scored(plan(goal("1", compared(value=over("pooled")))), *rows, indicators=[quarterly()])
    assert actual(found) == Fraction(1900, 24)
    assert found.points.lost == 100


def test_the_mean_is_the_mean_of_the_percentages() -> None:
    rows = [result(f"2017Q{n}", value) for n, value in enumerate(("50", "90", "100", "80"), 1)]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    assert actual(found) == 80


def test_unequal_parts_pool_to_what_all_their_cases_say() -> None:
    rows = [
        result("2017Q1", of=(43, 100)),
        result("2017Q2", of=(290, 300)),
        *(result(f"2017Q{n}", of=(0, 0)) for n in (3, 4)),
    ]
    found = scored(plan(goal("1", compared(value=over("pooled")))), *rows, indicators=[quarterly()])
    assert actual(found) == Fraction("83.25")


def test_a_ratio_that_is_not_a_percentage_is_not_multiplied() -> None:
    p = plan(goal("1", compared(operator="<=")))
    found = scored(p, result("2017", of=(36, 5)), indicators=[indicator(unit=Unit.DAYS)])
    assert actual(found) == Fraction("7.2")


def test_a_mean_with_a_quarter_of_no_cases_has_no_value() -> None:
    rows = [result(f"2017{q}", of=pair) for pair, q in BOARDS]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    assert actual(found) is None
    assert found.points.open == 100


def test_a_pool_needs_numerators_and_never_mixes_in_percentages() -> None:
    rows = [result("2017Q1", of=(4, 8)), *(result(f"2017Q{n}", 99) for n in (2, 3, 4))]
    found = scored(plan(goal("1", compared(value=over("pooled")))), *rows, indicators=[quarterly()])
    assert actual(found) is None


def observed(*rows: Result) -> tuple[Observation, ...]:
    """The observations of one series, in the order of their periods."""
    return facts(*rows).series[rows[0].institution, rows[0].indicator]


def test_a_negative_factor_turns_a_reach_around() -> None:
    assert Reach(Fraction(1), Fraction(2)).times(Fraction(-2)) == Reach(Fraction(-4), Fraction(-2))
    assert Reach(None, Fraction(2)).times(Fraction(-1)) == Reach(Fraction(-2), None)
    assert Reach(Fraction(1), None).times(Fraction(3)) == Reach(Fraction(3), None)


@pytest.mark.parametrize(
    ("how", "unit", "expected"),
    [
        (Over.MAX, Unit.DAYS, Reach(least=Fraction(9))),
        (Over.MIN, Unit.DAYS, Reach(most=Fraction(4))),
        (Over.SUM, Unit.COUNT, Reach(least=Fraction(13))),
        (Over.SUM, Unit.MIO_DKK, Reach()),
        (Over.LAST, Unit.COUNT, Reach()),
    ],
)
def test_the_bounds_that_arithmetic_gives_a_value_with_more_to_come(
    how: Over, unit: Unit, expected: Reach
) -> None:
    parts = observed(result("2017Q1", 4), result("2017Q2", 9))
    assert find_reach(how, parts, TO_COME, quarterly(unit=unit)) == expected


def test_a_mean_of_shares_ends_between_none_and_all_in_the_rest() -> None:
    """50 and 70 percent and two to come: at least 120 / 4, at most 320 / 4."""
    parts = observed(result("2017Q1", of=(5, 10)), result("2017Q2", of=(7, 10)))
    assert find_reach(Over.MEAN, parts, TO_COME, quarterly()) == Reach(Fraction(30), Fraction(80))


@pytest.mark.parametrize("changes", [{"provisional": True}, {"precision": Precision.ABOUT}])
def test_a_part_that_is_not_certain_is_as_open_as_one_to_come(changes: dict[str, Any]) -> None:
    """50 percent and three to come: at least 50 / 4, at most 350 / 4."""
    parts = observed(result("2017Q1", of=(5, 10)), result("2017Q2", of=(7, 10), **changes))
    assert find_reach(Over.MEAN, parts, TO_COME, quarterly()) == Reach(Fraction("12.5"), Fraction("87.5"))


def test_a_pooled_share_is_bound_by_the_most_cases_a_span_can_have() -> None:
    most = 10 + Fraction(LARGEST)
    found = find_reach(Over.POOLED, observed(result("2017Q1", of=(8, 10))), TO_COME[:1], quarterly())
    assert found == Reach(800 / most, 100 - 200 / most)


def test_values_are_weighed_by_their_cases() -> None:
    """(90 * 1 + 80 * 3) / 4."""
    parts = observed(result("2017Q1", 90), result("2017Q2", 80))
    weights = observed(result("2017Q1", 1, key="cases"), result("2017Q2", 3, key="cases"))
    weighed = Over.WEIGHTED
    assert aggregate_parts(weighed, parts, quarterly(), weights) == Fraction("82.5")
    assert aggregate_parts(weighed, parts, quarterly(), weights[:1]) is None
    assert aggregate_parts(weighed, parts[:1], quarterly(), ()) == 90
    nothing = observed(result("2017Q1", 0, key="cases"), result("2017Q2", 0, key="cases"))
    assert aggregate_parts(weighed, parts, quarterly(), nothing) is None


@pytest.mark.parametrize(
    ("name", "value"), [("last", 2), ("min", 2), ("max", 7), ("sum", 9), ("mean", "4.5")]
)
def test_each_way_of_making_one_value(name: str, value: str | int) -> None:
    parts = observed(result("2017Q1", 7), result("2017Q2", 2))
    assert aggregate_parts(Over(name), parts, quarterly(), ()) == Fraction(value)
    assert aggregate_parts(Over(name), (), quarterly(), ()) is None


def test_cases_left_out_by_rule_are_not_in_the_denominator() -> None:
    assert pool_ratios(observed(result("2017Q1", of=(9, 12), exempt=2)), quarterly()) == 90
    assert pool_ratios(observed(result("2017Q1", of=(0, 0))), quarterly()) is None
