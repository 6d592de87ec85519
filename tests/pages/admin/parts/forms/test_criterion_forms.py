"""A criterion in its form, with a new indicator where it needs one."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

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


def test_a_criterion_becomes_another_kind_and_keeps_what_both_have(draft: Open, database: str) -> None:
    at = draft(goal="1.2")
    before = newest(database, COPY)[1].goal("1.2").criteria[0]
    at = named(at.selectbox, "Slags delmål", 0).set_value("assessed").run()
    press(at, "Gem")
    after = newest(database, COPY)[1].goal("1.2").criteria[0]
    assert (after.kind, after.title) == ("assessed", before.title)
    assert after.dated
    assert before.dated
    assert after.dated.due == before.dated.due


def test_a_criterion_and_a_goal_are_removed(draft: Open, database: str) -> None:
    at = draft(goal="1.3")
    named(at.checkbox, "Fjern delmålet, når der gemmes", 1).check()
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
