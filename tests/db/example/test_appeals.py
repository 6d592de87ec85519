"""The appeals board: what its plans ask, by hand for one year."""

from __future__ import annotations

import pytest

from db.example.appeals import APPEALS
from db.example.parts import PLAN_YEARS
from metrics.algebra.tree import Rule
from metrics.plan.formula import Path
from metrics.plan.model import Goal


def find_target(goals: dict[str, Goal], number: str, year: int) -> tuple[str, bool]:
    """A year's target of a goal's first criterion, and whether it stands in brackets."""
    compare = goals[number].criteria[0].compare
    assert compare is not None
    assert isinstance(compare.target, Path)
    step = next(step for step in compare.target.by_year if step.year == year)
    return str(step.number), step.provisional


def test_the_plan_of_2024_asks_what_was_agreed_for_it() -> None:
    goals = {goal.number: goal for goal in APPEALS.goals(2024)}
    assert list(goals) == ["1.1", "1.2", "1.3", "2.1", "3.1", "3.2"]
    assert find_target(goals, "1.1", 2024) == ("84", False)
    assert find_target(goals, "1.1", 2025) == ("85", True)  # 86 in the plan of 2025
    assert find_target(goals, "1.2", 2024) == ("180", False)
    assert find_target(goals, "1.3", 2024) == ("90", False)
    assert find_target(goals, "3.2", 2024) == ("8.8", False)


@pytest.mark.parametrize("year", PLAN_YEARS)
def test_either_tolerance_is_enough_and_the_digital_milestones_are_chained(year: int) -> None:
    goals = {goal.number: goal for goal in APPEALS.goals(year)}
    assert goals["3.1"].rule is Rule.ANY
    assert len(goals["3.1"].criteria) == 2
    chain = [leaf.milestone.depends_on for leaf in goals["2.1"].leaves() if leaf.milestone]
    assert chain == [None, *(f"2.1.{place}" for place in range(1, len(chain)))]


def test_one_milestone_of_the_running_year_waits_for_its_confirmation() -> None:
    assert APPEALS.progress.unconfirmed == {(2026, "2.1.2")}
    leaves = [leaf.number for goal in APPEALS.goals(2026) for leaf in goal.leaves()]
    assert "2.1.2" in leaves
