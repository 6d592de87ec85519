"""The agenda of a meeting: which goals are on it, why, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.schema import Event
from metrics.followup.changes import GoalMove
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.thresholds import USUAL
from metrics.meeting.agenda import (
    AgendaReason,
    MeetingView,
    find_counted_from,
    find_next_meeting,
    is_worse,
    list_reasons,
    select_meeting_plans,
    view_meeting,
)
from metrics.periods import Period, find_day_start
from metrics.plan.model import Plan
from metrics.plan.terms import Stage
from metrics.status import Status
from tests.factories import catalogue, event, facts, goal, milestone, plan

QUARTER, NEXT = Period.parse("2017Q2"), date(2017, 11, 11)
AUGUST = date(2017, 8, 1)
WEIGHED = plan(
    goal("1", milestone("1.1", date(2017, 6, 30)), weight=Decimal(20)),
    goal("2", milestone("2.1", date(2017, 10, 1)), weight=Decimal(50)),
    goal("3", milestone("3.1", date(2017, 12, 31)), weight=Decimal(30)),
    scoring={"weights": "given"},
)


def seen(p: Plan, as_of: date, said: Iterable[Event] = (), decided: Iterable[Decision] = ()) -> Outlook:
    known = replace(facts(*said, as_of=as_of, known_at=as_of), decisions={p.id: tuple(decided)})
    return find_outlook(p, known, catalogue(), USUAL)


def view(p: Plan, *said: Event, as_of: date = AUGUST, decided: Iterable[Decision] = ()) -> MeetingView:
    def before(day: date) -> Mapping[str, Outlook]:
        return {p.id: seen(p, day, [one for one in said if one.on <= day])}

    return view_meeting([seen(p, as_of, said, decided)], QUARTER, before, lambda _: USUAL)


def reasons(found: MeetingView) -> dict[str, set[str]]:
    return {number: {one.value for one in why} for _, number, why in list_reasons(found.items)}


def test_each_goal_is_told_by_every_reason_it_is_on_the_agenda_for() -> None:
    """80 of 100 are enough: without 1 they can be reached, without 2 or 3 they cannot."""
    assert reasons(view(WEIGHED)) == {
        "1": {"worse", "overdue"},
        "2": {"due", "pivotal"},
        "3": {"pivotal"},
    }


def test_the_points_at_stake_decide_the_order_and_not_the_number() -> None:
    found = view(WEIGHED)
    assert [(item.goal.goal.number, item.stake) for item in found.items] == [
        ("2", Fraction(1, 2)),
        ("3", Fraction(3, 10)),
        ("1", Fraction(1, 5)),
    ]


def test_a_goal_that_was_met_needs_no_remark() -> None:
    found = view(WEIGHED, event("1.1", on=date(2017, 6, 20)), event("2.1", on=date(2017, 6, 20)))
    assert [goal.goal.number for _, goal in found.quiet] == ["1", "2"]
    assert reasons(found) == {"3": {"pivotal"}}


def test_a_goal_that_is_lost_stays_on_the_agenda_with_nothing_at_stake() -> None:
    found = view(WEIGHED, event("1.1", "not_met", on=date(2017, 7, 20)))
    lost = found.find_item("plan-2017", "1")
    assert lost is not None
    assert AgendaReason.LOST in lost.reasons
    assert AgendaReason.WORSE in lost.reasons
    assert lost.stake == 0
    assert found.items[-1] is lost


@pytest.mark.parametrize(("until", "ends"), [(NEXT, True), (date(2017, 11, 12), False)])
def test_an_accepted_deviation_is_told_when_it_ends_before_the_next_meeting(until: date, ends: bool) -> None:
    found = view(WEIGHED, decided=[accept_third(date(2017, 7, 20), until)])
    assert ("ending" in reasons(found).get("3", set())) is ends


@pytest.mark.parametrize(
    ("until", "ended"),
    [
        (date(2017, 4, 13), False),  # before the day that the meeting counts from: an earlier one told it
        (date(2017, 4, 14), True),
        (AUGUST - timedelta(days=1), True),
        (AUGUST, False),  # it still runs
    ],
)
def test_an_accepted_deviation_that_has_ended_since_the_last_meeting_is_told(
    until: date, ended: bool
) -> None:
    found = view(WEIGHED, decided=[accept_third(date(2017, 3, 1), until)])
    assert ("ended" in reasons(found).get("3", set())) is ended
    met = view(WEIGHED, event("3.1", on=date(2017, 5, 20)), decided=[accept_third(date(2017, 3, 1), until)])
    assert "ended" not in reasons(met).get("3", set())


def test_a_goal_that_is_late_though_it_was_accepted_has_not_ended_on_the_last_day() -> None:
    late = replace(accept_third(date(2017, 3, 1), AUGUST), goal="1")
    assert reasons(view(WEIGHED, decided=[late]))["1"] == {"worse", "overdue"}
    ended = replace(late, until=AUGUST - timedelta(days=1))
    assert "ended" in reasons(view(WEIGHED, decided=[ended]))["1"]


def accept_third(on: date, until: date) -> Decision:
    said = ("plan-2017", DecisionKind.DEVIATION, on, "Head", "R", "3")
    return Decision(*said, until=until, recorded_at=find_day_start(on), number=1)


def test_a_meeting_counts_from_the_report_before_its_quarter_s() -> None:
    assert find_counted_from(WEIGHED, QUARTER) == date(2017, 4, 14)
    assert find_counted_from(WEIGHED, Period.parse("2017Q1")) is None


def test_the_first_quarter_has_nothing_to_be_held_against() -> None:
    found = view_meeting([seen(WEIGHED, AUGUST)], Period.parse("2017Q1"), lambda _: {}, lambda _: USUAL)
    assert found.plans[0].since is None
    assert found.plans[0].moves == ()


def test_the_next_meeting_is_held_six_weeks_after_the_next_quarter() -> None:
    assert find_next_meeting(QUARTER) == NEXT
    assert find_next_meeting(Period.parse("2017Q4")) == date(2018, 5, 12)


def test_a_meeting_is_about_the_signed_plans_whose_time_the_quarter_is_of() -> None:
    later = plan(id="later", start=date(2017, 7, 1), end=date(2018, 6, 30))
    draft = plan(id="draft", stage=Stage.DRAFT)
    assert [p.id for p in select_meeting_plans([later, draft, WEIGHED], QUARTER)] == ["plan-2017"]
    both = select_meeting_plans([later, WEIGHED], Period.parse("2017Q3"))
    assert [p.id for p in both] == ["plan-2017", "later"]


def test_a_goal_is_pivotal_where_the_wanted_total_hangs_on_it() -> None:
    """With 80 of 100 wanted, all is lost with either of two goals of 50, and neither is spared."""
    halves = plan(
        goal("1", milestone("1.1", date(2017, 12, 1)), weight=Decimal(50)),
        goal("2", milestone("2.1", date(2017, 12, 1)), weight=Decimal(50)),
        scoring={"weights": "given"},
    )
    found = view(halves, event("1.1", on=date(2017, 3, 1)))
    (item,) = [one for one in found.items if one.goal.goal.number == "2"]
    assert AgendaReason.PIVOTAL in item.reasons


def test_a_goal_that_has_got_better_needs_no_remark() -> None:
    """Late when the report before was due, and since known to have been met in time."""
    early = plan(
        goal("1", milestone("1.1", date(2017, 4, 1))), goal("2", milestone("2.1", date(2017, 12, 1)))
    )
    found = view(early, event("1.1", on=date(2017, 4, 1), recorded=date(2017, 6, 20)))
    assert found.plans[0].moves[0].before is Status.OVERDUE_DATA
    assert [one.goal.number for _, one in found.quiet][:1] == ["1"]


@pytest.mark.parametrize(
    ("before", "points", "worse"),
    [
        (Status.NOT_DUE, -2, True),
        (Status.NOT_DUE, 2, False),
        (Status.NOT_DUE, None, False),
        (Status.AT_RISK, -2, False),
        (Status.ON_TRACK, 0, False),
    ],
)
def test_a_goal_is_worse_with_fewer_points_unless_its_status_is_less_grave(
    before: Status, points: int | None, worse: bool
) -> None:
    now = seen(WEIGHED, date(2017, 3, 1)).score.goal("3")
    assert now.status is Status.NOT_DUE
    moved = GoalMove(now, before, None if points is None else Fraction(points), None)
    assert is_worse(moved) is worse
