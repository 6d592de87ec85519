"""Changes of status between two days: which goals, for what reason, and in which order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.facts.schema import Event
from metrics.followup.changes import find_moved_goals, find_quarter_before, find_status_changes
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.risk import RiskRule
from metrics.followup.thresholds import USUAL
from metrics.plan.model import Plan
from metrics.status import Status
from tests.factories import catalogue, event, facts, goal, milestone, plan

SPRING, JULY = date(2017, 3, 31), date(2017, 7, 5)
FIRST, SECOND = goal("1", milestone("1.1")), goal("2", milestone("2.1", date(2017, 12, 1)))


def seen(p: Plan, as_of: date, *said: Event) -> Outlook:
    return find_outlook(p, facts(*said, as_of=as_of, known_at=as_of), catalogue(), USUAL)


def test_a_goal_that_has_become_late_has_changed_and_says_why() -> None:
    p = plan(FIRST, SECOND)
    (change,) = find_status_changes(seen(p, SPRING), seen(p, JULY))
    assert (change.goal.goal.number, change.before, change.goal.status) == (
        "1",
        Status.NOT_DUE,
        Status.OVERDUE_DATA,
    )
    assert change.reason is not None
    assert change.reason.rule is RiskRule.OVERDUE


def test_a_goal_that_has_been_met_has_changed_without_a_reason() -> None:
    p = plan(FIRST, SECOND)
    (change,) = find_status_changes(seen(p, SPRING), seen(p, JULY, event("1.1")))
    assert (change.goal.status, change.reason) == (Status.MET, None)


def test_nothing_has_changed_where_every_status_is_the_same() -> None:
    p = plan(FIRST, SECOND)
    assert list(find_status_changes(seen(p, SPRING), seen(p, date(2017, 5, 30)))) == []


def test_a_goal_that_a_later_version_added_has_not_changed() -> None:
    added = find_status_changes(seen(plan(SECOND), SPRING), seen(plan(FIRST, SECOND), JULY))
    assert list(added) == []


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2017, 1, 1), date(2016, 12, 31)),
        (date(2017, 3, 31), date(2016, 12, 31)),
        (date(2017, 4, 1), date(2017, 3, 31)),
        (date(2017, 9, 30), date(2017, 6, 30)),
        (date(2017, 12, 31), date(2017, 9, 30)),
    ],
)
def test_the_quarter_before_ends_where_the_days_own_begins(day: date, last: date) -> None:
    assert find_quarter_before(day) == last


def by_id(as_of: date, *plans: Plan) -> dict[str, Outlook]:
    return {p.id: seen(p, as_of) for p in plans}


def test_the_goals_that_have_moved_come_with_most_points_first() -> None:
    halves = plan(FIRST, SECOND, id="halves")
    tenths = plan(
        goal("1", milestone("1.1"), weight=Decimal(10)),
        goal("2", milestone("2.1"), weight=Decimal(90)),
        id="tenths",
        scoring={"weights": "given"},
    )
    plans = (tenths, halves)
    found = find_moved_goals(by_id(JULY, *plans).values(), by_id(SPRING, *plans))
    assert [(now.score.plan.id, change.goal.goal.number) for now, change in found] == [
        ("tenths", "2"),
        ("halves", "1"),
        ("tenths", "1"),
    ]


def test_plans_that_are_over_or_were_not_there_before_have_no_moved_goals() -> None:
    p = plan(FIRST)
    long_after = seen(p, date(2018, 6, 30))
    before = by_id(SPRING, p)
    assert list(find_status_changes(before[p.id], long_after))
    assert find_moved_goals([long_after], before) == []
    assert find_moved_goals([seen(p, JULY)], {}) == []
