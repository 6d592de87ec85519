"""The forms of a plan: goals are added, and weights are given in one go."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import Rule, evaluate_tree
from metrics.plan.formula import Path, Step
from metrics.plan.model import Goal
from metrics.plan.structure import build_tree
from tests.pages.admin.conftest import COPY, named, newest, plain, press
from tests.pages.conftest import Open


def target(goal: Goal, place: int = 0) -> Step | None:
    """What a criterion of a goal asks for in 2022."""
    compare = goal.criteria[place].compare
    assert compare is not None
    assert isinstance(compare.target, Path)
    return compare.target.step(2022)


@pytest.mark.parametrize(
    ("add", "labels"),
    [
        ("milestone", {"Titel": "Vejledningen er sendt ud"}),
        ("assessed", {"Titel": "Kvaliteten er god"}),
    ],
)
def test_a_goal_is_added(draft: Open, database: str, add: str, labels: dict[str, str]) -> None:
    at = draft(add=add)
    for label, value in labels.items():
        named(at.text_input, label, 0).set_value(value)
        named(at.text_input, label, 1).set_value(value)
    at = press(at, "Gem")
    assert "Gemt som en ny version" in plain(at)
    goal = newest(database, COPY)[1].goals[-1]
    assert (goal.number, goal.criteria[0].number) == ("2.4", "2.4.1")
    test = getattr(goal.criteria[0], add)
    assert test.due == date(2022, 12, 31)


def test_weights_are_given_in_one_go(draft: Open, database: str) -> None:
    at = draft(view="head")
    named(at.selectbox, "Målenes vægt").set_value("given")
    for place, number in enumerate(("1.1", "1.2", "1.3", "1.4", "2.1", "2.2")):
        named(at.text_input, f"Vægt, mål {number}").set_value("10" if place else "12,5")
    at = press(at, "Gem")
    assert "Mål 2.3: Vægten mangler" in plain(at)
    named(at.text_input, "Vægt, mål 2.3").set_value("37.5")
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    plan = newest(database, COPY)[1]
    assert sum(goal.weight or 0 for goal in plan.goals) == 100
    assert plan.goal("2.3").weight == Decimal("37.5")


def test_a_goal_whose_criteria_count_each_earns_its_part(draft: Open, database: str) -> None:
    at = draft(goal="1.1", add="milestone")
    named(at.selectbox, "Regel").set_value("sum")
    last = len([field for field in at.text_input if field.label == "Titel"]) - 1
    named(at.text_input, "Titel", last).set_value("Anden del")
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    number, plan = newest(database, COPY)
    goal = plan.goal("1.1")
    assert goal.rule is Rule.SUM
    tree = build_tree(goal)
    credits = [Outcome.settled(place == 0) for place, _ in enumerate(goal.criteria)]
    found = evaluate_tree(tree, {leaf.number: of for leaf, of in zip(goal.leaves(), credits, strict=True)})
    assert found.outcome.credit == Fraction(1, len(goal.criteria)), number
