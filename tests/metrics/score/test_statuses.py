"""The statuses of tests and goals, in their order, and whose debt it is that something is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.algebra.tree import Rule
from metrics.plan.criteria import Compare, Criterion, GradePoint, Grading
from metrics.plan.model import Suspension
from metrics.plan.terms import Operator
from metrics.status import Status
from tests.factories import (
    assessed,
    compared,
    event,
    goal,
    indicator,
    milestone,
    number,
    plan,
    reads,
    result,
    scored,
)

HALF = Decimal("0.5")
LINEAR = Grading(
    points=(GradePoint(at=Decimal(0), earns=Decimal(0)), GradePoint(at=Decimal(1), earns=Decimal(1))),
    linear=True,
)
IN_ORDER = [
    (Status.OVERDUE_DATA, milestone("1.1", due=date(2017, 3, 31)), []),
    (Status.NOT_DUE, milestone("1.2", due=date(2017, 12, 31)), []),
    (Status.UNKNOWN, compared("1.3", reads(period="2017Q3")), [result("2017Q3", of=(0, 0))]),
]


@pytest.mark.parametrize("first", range(3))
def test_the_first_status_that_fits_is_the_goal_s(first: int) -> None:
    chosen = IN_ORDER[first:]
    p = plan(goal("1", *(leaf for _, leaf, _ in chosen)))
    found = scored(p, *(row for _, _, rows in chosen for row in rows), as_of=date(2017, 10, 1))
    assert [leaf.status for leaf in found.goals[0].leaves()] == [status for status, _, _ in chosen]
    assert found.goals[0].status is IN_ORDER[first][0]


def test_a_goal_that_is_decided_says_so_although_something_in_it_is_overdue() -> None:
    leaves = (milestone("1.1", due=date(2017, 3, 31)), assessed("1.2"))
    day = date(2017, 10, 1)
    lost = scored(plan(goal("1", *leaves)), event("1.2", "not_met"), as_of=day)
    assert lost.goals[0].status is Status.OUT_OF_REACH
    met = scored(plan(goal("1", *leaves, rule=Rule.ANY)), event("1.2", on=date(2017, 9, 1)), as_of=day)
    assert met.goals[0].status is Status.MET


def test_a_goal_all_of_whose_parts_are_decided_is_not_met_rather_than_out_of_reach() -> None:
    found = scored(plan(goal("1", assessed())), event("1.1", "not_met"), as_of=date(2017, 7, 1))
    assert found.goals[0].status is Status.NOT_MET


def test_what_the_institution_owes_comes_before_what_the_department_owes() -> None:
    claimed = event("1.1", "claimed", on=date(2017, 6, 11))
    p = plan(goal("1", milestone("1.1"), milestone("1.2")))
    found = scored(p, claimed, as_of=date(2017, 7, 1)).goals[0]
    assert found.status is Status.OVERDUE_DATA
    assert [c.status for c in found.criteria] == [Status.AWAITING_CONFIRMATION, Status.OVERDUE_DATA]


def test_a_done_milestone_awaits_whoever_owes_the_one_before_it() -> None:
    p = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1", depends_on="1.1")))
    done, claimed = event("2.1", on=date(2017, 6, 1)), event("1.1", "claimed", on=date(2017, 6, 2))
    day = date(2017, 7, 1)
    assert scored(p, done, as_of=day).goal("2").status is Status.OVERDUE_DATA
    assert scored(p, done, claimed, as_of=day).goal("2").status is Status.AWAITING_CONFIRMATION


def test_a_figure_that_only_the_department_can_record_is_its_own_debt() -> None:
    told = compared(target=reads(institution="other"))
    series = (indicator(), indicator(owner="other"))
    seen = scored(plan(goal("1", told)), result("2017", 95), indicators=series, as_of=date(2018, 6, 1))
    assert seen.goals[0].status is Status.AWAITING_CONFIRMATION
    both = scored(plan(goal("1", told)), indicators=series, as_of=date(2018, 6, 1))
    assert both.goals[0].status is Status.OVERDUE_DATA


def test_a_grade_on_a_single_test_gives_its_credit_and_its_word() -> None:
    steps = (
        GradePoint(at=Decimal(0), earns=Decimal(0)),
        GradePoint(at=HALF, earns=HALF, status=Status.NOT_MET),
    )
    test = Compare(value=reads(), operator=Operator.AT_LEAST, target=number(90), partial_from=number(80))
    leaf = Criterion(number="1.1", title="x", compare=test, grade=Grading(points=steps))
    found = scored(plan(goal("1", leaf, grade=LINEAR)), result("2017", 85))
    assert found.points.secured == 50
    assert found.goals[0].criteria[0].status is Status.NOT_MET


def test_nothing_is_late_of_a_plan_from_the_day_it_is_suspended() -> None:
    of = plan(goal("1", milestone("1.1")), suspended=Suspension(since=date(2017, 8, 1), reason="Reason"))
    found = [scored(of, as_of=day).goal("1").status for day in (date(2017, 7, 31), date(2017, 8, 1))]
    assert found == [Status.OVERDUE_DATA, Status.NOT_DUE]
