"""Goals that can be met in part, but are all or nothing, so that the part is lost without a word."""

from __future__ import annotations

from collections.abc import Container, Iterator

from metrics.algebra.tree import Rule
from metrics.errors import Problem
from metrics.plan.criteria import Criterion, Grading
from metrics.plan.model import Goal, Plan
from metrics.plan.weight_requirements import write_goal_place


def find_lost_credit(plan: Plan, agreed: Container[Goal] = ()) -> Iterator[Problem]:
    """Find the goals that lose a part of their credit, other than those `agreed` on as they stand."""
    for goal in plan.goals:
        if goal not in agreed and loses_credit(goal, plan):
            yield Problem("credit_lost", write_goal_place(goal), {"number": _find_source(goal)})


def loses_credit(goal: Goal, plan: Plan) -> bool:
    """Return whether a goal's criteria can earn a part that the goal, without a grade, does not pass on."""
    return goal.grade is None and not plan.scoring.passes_parts and _earns_part_before_grade(goal)


def earns_part(part: Goal | Criterion) -> bool:
    """Return whether a part can earn some of its credit, and not only all or nothing."""
    inside = _earns_part_before_grade(part)
    if part.grade is None:
        return inside
    return any(0 < earned < 1 for earned in _list_grades(part.grade, inside=inside))


def _earns_part_before_grade(part: Goal | Criterion) -> bool:
    if isinstance(part, Criterion) and not part.criteria:
        return _is_in_part(part)
    summed = part.rule is Rule.SUM  # a weight, also one of 0, counts nowhere else
    counted = [child for child in part.criteria if child.scored and (child.weight or not summed)]
    return (summed and len(counted) > 1) or any(earns_part(child) for child in counted)


def _is_in_part(leaf: Criterion) -> bool:
    scale = leaf.assessed.scale if leaf.assessed else ()
    steps = leaf.compare.steps if leaf.compare else ()
    line = leaf.compare is not None and leaf.compare.partial_from is not None
    earned = [*(point.earns for point in scale), *(step.earns for step in steps)]
    return line or any(0 < earns < 1 for earns in earned)


def _list_grades(grade: Grading, *, inside: bool) -> Iterator[float]:
    """List credits that a grade can give: for a part met in part (`inside`), or else met or not met."""
    earned = [(float(point.at), float(point.earns)) for point in grade.points]
    if inside:
        yield from (earns for _, earns in earned)
        if grade.linear and earned[0][1] < earned[-1][1]:
            yield (earned[0][1] + earned[-1][1]) / 2
    else:
        for credit in (0, 1):
            yield max((earns for at, earns in earned if at <= credit), default=0)


def _find_source(goal: Goal) -> str:
    """Find the number of the first criterion that earns a part, or the goal's own."""
    return next((child.number for child in goal.criteria if child.scored and earns_part(child)), goal.number)
