"""Weights add up, year by year, and none stands where it is not used."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.algebra.tree import Rule
from metrics.plan.model import Goal, Scoring
from metrics.plan.terms import Weights
from metrics.plan.weight_requirements import find_weight_problems
from tests.factories import goal, milestone, plan


def weighing(key: str, weight: int | None, year: int | None = None, *, scored: bool = True) -> Goal:
    """A goal with a weight."""
    return goal(
        key,
        milestone(f"{key}.1"),
        weight=None if weight is None else Decimal(weight),
        year=year,
        scored=scored,
    )


def found(weights: Weights, *goals: Goal, whole: bool = True) -> list[tuple[str, str]]:
    """The problems with the weights of goals."""
    of = plan(*goals, scoring=Scoring(weights=weights))
    return [(p.code, p.place) for p in find_weight_problems(of, goals, whole=whole)]


@pytest.mark.parametrize(
    ("weights", "goals", "problems"),
    [
        (Weights.GIVEN, [weighing("1", 60), weighing("2", 40)], []),
        (Weights.GIVEN, [weighing("1", 60), weighing("2", 30)], [("weights_must_sum", "goals")]),
        (
            Weights.GIVEN,
            [weighing("1", 100), weighing("2", None)],
            [("weight_missing", "goals[2]")],
        ),
        (Weights.GIVEN, [weighing("1", 100), weighing("2", None, scored=False)], []),
        (Weights.EQUAL, [weighing("1", 100)], [("weight_not_used", "goals[1]")]),
        (Weights.NONE, [weighing("1", 100, scored=False)], [("weight_not_used", "goals[1]")]),
        (Weights.EQUAL, [weighing("1", None, scored=False)], [("nothing_scored", "goals")]),
        (Weights.NONE, [weighing("1", None, scored=False)], []),
    ],
)
def test_weights_stand_where_they_are_used_and_add_up(
    weights: Weights, goals: list[Goal], problems: list[tuple[str, str]]
) -> None:
    assert found(weights, *goals) == problems


def test_the_weights_of_each_year_of_a_contract_add_up() -> None:
    both = weighing("9", 40)
    years = [weighing("1", 60, 2015), weighing("2", 60, 2016)]
    assert found(Weights.GIVEN, both, *years) == []
    assert found(Weights.GIVEN, *years) == [
        ("weights_must_sum", "goals 2015"),
        ("weights_must_sum", "goals 2016"),
    ]


def test_without_all_goals_nothing_is_said_of_their_sum() -> None:
    assert found(Weights.GIVEN, weighing("1", 60), whole=False) == []


def test_where_criteria_are_counted_each_of_them_counts() -> None:
    two = (milestone("1.1"), milestone("1.2"))
    assert found(Weights.CRITERIA, goal("1", *two)) == [("sum_needed", "goals[1]")]
    assert found(Weights.CRITERIA, goal("1", *two, rule=Rule.SUM)) == []
    assert found(Weights.CRITERIA, goal("1", two[0])) == []
