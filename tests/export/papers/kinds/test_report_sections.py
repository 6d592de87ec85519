"""The sections of a report that was kept: empty ones are left out, and a plan without a total has none."""

from __future__ import annotations

from typing import Any

from export.papers.kinds.report_sections import make_report_sections
from export.papers.paper import PaperTable
from tests.factories import catalogue, goal, plan
from words.language import Words

GOAL: dict[str, Any] = {"number": "1", "title": "A", "status": "met", "p_met": None, "criteria": []}


def make(points: str) -> PaperTable:
    amounts = {"secured": points, "open": "0", "lost": "0"}
    document: dict[str, Any] = {
        "as_of": "2017-07-14",
        "goals": [{**GOAL, **amounts, "weight": points}],
        "total": amounts,
    }
    (section,) = make_report_sections(document, plan(goal("1")), catalogue(), Words("da"))
    (table,) = section.blocks
    assert isinstance(table, PaperTable)
    return table


def test_a_plan_without_a_total_has_no_last_row() -> None:
    assert make("0").total is None
    total = make("100").total
    assert total
    assert [cell.text for cell in total][3:6] == ["100", "0", "0"]


def test_a_document_without_anything_has_no_section() -> None:
    assert make_report_sections({"as_of": "2017-07-14"}, plan(goal("1")), catalogue(), Words("da")) == []
