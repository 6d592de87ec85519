"""New indicators, filled in where they are needed."""

from __future__ import annotations

from decimal import Decimal

from db import session
from db.plans import definitions, plan_queries
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


def test_several_criteria_are_added_with_new_indicators_in_one_save(draft: Open, database: str) -> None:
    """Each brings an id of its own, and one of them what it was in earlier years."""
    at = press(press(press(draft(goal="1.1"), "måltal"), "måltal"), "milepæl")
    for place in (-2, -1):
        named(at.selectbox, "Nøgletal", place).set_value("+")
    at = at.run()
    for place in (-2, -1):
        named(at.text_input, "Navn", place).set_value("Svartid i dage")
        named(at.selectbox, "Enhed", place).set_value("days")
    at = at.run()
    for place, title in zip((-3, -2, -1), ("Svartid", "Svartid igen", "Færdig"), strict=True):
        named(at.text_input, "Titel", place).set_value(title)
    for place, target_ in zip((-2, -1), ("12,5", "14"), strict=True):
        named(at.text_input, "Måltal (dage)", place).set_value(target_)
    named(at.text_input, "Resultat 2021 (dage)").set_value("15")
    at = press(at, "Gem")
    assert "Gemt som en ny version" in plain(at)
    with session.open_reading(database, sees=EVERYTHING) as db:
        known = definitions.read_catalogue(db).indicators
        told = plan_queries.read_plan_file(db, COPY).observations
    assert {key for _, key in known} >= {"svartid-i-dage", "svartid-i-dage-2"}
    assert [(one.indicator, one.period, one.value) for one in told] == [
        ("svartid-i-dage", "2021", Decimal(15))
    ]
    goal = newest(database, COPY)[1].goal("1.1")
    assert [one.number for one in goal.criteria] == ["1.1.1", "1.1.2", "1.1.3", "1.1.4"]
    assert [target(goal, place) for place in (1, 2)] == [
        Step(year=2022, number=Decimal("12.5")),
        Step(year=2022, number=Decimal(14)),
    ]
    assert goal.criteria[3].milestone
