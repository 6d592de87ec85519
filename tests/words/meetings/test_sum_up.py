"""What minutes begin with, computed from what a close kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.meetings import line
from words.language import Words
from words.meetings.kept_lines import write_kept_why
from words.meetings.sum_up import list_sum_up

DA, EN = Words("da"), Words("en")
PLAN: dict[str, Any] = {
    "plan": "p",
    "name": "Nævnet",
    "totalled": True,
    "total": {"secured": "20", "open": "80", "lost": "0"},
    "expected": "62.5",
    "between": ["40", "80"],
    "change": "-17.5",
    "since": "2017-04-14",
    "counted": "2017Q1",
    "goals": [{"number": "1", "title": "Svartid"}, {"number": "2", "title": "Økonomi"}],
}
KEPT: dict[str, Any] = {"area": "", "plans": [PLAN], "agenda": [["p", "2"], ["p", "1"]]}
SETTLED = {**PLAN, "total": {"secured": "85", "open": "0", "lost": "15"}, "expected": None, "change": "5"}


def told(*entries: Any, words: Words = DA, **changes: Any) -> list[str]:
    return [one.replace("\u00a0", " ") for one in list_sum_up({**KEPT, **changes}, entries, words)]


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (PLAN, "Nævnet: 63 point forventet (▼ 18 siden rapporten for 1. kvartal 2017)."),
        ({**PLAN, "change": None}, "Nævnet: 63 point forventet."),
        (SETTLED, "Nævnet: 85 point opnået (▲ 5 siden rapporten for 1. kvartal 2017)."),
        ({**SETTLED, "counted": None}, "Nævnet: 85 point opnået."),
    ],
)
def test_the_total_is_told_with_its_change_and_no_second_total(plan: dict[str, Any], said: str) -> None:
    assert told(plans=[plan])[0] == said


@pytest.mark.parametrize("plan", [{**PLAN, "totalled": False}, {**PLAN, "expected": None}])
def test_a_plan_without_a_total_or_a_forecast_is_not_summed_up(plan: dict[str, Any]) -> None:
    assert told(plans=[plan]) == ["Ingen beslutninger.", "Ingen opgaver."]


def test_what_was_agreed_is_counted_with_its_owners_the_first_deadline_and_until_when() -> None:
    said = (
        line(1, "decision"),
        line(2, owner="Direktør", due=date(2017, 12, 1)),
        line(3, owner="Controller", due=date(2017, 9, 30)),
        line(4, owner="Direktør", due=date(2018, 1, 1)),
        line(5, "deviation", plan="p", goal="2", due=date(2017, 10, 31)),
        line(6, "escalation"),
        line(7, "note", text="Nyt lokale"),
        line(8, "note", goal="1", text="Om målet"),
    )
    assert told(*said)[1:] == [
        "Beslutning: Line 1.",
        "3 opgaver (Direktør og Controller), den første med frist 30. september 2017.",
        "Accepteret afvigelse, mål 2, til og med 31. oktober 2017.",
        "1 eskalering.",
        "Noteret uden for dagsordenen: Nyt lokale.",
    ]
    assert told(*said, words=EN)[2] == "3 actions (Direktør and Controller), the first due 30 September 2017."


def test_in_an_area_s_minutes_a_goal_is_named_with_its_institution() -> None:
    said = (
        line(1, "decision", plan="p", goal="2"),
        line(2, "deviation", plan="p", goal="2", due=date(2017, 10, 31)),
    )
    found = told(*said, area="A")
    assert "Beslutning, Nævnet: mål 2: Line 1." in found
    assert "Accepteret afvigelse, Nævnet: mål 2, til og med 31. oktober 2017." in found


WHY = [
    {"rule": "silent", "criterion": "2.1", "due": "2017-12-31"},
    {"rule": "milestone_soon", "criterion": "2.1.2", "due": "2017-12-15"},
]


def test_a_status_of_concern_is_explained_by_its_weightiest_reason() -> None:
    goal = {"number": "2.1", "status": "at_risk", "why": WHY}
    assert (
        write_kept_why(goal, DA).replace("\u00a0", " ")
        == "Milepæl har snart frist (2.1.2, 15. december 2017)"
    )
    late = {**goal, "status": "overdue_data", "why": [{**WHY[1], "rule": "overdue"}]}
    assert write_kept_why(late, DA).replace("\u00a0", " ") == "2.1.2, frist 15. december 2017"
    assert write_kept_why({**goal, "status": "on_track"}, DA) == ""
    assert write_kept_why({**goal, "why": WHY[:1]}, DA) == ""
    assert write_kept_why({"number": "2.1", "status": "at_risk"}, DA) == ""
