"""Minutes are drawn from what the close kept, and from nothing else."""

from __future__ import annotations

from typing import Any

from pages.cycle.parts.meeting.minutes_sheet import draw_minutes
from tests.meetings import line
from tests.pages.drawing import plain
from words.language import Words

GOAL = {"number": "1", "title": "G", "status": "at_risk", "credit": None, "weight": "50", "p_met": 0.25}
KEPT: dict[str, Any] = {
    "area": "",
    "as_of": "2017-10-01",
    "attended": "Head, chief",
    "absent": "",
    "old": [{"entry": 1, "done": "2017-08-01"}, {"entry": 2, "done": None}],
    "entries": [3],
    "plans": [
        {
            "plan": "p",
            "name": "I",
            "title": "Plan",
            "over": False,
            "totalled": True,
            "total": {"secured": "50", "open": "50", "lost": "0"},
            "expected": "62.5",
            "between": ["50", "100"],
            "report": {"state": "received", "version": 2, "received": "2017-07-20"},
            "goals": [GOAL],
        }
    ],
}


def drawn(lang: str = "da", **changes: Any) -> str:
    lines = [line(1), line(2, "decision")]
    return plain(draw_minutes({**KEPT, **changes}, [line(3)], lines, Words(lang))).replace("\u00a0", " ")


def test_who_attended_is_written_line_by_line_as_it_was_typed() -> None:
    html = draw_minutes({**KEPT, "attended": "Head\nChief"}, [], [], Words("da"))
    assert '<dd class="m-prose">Head\nChief</dd>' in html


def test_minutes_tell_who_attended_what_was_followed_up_and_what_was_captured() -> None:
    html = drawn()
    assert "Deltagere Head, chief" in html
    assert "Afbud" not in html
    due = "Ansvarlig: Chief. Frist: 30. september 2017"
    assert f"Opgave: Line 1: {due} · Udført 1. august 2017" in html
    assert "Beslutning: Line 2: Gælder" in html
    late = drawn(old=[{"entry": 1, "done": None}])
    assert f"Opgave: Line 1: {due} · Ikke udført, fristen er passeret" in late
    again = drawn(old=[{"entry": 1, "done": None}], as_of="2017-09-30")
    assert f"Opgave: Line 1: {due} · Ikke udført Besl" in again
    assert "Opgave Line 3 Ansvarlig: Chief." in html
    assert "Ikke udført" not in drawn(old=[])


def test_minutes_tell_the_figures_as_they_were() -> None:
    html = drawn()
    assert "Forventet ved mødet: 63 point (50–100)" in html
    assert "Indberetningen ved mødet: modtaget 20. juli 2017, version 2" in html
    assert "1 G 50 I risiko 25 pct." in html
    assert "Expected at the meeting: 63 points (50–100)" in drawn("en")


def test_a_plan_without_a_total_or_a_report_says_so_without_a_figure() -> None:
    (plan,) = KEPT["plans"]
    bare = {
        **plan,
        "totalled": False,
        "expected": None,
        "between": None,
        "report": {"state": "open", "version": 1, "received": None},
        "goals": [{**GOAL, "weight": None, "p_met": None}],
    }
    html = drawn(plans=[bare], entries=[])
    assert "Forventet ved mødet" not in html
    assert "Indberetningen ved mødet: ikke afleveret" in html


def test_the_lines_of_an_area_s_minutes_say_whose_goal_they_are_about() -> None:
    about = [line(3, plan="p", goal="1")]
    assert "Opgave · I: mål 1 G Line 3" in plain(draw_minutes({**KEPT, "area": "A"}, about, [], Words("da")))
    assert "Opgave · mål 1 G Line 3" in plain(draw_minutes(KEPT, about, [], Words("da")))
