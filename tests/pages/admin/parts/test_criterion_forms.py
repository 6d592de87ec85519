"""A criterion in its form, with a new indicator where it needs one."""

from __future__ import annotations

from decimal import Decimal

from streamlit.testing.v1 import AppTest

from db import session
from db.plans import definitions
from db.scope import EVERYTHING
from metrics.plan.formula import Path, Step
from metrics.plan.model import Goal
from tests.pages.admin.conftest import COPY, named, newest, plain, press
from tests.pages.conftest import Open


def target(goal: Goal, place: int = 0) -> Step | None:
    """What a criterion of a goal asks for in 2022."""
    compare = goal.criteria[place].compare
    assert compare is not None
    assert isinstance(compare.target, Path)
    return compare.target.step(2022)


def test_a_criterion_is_added_with_a_new_indicator(draft: Open, database: str) -> None:
    at = draft(goal="1.1", add="compare")
    named(at.text_input, "Titel", -1).set_value("Svartid")
    named(at.selectbox, "Nøgletal", -1).set_value("+")
    named(at.selectbox, "Skal være", -1).set_value("<=")
    named(at.text_input, "Måltal").set_value("12,5")
    named(at.text_input, "Id").set_value("svartid")
    named(at.text_input, "Navn").set_value("Svartid i dage")
    named(at.selectbox, "Enhed").set_value("days")
    at = press(at, "Gem")
    assert "Gemt som en ny version" in plain(at)
    assert named(at.text_input, "Måltal (dage)").value == "12,5"
    with session.open_reading(database, sees=EVERYTHING) as db:
        assert definitions.read_catalogue(db).indicators["cpr", "svartid"].name == "Svartid i dage"
    goal = newest(database, COPY)[1].goal("1.1")
    assert [criterion.number for criterion in goal.criteria] == ["1.1.1", "1.1.2"]
    assert target(goal, 1) == Step(year=2022, number=Decimal("12.5"))


def test_a_criterion_and_a_goal_are_removed(draft: Open, database: str) -> None:
    at = draft(goal="1.3")
    named(at.checkbox, "Fjern kriteriet, når der gemmes", 1).check()
    press(at, "Gem")
    assert [c.number for c in newest(database, COPY)[1].goal("1.3").criteria] == ["1.3.1"]
    at = draft(goal="1.3")
    named(at.checkbox, "Fjern mål 1.3, når der gemmes").check()
    press(at, "Gem")
    assert "1.3" not in [goal.number for goal in newest(database, COPY)[1].goals]


def test_a_text_may_refer_to_any_indicator_there_is(draft: Open, database: str) -> None:
    at = draft(goal="1.1", text="1")
    shown = str(at.text_area[0].value)
    state = 'indicator = "sygefravaer"\ninstitution = "staten"'
    assert "Gemt som en ny version" in plain(
        at_with(at, shown.replace('indicator = "klagesager-rettidigt"', state))
    )
    goal = newest(database, COPY)[1].goal("1.1")
    assert goal.criteria[0].compare is not None
    assert goal.criteria[0].compare.value.institution == "staten"  # type: ignore[union-attr]


def at_with(at: AppTest, typed: str) -> AppTest:
    """The page after another text has been saved."""
    at.text_area[0].set_value(typed)
    return press(at, "Gem")
