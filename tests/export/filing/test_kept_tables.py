"""The table of a settled year where what was kept and the plan's text do not say the same."""

from __future__ import annotations

from typing import Any

from export.filing.kept_tables import make_settled_table, make_year_table
from tests.factories import catalogue, goal, plan
from words.language import Words

DA = Words("da")
POINTS = {"secured": "50", "open": "0", "lost": "50"}
TEST = {"number": "1.9", "title": "Gammelt mål", "status": "met", "actual": "7", "target": "5", "said": None}


def test_a_test_that_the_plan_has_no_more_keeps_its_title_and_status_without_a_unit_to_write() -> None:
    kept: dict[str, Any] = {"number": "1", "title": "Svartid", "status": "met", **POINTS, "criteria": [TEST]}
    document = {"goals": [kept], "total": POINTS, "decided": {**POINTS, "secured": "75", "lost": "25"}}
    table = make_year_table(document, plan(goal("1")), catalogue(), DA)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "Svartid", "–", "", "", "Opfyldt", "50"],
        ["1.9", "Gammelt mål", "", "–", "–", "Opfyldt", ""],
    ]
    assert table.total
    assert [table.total[2].text, table.total[-1].text] == ["100", "75"], "what was decided is what counts"


def test_a_settlement_without_a_goal_of_the_text_as_amended_has_no_table() -> None:
    part = {"original": True, "kind": "goal", "number": "1", "status": "met", **POINTS}
    assert make_settled_table([part], plan(goal("1")), DA) is None
