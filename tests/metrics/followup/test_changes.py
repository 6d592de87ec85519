"""Changes of status between two days: which goals, for what reason, and in which order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.facts.schema import Event
from metrics.followup.changes import (
    find_at_last_reports,
    find_last_report,
    find_latest_report_day,
    find_moved_goals,
    find_moves,
    list_reports,
)
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.risk import RiskRule
from metrics.followup.thresholds import USUAL
from metrics.plan.model import Plan, Reporting
from metrics.status import Status
from tests.factories import catalogue, event, facts, goal, milestone, plan

SPRING, JULY = date(2017, 3, 31), date(2017, 7, 5)
FIRST, SECOND = goal("1", milestone("1.1")), goal("2", milestone("2.1", date(2017, 12, 1)))


def seen(p: Plan, as_of: date, *said: Event) -> Outlook:
    return find_outlook(p, facts(*said, as_of=as_of, known_at=as_of), catalogue(), USUAL)


def test_a_goal_that_has_become_late_has_changed_and_says_why() -> None:
    p = plan(FIRST, SECOND)
    (change,) = find_moves(seen(p, SPRING), seen(p, JULY))
    assert (change.goal.goal.number, change.before, change.goal.status) == (
        "1",
        Status.NOT_DUE,
        Status.OVERDUE_DATA,
    )
    assert change.reason is not None
    assert change.reason.rule is RiskRule.OVERDUE


def test_a_goal_that_has_been_met_has_changed_without_a_reason() -> None:
    p = plan(FIRST, SECOND)
    (change,) = find_moves(seen(p, SPRING), seen(p, JULY, event("1.1")))
    assert (change.goal.status, change.reason) == (Status.MET, None)


def test_nothing_has_changed_where_every_status_is_the_same() -> None:
    p = plan(FIRST, SECOND)
    assert list(find_moves(seen(p, SPRING), seen(p, date(2017, 5, 30)))) == []


def test_a_goal_that_a_later_version_added_has_not_changed() -> None:
    added = find_moves(seen(plan(SECOND), SPRING), seen(plan(FIRST, SECOND), JULY))
    assert list(added) == []


QUARTERS = plan(FIRST, id="quarters")
HALF_YEARS = plan(FIRST, id="half-years", reporting=Reporting(days=30, quarters=(2, 4)))
MEETINGS = plan(FIRST, id="meetings", reporting=Reporting(dates=(date(2017, 5, 9), date(2017, 11, 1))))


@pytest.mark.parametrize(
    ("day", "latest"),
    [
        (date(2017, 4, 14), None),
        (date(2017, 4, 15), date(2017, 4, 14)),
        (date(2017, 7, 14), date(2017, 4, 14)),
        (date(2017, 7, 15), date(2017, 7, 14)),
        (date(2018, 1, 15), date(2018, 1, 14)),
        (date(2018, 6, 29), date(2018, 1, 14)),
        (date(2018, 6, 30), None),
    ],
)
def test_the_latest_report_was_due_before_the_day_and_not_on_it(day: date, latest: date | None) -> None:
    """A quarter's report is due 14 days after it; a plan runs until 180 days after its year."""
    assert find_latest_report_day([QUARTERS], day) == latest


def test_the_latest_report_of_several_plans_is_the_last_of_any_that_runs() -> None:
    plans = [QUARTERS, HALF_YEARS, MEETINGS]
    days = [date(2017, 5, 10), date(2017, 7, 20), date(2017, 7, 31)]
    assert [find_latest_report_day(plans, day) for day in days] == [
        date(2017, 5, 9),
        date(2017, 7, 14),
        date(2017, 7, 30),
    ]
    over = plan(FIRST, id="over", start=date(2015, 1, 1), end=date(2015, 12, 31))
    assert find_latest_report_day([over, QUARTERS], date(2017, 2, 1)) is None
    assert find_latest_report_day([], date(2017, 5, 10)) is None


def test_each_plan_is_held_against_its_own_latest_report_and_not_that_of_another() -> None:
    asked: list[date] = []

    def read_before(day: date) -> dict[str, Outlook]:
        asked.append(day)
        return by_id(day, QUARTERS, HALF_YEARS)

    found = find_at_last_reports([QUARTERS, HALF_YEARS], date(2017, 11, 1), read_before)
    assert asked == [date(2017, 10, 14), date(2017, 7, 30)]
    assert {plan: then.score.facts.as_of for plan, then in found.items()} == {
        "quarters": date(2017, 10, 14),
        "half-years": date(2017, 7, 30),
    }
    assert find_at_last_reports([QUARTERS], date(2017, 4, 14), read_before) == {}


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
    assert list(find_moves(before[p.id], long_after))
    assert find_moved_goals([long_after], before) == []
    assert find_moved_goals([seen(p, JULY)], {}) == []


def test_before_the_first_report_of_a_plan_there_is_no_last_one() -> None:
    assert find_last_report(QUARTERS, date(2017, 4, 14)) is None
    assert find_last_report(QUARTERS, date(2017, 4, 15)) == (1, date(2017, 4, 14))
    assert [due for _, due in list_reports(QUARTERS)][-1] == date(2018, 1, 14)
