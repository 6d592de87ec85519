"""What a close kept, in words."""

from __future__ import annotations

from typing import Any

from words.language import Words
from words.meetings.kept_lines import (
    find_possible,
    list_kept_lines,
    write_kept_chance,
    write_kept_points,
)

DA = Words("da")
PLAN: dict[str, Any] = {
    "total": {"secured": "100/7", "open": "500/7", "lost": "100/7"},
    "totalled": True,
    "expected": "60.4",
    "between": ["40", "80"],
    "report": {"state": "received", "received": "2017-07-10", "version": 2},
}
GOAL: dict[str, Any] = {"weight": "100/7", "p_met": 0.8, "credit": None}


def test_a_plan_says_its_total_what_was_expected_and_its_report() -> None:
    assert find_possible(PLAN) == 100
    assert [one.replace("\u00a0", " ") for one in list_kept_lines(PLAN, DA)] == [
        "Af 100 point er 14,3 opnået, 71,4 udestår, og 14,3 er tabt.",
        "Forventet ved mødet: 60 point (40–80)",
        "Indberetningen ved mødet: modtaget 10. juli 2017, version 2",
    ]
    bare = {**PLAN, "totalled": False, "expected": None, "report": {"state": "open", "received": None}}
    assert list_kept_lines(bare, DA)[0] == "Forventet ved mødet: mellem 40 og 80 point"
    bare["between"] = None
    assert list_kept_lines(bare, DA) == ["Indberetningen ved mødet: ikke afleveret"]


def test_a_goal_that_is_decided_has_no_likelihood_and_one_that_does_not_count_no_points() -> None:
    assert write_kept_points(PLAN, GOAL, DA) == "14,3"
    assert write_kept_points(PLAN, {"weight": None}, DA) == ""
    assert write_kept_chance(GOAL, DA).replace("\u00a0", " ") == "80 pct."
    assert (
        write_kept_chance({**GOAL, "credit": "1"}, DA) == write_kept_chance({**GOAL, "p_met": None}, DA) == ""
    )
