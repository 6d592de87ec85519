"""Goals and totals on the first and the last day of a rule, and at the limit of a word."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.plan.criteria import Criterion
from metrics.plan.model import Goal, Scoring, Suspension, TotalWord
from metrics.plan.terms import Weights
from metrics.status import Status
from tests.factories import event, goal, milestone, plan, scored

JUNE, DAY_BEFORE = date(2017, 6, 1), date(2017, 5, 31)


def weighing(*weights: int, **changes: object) -> list[Goal]:
    """Goals of one milestone each, of which the first has these changes."""
    return [
        goal(str(n), milestone(f"{n}.1"), weight=Decimal(weight), **(changes if n == 1 else {}))
        for n, weight in enumerate(weights, 1)
    ]


@pytest.mark.parametrize(("as_of", "totalled"), [(DAY_BEFORE, True), (JUNE, False)])
def test_a_suspended_plan_has_no_total_from_that_day(as_of: date, totalled: bool) -> None:
    of = plan(suspended=Suspension(since=JUNE, reason="Reason"))
    assert scored(of, as_of=as_of).totalled is totalled


@pytest.mark.parametrize(("as_of", "points"), [(DAY_BEFORE, (60, 40)), (JUNE, (0, 100))])
def test_the_points_of_a_withdrawn_goal_are_the_others_from_that_day(
    as_of: date, points: tuple[int, int]
) -> None:
    of = plan(*weighing(60, 40, withdrawn=JUNE), scoring=Scoring(weights=Weights.GIVEN))
    found = scored(of, as_of=as_of)
    assert [int(one.points.possible) for one in found.goals] == [*points]
    assert (found.goals[0].status is Status.WITHDRAWN) is (as_of == JUNE)


@pytest.mark.parametrize(("weights", "word"), [((80, 20), "good"), ((79, 21), None)])
def test_a_total_has_a_word_at_its_limit(weights: tuple[int, int], word: str | None) -> None:
    words = (TotalWord(at=Decimal(80), word="good"),)
    of = plan(*weighing(*weights), scoring=Scoring(weights=Weights.GIVEN, words=words))
    found = scored(of, event("1.1"), event("2.1", "not_met"))
    assert found.points.secured == Fraction(weights[0])
    assert found.word == word


@pytest.mark.parametrize(
    ("as_of", "status"),
    [(date(2017, 12, 31), Status.OUT_OF_REACH), (date(2018, 1, 1), Status.NOT_MET)],
)
def test_what_is_lost_before_all_is_decided_is_out_of_reach_until_the_last_day(
    as_of: date, status: Status
) -> None:
    of = plan(goal("1", milestone("1.1"), milestone("1.2")))
    assert scored(of, event("1.1", "not_met"), as_of=as_of).goals[0].status is status


def test_a_criterion_that_does_not_count_makes_no_goal_late() -> None:
    def status(counts: bool) -> Status:
        late: Criterion = milestone("1.2", date(2017, 3, 1)).model_copy(update={"scored": counts})
        return scored(plan(goal("1", milestone("1.1"), late)), as_of=JUNE).goals[0].status

    assert (status(counts=False), status(counts=True)) == (Status.NOT_DUE, Status.OVERDUE_DATA)
