"""What settlements, approvals and closes of meetings keep, in words and points, by hand."""

from __future__ import annotations

from typing import Any

from export.filing.kept_sections import make_annual_sections, make_minutes_sections, make_settlement_sections
from export.papers.paper import Bullets, PaperHeading, PaperTable, Paragraph
from tests.factories import catalogue, compared, goal, indicator, milestone, plan
from words.language import Words

DA = Words("da")
KNOWN = catalogue(indicator())
MEASURED = plan(goal("1", compared("1.1"), milestone("1.2")))
TEST: dict[str, Any] = {"status": "not_met", "credit": "0", "actual": None, "target": None, "said": None}
SAID = {"kind": "met", "on": "2017-06-28", "word": None}


def part(kind: str, number: str, **said: Any) -> dict[str, Any]:
    amounts = {"secured": "50", "open": "0", "lost": "0"}
    return {"original": False, "kind": kind, "number": number, "status": "met", **amounts, **said}


def test_a_settlement_has_every_goal_and_its_total_and_no_part_of_the_text_before() -> None:
    parts = [
        part("total", "", status=None),
        part("goal", "1"),
        part("goal", "2", status="not_met", secured="0", lost="50"),
        part("goal", "1", original=True),
        part("criterion", "1.1", secured=None),
    ]
    (section,) = make_settlement_sections(parts, plan(goal("1", milestone("1.1")), goal("2")), DA)
    (table,) = section.blocks
    assert isinstance(table, PaperTable)
    assert [[row[0].text, *(cell.text for cell in row[5:])] for row in table.rows] == [
        ["1", "Opfyldt", "50"],
        ["1.1", "Opfyldt", ""],
        ["2", "Ikke opfyldt", "0"],
    ]
    assert table.total
    assert [cell.text for cell in table.total] == ["", "I alt", "50", "", "", "", "50"]


def test_an_approved_year_has_its_goals_and_what_was_written_of_them() -> None:
    kept = {
        "title": "Svartid",
        "number": "1",
        "status": "not_met",
        "secured": "0",
        "open": "0",
        "lost": "100",
        "weight": "100",
        "criteria": [
            {**TEST, "number": "1.1", "title": "Svar til tiden", "actual": "87.5", "target": "90"},
            {**TEST, "number": "1.2", "title": "Nyt system", "status": "met", "said": SAID},
        ],
    }
    document = {
        "goals": [kept],
        "total": {"secured": "0", "open": "0", "lost": "100"},
        "decided": None,
        "analysis": [{"goal": "1", "field": "why", "text": "For få hænder"}],
    }
    goals, written = make_annual_sections(document, MEASURED, KNOWN, DA)
    (table,) = goals.blocks
    assert isinstance(table, PaperTable)
    assert [column.title.replace("\u00a0", " ") for column in table.columns][2:] == [
        *("Vægt", "Forventet 2017", "Opnået 2017", "Opfyldelse", "Point"),
    ]
    assert [[cell.text.replace("\u00a0", " ") for cell in row] for row in table.rows] == [
        ["1", "Svartid", "100", "", "", "Ikke opfyldt", "0"],
        ["1.1", "Svar til tiden", "", "mindst 90 pct.", "87,5 pct.", "Ikke opfyldt", ""],
        ["1.2", "Nyt system", "", "senest 30.06.2017", "Gennemført 28.06.2017", "Opfyldt", ""],
    ]
    assert table.total
    assert [cell.text for cell in table.total][2::4] == ["100", "0"]
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
        "as_of": "2017-07-10",
        "area": "",
    }
    said = {"quarter": "2017Q1", "plan": None, "goal": "", "owner": "Chef", "due": None, "kind": "action"}
    lines = [{**said, "id": 1, "text": "Send planen"}, {**said, "id": 2, "text": "Spørg igen"}]
    present, told, old, captured = make_minutes_sections(document, lines, DA)
    assert told.blocks == (Bullets(("Ingen beslutninger.", "Ingen opgaver.")),)
    assert present.blocks == (Paragraph("Deltagere: Chef"), Paragraph("Afbud: Controller"))
    (followed,) = old.blocks
    assert isinstance(followed, PaperTable)
    assert [[cell.text for cell in row] for row in followed.rows] == [
        ["Opgave", "Send planen", "Chef", "", "Udført 1. august 2017"],
        ["Opgave", "Spørg igen", "Chef", "", "Ikke udført"],
    ]
    assert captured.blocks == (Paragraph("Der er ikke noteret noget på mødet."),)


def test_a_line_names_its_goal_as_the_close_kept_it() -> None:
    kept_goal = {"number": "2.1", "title": "Svartid", "weight": "10", "credit": None, "p_met": None}
    total = {"secured": "0", "open": "10", "lost": "0"}
    document = {
        "attended": "Chef",
        "absent": "",
        "old": [],
        "entries": [2, 1],
        "area": "",
        "as_of": "2017-07-10",
        "plans": [
            {
                **{"plan": "p", "name": "Nævnet", "title": "Plan", "over": False, "totalled": True},
                **{"total": total, "expected": None, "between": None},
                "report": {"state": "open", "received": None},
                "goals": [{**kept_goal, "status": "not_due"}],
            }
        ],
    }
    said = {"quarter": "2017Q2", "goal": "2.1", "owner": "", "due": None, "kind": "decision"}
    lines = [
        {**said, "id": 1, "plan": "p", "text": "A"},
        {**said, "id": 2, "plan": "other", "text": "B"},
    ]
    captured = make_minutes_sections(document, lines, DA)[4]
    (table,) = captured.blocks
    assert isinstance(table, PaperTable)
    assert [(row[1].text, row[2].text) for row in table.rows] == [("mål 2.1", "B"), ("mål 2.1 Svartid", "A")]
