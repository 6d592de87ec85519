"""What arithmetic decides before the year is over: sums of counts, shares of cases, means of shares."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.facts.schema import Result
from metrics.plan.model import Indicator
from metrics.plan.terms import Unit
from metrics.score.scoring import GoalScore
from metrics.status import Status
from tests.factories import compared, goal, number, over, plan, quarterly, result, scored

AFTER_Q2 = date(2017, 7, 10)
COUNTED = quarterly(unit=Unit.COUNT)
SHARE = quarterly()


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
