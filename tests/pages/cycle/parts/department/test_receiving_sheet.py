"""A report that was handed in, as HTML: what people wrote stands there as they wrote it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from metrics.foresight.forecast import Forecast, Method
from metrics.report.course import StepKind
from pages.cycle.parts.department import receiving_sheet
from tests.db.recorded import record
from tests.db.reports.played import CONTROLLER, NOW, look, take
from tests.pages.drawing import DA, HOSTILE, plain, writer


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


def test_a_number_that_is_expected_stands_with_its_unit_and_our_own_forecast_beside(handed_in: str) -> None:
    report = look(handed_in, CONTROLLER)
    key = "number:2.1.1"
    line: dict[str, Any] = {
        "key": key,
        "section": "expectations",
        "criteria": ["2.1.1"],
        "typed": {"number": "92,5"},
    }
    line["said"] = [
        {"criterion": "2.1.1", "kind": "expected_number", "on": "2017-07-10", "word": None, "value": "92.5"}
    ]
    forecast = Forecast(Method.YEARS, (88.0, 89.0, 90.0, 91.0, 92.0), 0.5, (), 5, 5)

    def draw(foreseen: dict[str, Forecast]) -> str:
        beside = receiving_sheet.make_followed(
            report, report.score, foreseen, writer(report.catalogue), lambda _: ""
        )
        return plain(receiving_sheet.draw_declared([line], report, DA, ["a", "b"], beside))

    shown = draw({"2.1.1": forecast})
    assert "2.1.1 Andel klagesager afsluttet rettidigt inden for 5 mdr.: forventet årsresultat" in shown
    assert "92,5 pct." in shown
    assert "Målstregs prognose: 90,0 pct. (90 pct.-interval 88,0–92,0)" in shown
    assert "Målstreg har ingen prognose" in draw({})


def test_a_milestone_that_was_told_between_reports_is_named_where_it_waits(handed_in: str) -> None:
    claim = {"indicator": "cpr-2017:1.1.1", "period": "2017-06-20", "value": "claimed", "source": "J1"}
    record(handed_in, {**claim, "recorded": "2017-06-20"}, now=NOW)
    report = look(handed_in, CONTROLLER)
    assert "milestone:1.1.1" not in {line["key"] for line in report.declared["lines"]}
    assert "milestone:1.1.1" in report.ground.claimed
    names = receiving_sheet.name_rows(report, DA)
    assert names["milestone:1.1.1"] == "1.1.1 Penetrationstest af CPR-systemet er gennemført"
