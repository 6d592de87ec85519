"""What was on the agenda of a meeting, in its order."""

from __future__ import annotations

from typing import Any

from tests.meetings import line
from words.language import Words
from words.meetings.agenda_lines import list_discussed, write_goals

DA = Words("da")
PLAN: dict[str, Any] = {
    "plan": "p",
    "name": "Nævnet",
    "goals": [{"number": "1", "title": "Svartid"}, {"number": "2", "title": "Økonomi"}],
}
KEPT: dict[str, Any] = {"area": "", "plans": [PLAN], "agenda": [["p", "2"], ["p", "1"]]}


def test_every_goal_of_the_agenda_is_told_in_its_order_with_what_came_of_it() -> None:
    said = (
        line(1, "note", plan="p", goal="1", text="Bedre nu."),
        line(2, plan="p", goal="1"),
        line(3, "note", text="Nyt lokale"),
    )
    assert list_discussed(KEPT, said, DA) == [
        ("1 Svartid", "Bedre nu. Aftalt: opgave."),
        ("På dagsordenen uden noter", "2 Økonomi"),
        ("Uden for dagsordenen", "Nyt lokale"),
    ]
    assert list_discussed({**KEPT, "area": "A"}, (), DA) == [
        ("Nævnet: på dagsordenen uden noter", "2 Økonomi og 1 Svartid")
    ]


def test_a_note_that_something_follows_ends_as_a_sentence() -> None:
    note = line(1, "note", plan="p", goal="1", text="Bedre nu")
    action = line(2, plan="p", goal="1")
    assert list_discussed(KEPT, (note, action), DA)[0] == ("1 Svartid", "Bedre nu. Aftalt: opgave.")
    assert list_discussed(KEPT, (note,), DA)[0] == ("1 Svartid", "Bedre nu")


def test_a_close_from_before_the_agenda_was_kept_goes_by_the_goals_that_had_a_reason() -> None:
    goals = [{**goal, "reasons": ["at_risk"] if goal["number"] == "1" else []} for goal in PLAN["goals"]]
    old = {"area": "", "plans": [{**PLAN, "goals": goals}]}
    assert list_discussed(old, (), DA) == [("På dagsordenen uden noter", "1 Svartid")]


def test_an_accepted_deviation_is_told_with_the_day_it_ends() -> None:
    found = dict(list_discussed(KEPT, [line(1, "deviation", plan="p", goal="1")], DA))
    assert (
        found["1 Svartid"].replace("\u00a0", " ")
        == "Aftalt: accepteret afvigelse til og med 30. september 2017."
    )


def test_numbers_of_several_institutions_are_told_by_institution() -> None:
    goals = [("Nævnet", "1.1"), ("Registeret", "1.1"), ("Nævnet", "2.3")]
    assert write_goals(goals, DA) == "Nævnet: 1.1 og 2.3; Registeret: 1.1"
    assert write_goals([("", "1.1"), ("", "2.3")], DA) == "1.1 og 2.3"
