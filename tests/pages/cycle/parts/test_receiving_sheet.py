"""A report that was handed in, as HTML: what people wrote stands there as they wrote it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from metrics.report.course import StepKind
from pages.cycle.parts import receiving_sheet
from tests.db.reports.played import CONTROLLER, look, take
from tests.pages.drawing import DA, HOSTILE, plain


def test_what_was_declared_and_said_of_it_is_drawn_and_escaped(handed_in: str) -> None:
    take(handed_in, CONTROLLER, "doubted", HOSTILE, "milestone:1.2.1")
    report = look(handed_in, CONTROLLER)
    line = {**report.declared["lines"][0], "typed": {"evidence": HOSTILE}}
    html = receiving_sheet.draw_declared([line], report, DA) + receiving_sheet.draw_asked_row(
        "milestone:1.2.1", HOSTILE, report, DA
    )
    assert "Dokumentation: <script>alert(1)</script>" in plain(html)
    assert "Milepæl ikke bekræftet 10.07.2017" in plain(html)
    assert "<script" not in html


def test_a_report_says_when_by_whom_and_how_late_it_was_handed_in(handed_in: str) -> None:
    report = look(handed_in, CONTROLLER)
    assert "til tiden" in plain(receiving_sheet.draw_standing(report, DA))
    approved = report.course.find_last(StepKind.APPROVED)
    assert approved
    late = replace(approved, at=approved.at.replace(day=20))
    report = replace(report, course=replace(report.course, steps=(late,)))
    assert "6 dage efter fristen" in plain(receiving_sheet.draw_standing(report, DA))
    assert report.deadline == date(2017, 7, 14)
