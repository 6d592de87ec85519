"""What the weights of a plan's goals must add up to, and where they have no use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from metrics.algebra.tree import Rule
from metrics.errors import Problem
from metrics.plan.model import Goal, Plan
from metrics.plan.terms import Weights


def find_weight_problems(plan: Plan, goals: Sequence[Goal], *, whole: bool) -> Iterator[Problem]:
    """Find what is wrong with the weights; without all the goals (`whole`), skip what only all of them can satisfy."""
    scored = [goal for goal in goals if goal.scored]
    given = plan.scoring.weights is Weights.GIVEN
    if plan.scoring.weights is Weights.NONE:
        scored = []
        used: Sequence[Goal] = goals
    else:
        used = [] if given else scored
        if whole and not scored:
            yield Problem("nothing_scored", "goals")
    for goal in goals:
        if goal in used and goal.weight is not None:
            yield Problem("weight_not_used", write_goal_place(goal))
        if given and goal.scored and goal.weight is None:
            yield Problem("weight_missing", write_goal_place(goal))
    if plan.scoring.weights is Weights.CRITERIA:
        yield from _find_other_rules(scored)
    if given and whole:
        yield from _find_other_sums(scored, plan.scoring.possible)


def write_goal_place(goal: Goal) -> str:
    """Write the place of a goal as it stands in messages."""
    return f"goals[{goal.number}]"


def _find_other_rules(goals: Sequence[Goal]) -> Iterator[Problem]:
    """Find the goals whose criteria do not each count, where it is criteria that are counted."""
    for goal in goals:
        several = sum(criterion.scored for criterion in goal.criteria) > 1
        if goal.grade or (several and goal.rule is not Rule.SUM):
            yield Problem("sum_needed", write_goal_place(goal))


def _find_other_sums(goals: Sequence[Goal], possible: Decimal) -> Iterator[Problem]:
    """Find the totals that are not what is possible: of the plan, or of each year of a contract."""
    years: list[int | None] = [*sorted({goal.year for goal in goals if goal.year})]
    for year in years or [None]:
        counted = [goal for goal in goals if year is None or goal.year in (None, year)]
        total = sum((goal.weight or Decimal(0) for goal in counted), Decimal(0))
        if total != possible:
            place = "goals" if year is None else f"goals {year}"
            yield Problem("weights_must_sum", place, {"total": total, "expected": possible})
