"""What was gone through at a meeting, in the order of its agenda."""

from __future__ import annotations

from typing import Any

from tests.meetings import line
from words.language import Words
from words.meetings.agenda_lines import list_discussed

DA = Words("da")
PLAN: dict[str, Any] = {
    "plan": "p",
    "name": "Nævnet",
    "goals": [{"number": "1", "title": "Svartid"}, {"number": "2", "title": "Økonomi"}],
}
KEPT: dict[str, Any] = {"area": "", "plans": [PLAN], "agenda": [["p", "2"], ["p", "1"]]}


def test_every_goal_of_the_agenda_is_gone_through_in_its_order_with_what_came_of_it() -> None:
    said = (
        line(1, "note", plan="p", goal="1", text="Bedre nu."),
        line(2, plan="p", goal="1"),
        line(3, "note", text="Nyt lokale"),
    )
    assert list_discussed(KEPT, said, DA) == [
        ("1 Svartid", "Bedre nu. Aftalt: opgave."),
        ("Gennemgået uden noter", "2 Økonomi"),
        ("Uden for dagsordenen", "Nyt lokale"),
    ]
    assert list_discussed({**KEPT, "area": "A"}, (), DA) == [
        ("Gennemgået uden noter", "Nævnet: 2 Økonomi og Nævnet: 1 Svartid")
    ]


def test_a_close_from_before_the_agenda_was_kept_goes_by_the_goals_that_had_a_reason() -> None:
    goals = [{**goal, "reasons": ["at_risk"] if goal["number"] == "1" else []} for goal in PLAN["goals"]]
    old = {"area": "", "plans": [{**PLAN, "goals": goals}]}
    assert list_discussed(old, (), DA) == [("Gennemgået uden noter", "1 Svartid")]
