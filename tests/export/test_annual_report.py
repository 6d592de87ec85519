"""The settlement of a year for programs."""

from __future__ import annotations

import json
from datetime import date

from db.annual.annual_reading import AnnualReading
from export.annual_report import build_annual_report
from metrics.annual.analysis import AnalysisField
from metrics.annual.annual_course import AnnualAct, AnnualCourse, AnnualGround
from metrics.annual.annual_document import build_document
from metrics.report.draft_fields import ReportDraft
from tests.factories import catalogue, goal, milestone, plan, result
from tests.settled_years import done, tabled
from words.language import Words

TEXTS = {"1": {AnalysisField.WHY: "For få hænder"}}


def test_it_has_both_parts_what_is_missing_the_changes_and_the_approvals() -> None:
    two = plan(goal("1"), goal("2", milestone("2.1")), goal("3", withdrawn=date(2017, 5, 1)))
    table = tabled(two, result("2017", 89))
    ground = AnnualGround(table, TEXTS, build_document(table, TEXTS, 1))
    act = done(AnnualAct.APPROVED, dict(ground.document), words="Enig")
    course = AnnualCourse((act,), ())
    found = build_annual_report(AnnualReading(ground, course, ReportDraft(), catalogue()), Words("da"))
    assert json.loads(json.dumps(found)) == found
    assert found["total"] == {"possible": 100, "secured": 0, "open": 50, "lost": 50}
    assert [(one["number"], one["fulfilment"], one["analysed"]) for one in found["goals"]] == [
        ("1", "Ikke opfyldt", True),
        ("2", "Mangler endelig opgørelse", True),
        ("3", "Udgået", False),
    ]
    assert found["analysis"][0]["texts"] == {"why": "For få hænder"}
    (waits,) = found["waiting"]
    assert (waits["goal"], waits["reason"], waits["party"], waits["quarter"]) == (
        "2",
        "milestone",
        "institution",
        "2017Q2",
    )
    (change,) = found["changes"]
    assert (change["kind"], change["since"], change["goal"]) == ("withdrawn", "2017-05-01", "3")
    (approval,) = found["approvals"]
    assert (approval["act"], approval["role"], approval["words"], approval["stands"]) == (
        "approved",
        "chief",
        "Enig",
        False,
    )
