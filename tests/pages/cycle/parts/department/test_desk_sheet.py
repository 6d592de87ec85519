"""The desk as HTML."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from db.reports.desk_reading import DeclaredReport
from metrics.access import Role
from metrics.report.completeness import Completeness
from metrics.report.course import ReportCourse, ReportStep, StepKind
from metrics.report.standing import find_standings
from pages.cycle.parts.department import desk_sheet
from pages.cycle.parts.department.desk_reads import Desk, DeskReport
from tests.factories import catalogue, goal, milestone, plan
from tests.pages.drawing import HOSTILE, plain, writer

PLAN = plan(goal("1", milestone("1.1", date(2017, 6, 30))))
AT = datetime(2017, 7, 10, 9, tzinfo=UTC)


def desk(*kinds: StepKind, person: str = "p@example.dk") -> Desk:
    until = date(2017, 7, 28)
    steps = tuple(
        ReportStep(kind, person, Role.CONTROLLER, AT, until=until if kind is StepKind.EXCEPTED else None)
        for kind in kinds
    )
    courses = {(PLAN.id, "2017Q2"): ReportCourse(PLAN.id, "2017Q2", steps)}
    found = [DeskReport(one, None) for one in find_standings(PLAN, courses, date(2017, 7, 12), 14)]
    found[1] = replace(found[1], declared=DeclaredReport(frozenset(), Completeness(11, 12)))
    return Desk(catalogue(), {PLAN.id: tuple(found)})


def test_a_report_that_is_in_says_how_complete_it_is_and_leads_to_itself() -> None:
    html = desk_sheet.draw_area("Area", desk(StepKind.APPROVED), 2017, writer())
    assert "1 af 1 indberetning for 2. kvartal 2017 er afleveret, 1 til tiden" in plain(html)
    assert "11 af 12 tal" in plain(html)
    assert "/indberetning?plan=plan-2017&amp;quarter=2017Q2" in html


def test_where_nobody_has_reported_nothing_is_counted_as_missing() -> None:
    html = plain(desk_sheet.draw_area("Area", desk(), 2017, writer()))
    assert "1. kvartal 2017" in html
    assert "Mangler" not in html
    assert plain(desk_sheet.draw_timeliness(desk(), writer())).endswith("Inst –")


def test_who_put_a_deadline_off_is_told_and_no_name_is_taken_for_a_tag() -> None:
    html = desk_sheet.draw_area("Area", desk(StepKind.EXCEPTED, person=HOSTILE), 2017, writer())
    assert "Udsat til 28.07.2017 af" in plain(html)
    assert "<script" not in html
