"""What the desk is read as: whose turn it is with each report, and the year it opens with."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from metrics.access import Role
from metrics.report.course import ReportCourse, ReportStep, StepKind
from metrics.report.standing import find_standings
from pages.cycle.parts.department.desk_reads import Desk, DeskReport
from tests.factories import catalogue, goal, milestone, plan

PLAN = plan(goal("1", milestone("1.1", date(2017, 6, 30))))


def reports(today: date, *kinds: str) -> tuple[DeskReport, ...]:
    at = datetime(2017, 7, 10, 9, tzinfo=UTC)
    steps = tuple(ReportStep(StepKind(kind), "p", Role.CHIEF, at) for kind in kinds)
    courses = {(PLAN.id, "2017Q2"): ReportCourse(PLAN.id, "2017Q2", steps)}
    return tuple(DeskReport(one, None) for one in find_standings(PLAN, courses, today, 14))


@pytest.mark.parametrize(
    ("kinds", "waits"), [((), False), (("approved",), True), (("approved", "asked"), False)]
)
def test_a_report_waits_for_the_department_while_it_is_its_turn(kinds: tuple[str, ...], waits: bool) -> None:
    found = reports(date(2017, 7, 12), *kinds)[1]
    assert found.waits_for_department is waits


def test_a_milestone_that_is_not_confirmed_waits_also_once_the_report_is_received() -> None:
    received = reports(date(2017, 7, 12), "approved", "received")[1]
    assert not received.waits_for_department
    assert DeskReport(received.standing, None, confirmations=1).waits_for_department


def test_it_opens_with_the_year_of_the_latest_quarter_that_is_over() -> None:
    later = plan(goal("1"), id="plan-2018", start=date(2018, 1, 1), end=date(2018, 12, 31))
    for today, year in ((date(2018, 1, 10), "2017"), (date(2018, 4, 10), "2018")):
        coming = tuple(DeskReport(one, None) for one in find_standings(later, {}, today, 14))
        desk = Desk(catalogue(), {PLAN.id: reports(today), later.id: coming})
        assert desk.list_years(today)[0] == year
        assert sorted(desk.list_years(today)) == ["2017", "2018"]
