"""What settlements, approvals and closes of meetings keep, in words and points, by hand."""

from __future__ import annotations

from typing import Any

from export.filing.kept_sections import make_annual_sections, make_minutes_sections, make_settlement_sections
from export.papers.paper import Bullets, PaperHeading, PaperTable, Paragraph
from tests.factories import goal, plan
from words.language import Words

DA = Words("da")


def part(kind: str, number: str, **said: Any) -> dict[str, Any]:
    amounts = {"secured": "50", "open": "0", "lost": "0"}
    return {"original": False, "kind": kind, "number": number, "status": "met", **amounts, **said}


def test_a_settlement_has_every_goal_and_its_total_and_no_part_of_the_text_before() -> None:
    parts = [
        part("total", "", status=None),
        part("goal", "1"),
        part("goal", "2", status="not_met", secured="0", lost="50"),
        part("goal", "1", original=True),
        part("criterion", "1.1"),
    ]
    (section,) = make_settlement_sections(parts, plan(goal("1"), goal("2")), DA)
    (table,) = section.blocks
    assert isinstance(table, PaperTable)
    assert [[cell.text for cell in row][1:] for row in table.rows] == [
        ["Opfyldt", "50", "0", "0"],
        ["Ikke opfyldt", "0", "0", "50"],
    ]
    assert table.total
    assert [cell.text for cell in table.total][2:] == ["50", "0", "0"]


def test_an_approved_year_has_its_goals_and_what_was_written_of_them() -> None:
    kept = {
        "title": "Svartid",
        "number": "1",
        "status": "not_met",
        "secured": "0",
        "open": "0",
        "lost": "100",
    }
    document = {
        "goals": [kept],
        "total": {"secured": "0", "open": "0", "lost": "100"},
        "decided": None,
        "analysis": [{"goal": "1", "field": "why", "text": "For få hænder"}],
    }
    goals, written = make_annual_sections(document, DA)
    assert isinstance(goals.blocks[0], PaperTable)
    assert written.blocks == (
        PaperHeading("mål 1"),
        Paragraph("Hvorfor endte målet, som det gjorde? For få hænder"),
    )


def test_minutes_tell_what_was_followed_up_and_that_nothing_was_captured() -> None:
    document = {
        "attended": "Chef",
        "absent": "Controller",
        "old": [{"entry": 1, "done": "2017-08-01"}, {"entry": 2, "done": None}, {"entry": 9, "done": None}],
        "entries": [],
        "plans": [],
    }
    lines = [{"id": 1, "text": "Send planen"}, {"id": 2, "text": "Spørg igen"}]
    present, old, captured = make_minutes_sections(document, lines, DA)
    assert present.blocks == (Paragraph("Chef"), Paragraph("Afbud: Controller"))
    (followed,) = old.blocks
    assert isinstance(followed, Bullets)
    assert [item.split(":")[0] for item in followed.items] == ["Send planen", "Spørg igen"]
    assert isinstance(captured.blocks[0], Paragraph)
