"""A plan is saved as the version after the one that was opened, and refused in words."""

from __future__ import annotations

from typing import Any

from db import session
from db.plans import plan_commands
from metrics.plan.formula import Path, Step
from metrics.plan.model import Goal
from tests.pages.admin.conftest import COPY, named, newest, plain, press, versions
from tests.pages.conftest import Open


def target(goal: Goal, place: int = 0) -> Step | None:
    """What a criterion of a goal asks for in 2022."""
    compare = goal.criteria[place].compare
    assert compare is not None
    assert isinstance(compare.target, Path)
    return compare.target.step(2022)


def edit_elsewhere(url: str, **changes: Any) -> None:
    """What somebody else saves."""
    with session.open_writing(url, session.MACHINE) as db:
        plan_commands.change_plan(db, COPY, **changes)


def test_a_version_that_is_no_longer_the_newest_is_refused_and_nothing_typed_is_lost(
    draft: Open, database: str
) -> None:
    at = draft(goal="1.1")
    named(at.text_input, "Titel").set_value("Min titel")
    edit_elsewhere(database, title="Andens titel")
    at = press(at, "Gem")
    assert "Planen er ændret, siden du åbnede den: du har version 1, og den nyeste er 2" in plain(at)
    assert named(at.text_input, "Titel").value == "Min titel"
    number, plan = newest(database, COPY)
    assert (number, plan.title, plan.goal("1.1").title) == (2, "Andens titel", "Afslutning af klagesager")
    at = press(at, "Hent den nyeste og kassér mine ændringer")
    assert named(at.text_input, "Titel").value == "Afslutning af klagesager"
    named(at.text_input, "Titel").set_value("Min titel")
    press(at, "Gem")
    number, plan = newest(database, COPY)
    assert (number, plan.title, plan.goal("1.1").title) == (3, "Andens titel", "Min titel")


def test_two_goals_with_one_number_are_refused_in_words(draft: Open, database: str) -> None:
    weights = {"1.1": "40", "1.2": "10", "1.3": "10", "1.4": "10", "2.1": "10", "2.2": "10", "2.3": "10"}
    at = draft(view="head")
    named(at.selectbox, "Målenes vægt").set_value("given")
    for number, weight in weights.items():
        named(at.text_input, f"Vægt, mål {number}").set_value(weight)
    press(at, "Gem")
    at = draft(goal="1.2")
    named(at.text_input, "Nummer").set_value("1.1")
    at = press(at, "Gem")
    assert "Mål 1.1: Mål 1.1 står der 2 gange" in plain(at)
    assert versions(database, COPY) == 2
