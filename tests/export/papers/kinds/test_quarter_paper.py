"""A quarter's report as it was received: from the frozen receipt, whatever became known since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from export.papers.kinds.quarter_paper import make_quarter_paper
from export.papers.paper import PaperTable, Paragraph
from metrics.access import Role
from metrics.paper.ground import KeptReport, PaperGround
from metrics.report.course import ReportStep, StepKind
from tests.papers import example_ground
from words.language import Words

AT = datetime(2017, 7, 20, 8, tzinfo=UTC)
GOAL = {
    "number": "1.1",
    "title": "It-sikkerhed",
    "status": "on_track",
    "credit": None,
    "weight": "100/7",
    "secured": "0",
    "open": "100/7",
    "lost": "0",
    "p_met": 0.8,
    "criteria": [
        {"number": "1.1.1", "title": "Testen", "status": "met"},
        {"number": "1.1.2", "title": "Anbefalinger", "status": "not_due"},
    ],
}
DOCUMENT: dict[str, Any] = {
    "format": 1,
    "plan": "cpr-2017",
    "plan_version": 1,
    "quarter": "2017Q2",
    "as_of": "2017-07-14",
    "known_at": "2017-07-20T08:00:00+00:00",
    "lines": [
        {
            "key": "milestone:1.2.1",
            "section": "milestones",
            "goal": "1.2",
            "criteria": ["1.2.1"],
            "name": "",
            "typed": {"evidence": "=2017-1", "note": "Se <b>bilag</b>"},
            "said": [{"criterion": "1.2.1", "kind": "claimed", "on": "2017-06-01", "word": None}],
            "files": [{"file": "referat.pdf"}],
        }
    ],
    "figures": [
        {
            "key": "figure:sygefravaer:2017Q2",
            "indicator": "sygefravaer",
            "name": "Sygefravær",
            "definition": "",
            "period": "2017Q2",
            "told": {"value": "8.5", "provisional": True, "note": None, "source": "ISOLA"},
            "before": [],
        }
    ],
    "goals": [GOAL],
    "total": {"secured": "0", "open": "100", "lost": "0"},
}


def ground_of(database: Path, *, received: bool = True, **changes: Any) -> PaperGround:
    step = ReportStep(
        StepKind.RECEIVED if received else StepKind.APPROVED, "c@example.dk", Role.CONTROLLER, AT, "Tak"
    )
    report = KeptReport("2017Q2", 1, step, DOCUMENT | changes, received)
    return replace(example_ground(database, "cpr-2017", date(2017, 9, 1)), report=report)


def test_a_report_says_that_it_is_as_it_was_handed_in_and_what_was_known_then(sqlite_filled: Path) -> None:
    paper = make_quarter_paper(ground_of(sqlite_filled), Words("da"))
    head = paper.head
    assert (head.title, head.as_of) == ("Kvartalsrapport, 2. kvartal 2017", "Status pr. 14. juli 2017")
    assert head.version == "Rapportversion 1, planversion 1"
    said = [
        block.text.replace("\u00a0", " ")
        for block in paper.sections[0].blocks
        if isinstance(block, Paragraph)
    ]
    assert said[0].startswith("Som afleveret. Version 1, modtaget 20.07.2017 10.00 af c@example.dk")
    assert said[-1] == "Tak"


def test_goals_figures_and_lines_are_those_of_the_receipt(sqlite_filled: Path) -> None:
    tables = [
        block
        for section in make_quarter_paper(ground_of(sqlite_filled), Words("da")).sections
        for block in section.blocks
        if isinstance(block, PaperTable)
    ]
    goals, figures, lines = ([[cell.text for cell in row] for row in table.every_row] for table in tables)
    assert goals[0] == [
        "1.1 It-sikkerhed",
        "Forventes opfyldt (beregnet)",
        "14,3",
        "0",
        "14,3",
        "0",
        "80\u00a0pct.",
    ]
    assert [row[0] for row in goals[1:]] == ["1.1.1 Testen", "1.1.2 Anbefalinger", "I alt"]
    assert figures[0][0] == "Sygefravær, 2. kvartal 2017"
    assert figures[0][1].startswith("8,5")
    assert lines[0][1] == "Indberettet som gennemført 01.06.2017"
    assert lines[0][2] == "Dokumentation: =2017-1\nBemærkning: Se <b>bilag</b>\nBilag: referat.pdf"


def test_one_that_is_not_received_yet_says_so_and_has_what_was_declared(sqlite_filled: Path) -> None:
    ground = ground_of(sqlite_filled, received=False, goals=[], figures=[])
    paper = make_quarter_paper(ground, Words("en"))
    (first, *_) = paper.sections[0].blocks
    assert isinstance(first, Paragraph)
    assert first.text.endswith("The department has not received it yet.")
    assert [section.title for section in paper.sections] == ["", "What the institution reported"]


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_plan_that_was_changed_since_does_not_change_a_report(sqlite_filled: Path, lang: str) -> None:
    later = replace(ground_of(sqlite_filled), today=date(2026, 11, 30))
    now = ground_of(sqlite_filled)
    assert make_quarter_paper(later, Words(lang)).sections == make_quarter_paper(now, Words(lang)).sections
