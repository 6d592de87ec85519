"""The forms of a plan: goals are added, and weights are given in one go."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from db import session
from db.plans import definitions
from db.scope import EVERYTHING
from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import Rule, evaluate_tree
from metrics.plan.formula import Path, Step
from metrics.plan.model import Goal
from metrics.plan.structure import build_tree
from metrics.score.scoring import score_plan
from tests.factories import event, facts
from tests.pages.admin.conftest import COPY, named, newest, plain, press, versions
from tests.pages.conftest import Open

OTHERS = ("1.1", "1.3", "1.4", "2.1", "2.2", "2.3")


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


def test_what_the_weights_add_up_to_stands_there_as_one_types(draft: Open) -> None:
    at = draft(view="head")
    named(at.selectbox, "Målenes vægt").set_value("given")
    for number, weight in (("1.1", "40"), ("1.2", "32,5"), ("2.3", "22,5")):
        at = named(at.text_input, f"Vægt, mål {number}").set_value(weight).run()
    assert "Vægtene giver 95 af 100." in plain(at)


def score_parts(url: str, *met: str) -> Fraction:
    """The points of goal 1.2 when these of its milestones are met in time and the others are not."""
    with session.open_reading(url, sees=EVERYTHING) as db:
        known = definitions.read_catalogue(db)
    plan = newest(url, COPY)[1]
    parts = [leaf.number for leaf in plan.goal("1.2").leaves()]
    said = [event(part, "met" if part in met else "not_met", date(2022, 9, 30), plan=COPY) for part in parts]
    return score_plan(plan, facts(*said), known).goal("1.2").points.secured


@pytest.fixture
def of_two_parts(draft: Open) -> Open:
    """The editor on the draft after goal 1.2 has been given 50 of the 100 points and two milestones that count each."""
    at = draft(view="head")
    named(at.selectbox, "Målenes vægt").set_value("given")
    for number, weight in zip(OTHERS, ("10", "10", "10", "10", "5", "5"), strict=True):
        named(at.text_input, f"Vægt, mål {number}").set_value(weight)
    named(at.text_input, "Vægt, mål 1.2").set_value("50")
    press(at, "Gem")
    at = press(draft(goal="1.2"), "milepæl")
    named(at.selectbox, "Regel").set_value("sum")
    named(at.text_input, "Titel", -1).set_value("Anden del")
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    return draft


@pytest.mark.parametrize(
    ("weights", "points"),
    [
        (("1", "1"), "25"),
        (("3", "1"), "37.5"),
        (("0,5", "1,5"), "12.5"),
        (("200", "50"), "40"),
        (("0", "1"), "0"),
    ],
)
def test_a_goal_of_50_points_earns_by_the_weight_of_the_one_milestone_that_is_met(
    of_two_parts: Open, database: str, weights: tuple[str, str], points: str
) -> None:
    at = of_two_parts(goal="1.2")
    for place, weight in enumerate(weights):
        named(at.text_input, "Vægt", place).set_value(weight)
    press(at, "Gem")
    assert score_parts(database, "1.2.1") == Fraction(points)
    assert score_parts(database, "1.2.1", "1.2.2") == 50


def test_a_third_part_that_is_added_counts_as_much_as_the_other_two(
    of_two_parts: Open, database: str
) -> None:
    at = press(of_two_parts(goal="1.2"), "milepæl")
    named(at.text_input, "Titel", -1).set_value("Tredje del")
    press(at, "Gem")
    assert score_parts(database, "1.2.1") == Fraction(50, 3)
    assert score_parts(database, "1.2.1", "1.2.3") == Fraction(100, 3)


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        (("0", "0"), "Mål 1.2: Alle vægte er nul."),
        (("-1", "1"), "Mål 1.2, delmål 1.2.1, vægt: “−1” ligger uden for det tilladte."),
        (("1", "1.000"), "Mål 1.2, delmål 1.2.2, vægt: “1.000” kan være 1000 eller 1."),
        (("1/3", "1"), "Mål 1.2, delmål 1.2.1, vægt: “1/3” er ikke et tal."),
        (("1", ""), "Mål 1.2, delmål 1.2.2, vægt: Skal udfyldes."),
    ],
)
def test_weights_that_cannot_be_used_are_refused_in_words_and_kept_as_typed(
    of_two_parts: Open, database: str, weights: tuple[str, str], said: str
) -> None:
    at, before = of_two_parts(goal="1.2"), versions(database, COPY)
    for place, weight in enumerate(weights):
        named(at.text_input, "Vægt", place).set_value(weight)
    at = press(at, "Gem")
    assert said in plain(at)
    assert tuple(named(at.text_input, "Vægt", place).value for place in (0, 1)) == weights
    assert versions(database, COPY) == before


def test_goals_that_weigh_more_than_there_is_are_refused_with_both_sums(
    of_two_parts: Open, database: str
) -> None:
    at, before = of_two_parts(view="head"), versions(database, COPY)
    named(at.text_input, "Vægt, mål 1.2").set_value("62,5")
    assert "Vægtene giver 112,5. De skal give 100." in plain(press(at, "Gem"))
    assert versions(database, COPY) == before


@pytest.mark.parametrize(("number", "add", "parts"), [("1.1", "milepæl", 2), ("1.3", "vurdering", 3)])
def test_a_goal_whose_criteria_count_each_earns_its_part(
    draft: Open, database: str, number: str, add: str, parts: int
) -> None:
    at = press(draft(goal=number), add)
    named(at.selectbox, "Regel").set_value("sum")
    named(at.text_input, "Titel", -1).set_value("Endnu en del")
    assert "Gemt som en ny version" in plain(press(at, "Gem"))
    goal = newest(database, COPY)[1].goal(number)
    assert goal.rule is Rule.SUM
    credits = {leaf.number: Outcome.settled(not place) for place, leaf in enumerate(goal.leaves())}
    assert evaluate_tree(build_tree(goal), credits).outcome.credit == Fraction(1, parts)
