"""What was handed in is owed no more, and an exception moves the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from metrics.access import Grant, Person, Resource, Role
from metrics.facts.reports.handed_in import ReportAct, Turn, find_plan_reports
from metrics.facts.schema import Event, Result
from metrics.followup.deadlines import Duty, find_deadlines, find_statuses
from metrics.followup.reminders import find_reminders
from metrics.followup.risk import RiskRule, find_flags
from metrics.followup.thresholds import USUAL
from metrics.foresight.forecast import Foresight
from metrics.plan.model import Plan
from metrics.score.beliefs import NO_BELIEFS
from metrics.score.scoring import Score, score_plan
from tests.factories import catalogue, compared, event, facts, goal, milestone, over, plan, quarterly, result

Q1, Q2 = date(2017, 3, 31), date(2017, 6, 30)
KNOWN = datetime(2017, 7, 1, tzinfo=UTC)
PLAN = plan(goal("1", compared("1.1", over("pooled"))), goal("2", milestone("2.1", Q2)))
NOW_KNOWN = catalogue(quarterly())
SOON, LATE = date(2017, 7, 10), date(2017, 7, 20)


def handed_in(end: date, **said: object) -> ReportAct:
    due = {Q1: date(2017, 4, 14), Q2: date(2017, 7, 14)}[end]
    return ReportAct("plan-2017", end, due, KNOWN, **said)  # type: ignore[arg-type]


def score(as_of: date, *acts: ReportAct, told: tuple[Result | Event, ...] = (), of: Plan = PLAN) -> Score:
    known = facts(*told, as_of=as_of)
    return score_plan(of, replace(known, reports=find_plan_reports(acts, KNOWN)), NOW_KNOWN)


def reports(as_of: date, *acts: ReportAct) -> list[tuple[date | None, date]]:
    """The last day and the due day of each report that is owed."""
    found = find_deadlines([score(as_of, *acts)], as_of)
    return [(one.span[1] if one.span else None, one.due) for one in found if one.duty is Duty.REPORT][:2]


def test_a_report_that_is_handed_in_is_owed_no_more() -> None:
    assert reports(SOON)[0] == (Q2, date(2017, 7, 14))
    assert reports(SOON, handed_in(Q2, handed_in=True))[0][0] == date(2017, 9, 30)


def test_where_reports_are_handed_in_here_a_late_one_stays_owed() -> None:
    first = handed_in(Q1, handed_in=True)
    assert reports(LATE)[0][0] == date(2017, 9, 30)
    assert reports(LATE, first)[0] == (Q2, date(2017, 7, 14))
    assert reports(LATE, first, handed_in(Q2, handed_in=True))[0][0] == date(2017, 9, 30)


def test_an_exception_moves_the_report_and_the_figures_due_with_it() -> None:
    moved = handed_in(Q2, until=date(2017, 7, 28))
    assert reports(SOON, moved)[0] == (Q2, date(2017, 7, 28))
    owed = find_deadlines([score(SOON, moved)], SOON)
    dues = {one.span: one.due for one in owed if one.duty is Duty.VALUE}
    assert dues[date(2017, 4, 1), Q2] == date(2017, 7, 28)
    assert dues[date(2017, 1, 1), Q1] == date(2017, 4, 14)


def test_a_report_that_is_handed_in_owes_no_status_and_raises_no_flag() -> None:
    told = (result("2017Q1", of=(9, 10)), result("2017Q2", of=(9, 10)))
    done = handed_in(Q2, handed_in=True)
    before, after = score(SOON, told=told), score(SOON, done, told=told)
    spans = [{one.span for one in find_statuses([one], NOW_KNOWN, SOON)} for one in (before, after)]
    assert (date(2017, 4, 1), Q2) in spans[0] - spans[1]
    flags = [{f.rule for f in find_flags(one, Foresight({}, NO_BELIEFS), USUAL)} for one in (before, after)]
    assert RiskRule.REPORT_DUE in flags[0] - flags[1]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.CHIEF, Role.DEPUTY, Role.CONTROLLER])
def test_a_reminder_never_names_what_was_handed_in(role: Role) -> None:
    told = (
        *(result("2017Q1", of=(9, 10)), result("2017Q2", of=(9, 10))),
        event("2.1", "claimed", date(2017, 6, 20)),
    )
    owed = find_deadlines([score(LATE, handed_in(Q2, handed_in=True), told=told)], LATE)
    person = Person("p@example.dk", (Grant(role, date(2016, 1, 1), institution="inst"),))
    named = [one.deadline for one in find_reminders(person, owed, {"inst": Resource("inst", "Area")}, LATE)]
    duties = {one.duty for one in named if one.due <= LATE}
    assert duties == ({Duty.CONFIRMATION} if role is Role.CONTROLLER else set())


def answers(
    as_of: date, *acts: ReportAct, told: tuple[Result | Event, ...] = ()
) -> list[tuple[Duty, Role, date]]:
    """What answers a report or a row of one, by whom and until when."""
    found = find_deadlines([score(as_of, *acts, told=told)], as_of)
    duties = {Duty.ANSWER, Duty.RECEIPT, Duty.CONFIRMATION}
    assert {one.quarter for one in found if one.duty in duties} <= {"2017Q2"}
    return [(one.duty, one.role, one.due) for one in found if one.duty in duties]


def test_a_report_is_answered_by_turns_each_within_the_days_counted_from_the_other_s_act() -> None:
    came = handed_in(Q2, handed_in=True, turn=Turn.DEPARTMENT)
    asked = handed_in(Q2, turn=Turn.INSTITUTION)
    received = handed_in(Q2, turn=Turn.NOBODY)
    assert answers(SOON, came) == [(Duty.RECEIPT, Role.CONTROLLER, date(2017, 7, 15))]
    assert answers(SOON, came, asked) == [(Duty.ANSWER, Role.REPORTER, date(2017, 7, 15))]
    assert answers(SOON, came, asked, came) == [(Duty.RECEIPT, Role.CONTROLLER, date(2017, 7, 15))]
    assert answers(SOON, came, received) == []


def test_a_milestone_in_doubt_is_the_institution_s_to_answer_until_its_days_are_over() -> None:
    claimed = (event("2.1", "claimed", date(2017, 6, 20)),)
    came = handed_in(Q2, handed_in=True, turn=Turn.NOBODY)
    doubted = handed_in(Q2, turn=Turn.INSTITUTION, row="milestone:2.1")
    assert answers(SOON, came, told=claimed) == [(Duty.CONFIRMATION, Role.CONTROLLER, Q2)]
    assert answers(SOON, came, doubted, told=claimed) == [(Duty.ANSWER, Role.REPORTER, date(2017, 7, 15))]
    assert answers(LATE, came, doubted, told=claimed) == [(Duty.CONFIRMATION, Role.CONTROLLER, Q2)]
