"""Where reports stand for the department, by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.access import Role
from metrics.facts.reports.handed_in import Turn
from metrics.report.course import ReportCourse, ReportStep, StepKind
from metrics.report.standing import Delivery, ReportStanding, Timeliness, count_in_time, find_standings
from tests.factories import goal, milestone, plan

PLAN = plan(goal("1", milestone("1.1", date(2017, 6, 30))))
Q1, Q2 = "2017Q1", "2017Q2"


def step(kind: str, month: int, day: int, **said: object) -> ReportStep:
    at = datetime(2017, month, day, 9, tzinfo=UTC)
    return ReportStep(StepKind(kind), "p@example.dk", Role.CONTROLLER, at, **said)  # type: ignore[arg-type]


def stands(
    today: date, *steps: ReportStep, quarter: str = Q2, **others: tuple[ReportStep, ...]
) -> ReportStanding:
    taken = {quarter: steps, **others}
    courses = {("plan-2017", of): ReportCourse("plan-2017", of, done) for of, done in taken.items() if done}
    return next(one for one in find_standings(PLAN, courses, today, 14) if one.quarter.text == quarter)


@pytest.mark.parametrize(
    ("today", "steps", "delivery", "days_late"),
    [
        (date(2017, 7, 14), (), Delivery.TO_COME, 0),
        (date(2017, 7, 15), (), Delivery.ELSEWHERE, 1),
        (date(2017, 7, 20), (step("sent", 7, 13),), Delivery.MISSING, 6),
        (date(2017, 7, 20), (step("approved", 7, 14),), Delivery.IN_TIME, 0),
        (date(2017, 7, 20), (step("approved", 7, 17),), Delivery.LATE, 3),
        (date(2017, 7, 20), (step("excepted", 7, 10, until=date(2017, 7, 28)),), Delivery.PUT_OFF, 0),
        (date(2017, 8, 1), (step("excepted", 7, 10, until=date(2017, 7, 28)),), Delivery.MISSING, 4),
        (
            date(2017, 8, 1),
            (step("excepted", 7, 10, until=date(2017, 7, 28)), step("approved", 7, 27)),
            Delivery.IN_TIME,
            0,
        ),
    ],
)
def test_a_report_is_in_time_late_missing_or_put_off(
    today: date, steps: tuple[ReportStep, ...], delivery: Delivery, days_late: int
) -> None:
    found = stands(today, *steps)
    assert (found.delivery, found.days_late) == (delivery, days_late)


def test_the_first_quarter_reported_on_here_is_the_first_that_can_be_missing() -> None:
    found = find_standings(
        PLAN,
        {("plan-2017", Q2): ReportCourse("plan-2017", Q2, (step("approved", 7, 1),))},
        date(2017, 12, 1),
        14,
    )
    assert [one.delivery for one in found] == [
        *(Delivery.ELSEWHERE, Delivery.IN_TIME, Delivery.MISSING, Delivery.TO_COME)
    ]
    assert count_in_time(found) == Timeliness(1, 2)


def test_days_are_counted_from_the_last_time_it_was_handed_in_or_asked_about() -> None:
    handed_in = step("approved", 7, 10)
    asked, answered = step("asked", 7, 12, rows=("words",)), step("answered", 7, 20)
    today = date(2017, 7, 21)
    assert stands(today).awaited is None
    assert stands(today, handed_in).awaited == (Turn.DEPARTMENT, date(2017, 7, 10))
    assert stands(today, handed_in, asked).awaited == (Turn.INSTITUTION, date(2017, 7, 12))
    assert stands(today, handed_in, asked, answered).answer_due == date(2017, 8, 3)
    received = stands(today, handed_in, step("received", 7, 15))
    assert (received.is_received, received.awaited) == (True, None)


def test_what_is_the_institution_s_alone_is_not_shown() -> None:
    found = stands(date(2017, 7, 10), step("sent", 7, 9), step("returned", 7, 10))
    assert (found.course.steps, found.handed_in, found.course.exception) == ((), None, None)
