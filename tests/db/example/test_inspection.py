"""The inspection agency: its weights, the goal outside the score, and the fall on the year before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from db.example.inspection import INSPECTION
from db.example.parts import PARTLY, PLAN_YEARS
from metrics.algebra.tree import Rule
from metrics.plan.formula import Reading
from metrics.plan.terms import Weights


@pytest.mark.parametrize("year", PLAN_YEARS)
def test_the_weights_of_what_is_scored_add_up_to_100(year: int) -> None:
    goals = INSPECTION.goals(year)
    assert INSPECTION.scoring.weights is Weights.GIVEN
    assert sum(goal.weight for goal in goals if goal.weight is not None) == 100
    assert [goal.number for goal in goals if not goal.scored] == ["3.3"]
    assert [goal.number for goal in goals if goal.weight is None] == ["3.3"]


@pytest.mark.parametrize("year", PLAN_YEARS)
def test_the_milestones_of_the_new_model_share_its_points(year: int) -> None:
    model = next(goal for goal in INSPECTION.goals(year) if goal.number == "2.1")
    assert (model.rule, model.grade, len(model.criteria)) == (Rule.SUM, PARTLY, 3)


def test_sickness_is_met_by_its_level_or_by_a_fall_of_5_percent() -> None:
    sickness = next(goal for goal in INSPECTION.goals(2025) if goal.number == "3.2")
    assert sickness.rule is Rule.ANY
    fall = sickness.criteria[1].compare
    assert fall is not None
    assert isinstance(fall.target, Reading)
    assert (fall.target.offset, fall.target.factor) == (-1, Decimal("0.95"))


def test_what_went_otherwise_is_in_the_plans() -> None:
    progress = INSPECTION.progress
    for year, number in (*progress.late, *progress.silent, *progress.early, *progress.refused):
        leaves = [leaf.number for goal in INSPECTION.goals(year) for leaf in goal.leaves()]
        assert number in leaves
