"""Rules about one goal."""

from __future__ import annotations

from collections.abc import Callable

from metrics.plan.model import Goal
from metrics.plan.terms import GoalKind
from metrics.score.plan_check.finding import Params

MOST_CRITERIA = 3  # the guide warns against a long list of requirements under one goal, but gives no number


def _check_operational_not_measured(goal: Goal) -> Params | None:
    """Fire for an operational goal that is judged and nothing else. One with milestones is a project, not operation."""
    leaves = list(goal.leaves())
    judged = bool(leaves) and all(leaf.assessed for leaf in leaves)
    return {} if goal.kind is GoalKind.OPERATIONAL and judged else None


def _check_many_criteria(goal: Goal) -> Params | None:
    count = sum(1 for _ in goal.leaves())
    return {"count": count} if count > MOST_CRITERIA else None


GOAL_RULES: dict[str, Callable[[Goal], Params | None]] = {
    "operational_not_measured": _check_operational_not_measured,
    "many_criteria": _check_many_criteria,
}
