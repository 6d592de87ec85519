"""Rules about a plan as a whole: its goals, its signatures, its days."""

from __future__ import annotations

from collections.abc import Callable

from metrics.plan.criteria import Criterion
from metrics.plan.formula import Path
from metrics.plan.model import Goal, Plan
from metrics.plan.terms import Addition, GoalKind
from metrics.score.plan_check.finding import Params

FEWEST_GOALS, MOST_GOALS = 5, 10
MOST_INTERNAL = 3
MOST_TESTS = 20  # two for each of ten goals; the number is ours
GOOD_TIME = 30  # whole days left of the year before; the guide says "in good time" and gives no number
FEWEST_PILED = 3  # fewer milestones than these are no pile
DECEMBER = 12


def _check_goal_count(plan: Plan) -> Params | None:
    count = len(plan.goals)
    return None if FEWEST_GOALS <= count <= MOST_GOALS else {"count": count}


def _check_many_tests(plan: Plan) -> Params | None:
    count = sum(1 for _ in plan.leaves())
    return {"count": count, "goals": len(plan.goals)} if count > MOST_TESTS else None


def _check_internal_goals(plan: Plan) -> Params | None:
    """Fire when more than three goals, or more than half of them, are internal."""
    count, total = sum(goal.kind is GoalKind.INTERNAL for goal in plan.goals), len(plan.goals)
    return {"count": count, "total": total} if count > MOST_INTERNAL or 2 * count > total else None


def _check_kind_missing(plan: Plan) -> Params | None:
    goals = [goal.number for goal in plan.goals if goal.kind is None]
    return {"goals": goals} if goals else None


def _check_kind_added(plan: Plan) -> Params | None:
    """Fire where the kinds were added here: the document itself draws no such distinction."""
    return {} if Addition.KIND in plan.added and any(goal.kind for goal in plan.goals) else None


def _check_no_strategic_picture(plan: Plan) -> Params | None:
    return None if plan.strategic_picture else {}


def _check_picture_added(plan: Plan) -> Params | None:
    return {} if Addition.PICTURE in plan.added and plan.strategic_picture else None


def _check_signed_late(plan: Plan) -> Params | None:
    last = max((s.on for s in plan.signatures if s.on), default=None)
    return {"signed": last, "start": plan.start} if last and last >= plan.start else None


def _check_signed_just_before(plan: Plan) -> Params | None:
    """Fire when few whole days of the year before were left at the last signature."""
    last = max((s.on for s in plan.signatures if s.on), default=None)
    days = (plan.start - last).days - 1 if last else GOOD_TIME
    return {"signed": last, "days": days} if 0 <= days < GOOD_TIME else None


def _check_unsigned(plan: Plan) -> Params | None:
    missing = [
        party for party in plan.parties if party not in {signature.party for signature in plan.signatures}
    ]
    return {"parties": missing} if missing and not plan.issued_by else None


def _check_rare_follow_up(plan: Plan) -> Params | None:
    return {} if len(plan.reporting.dates or set(plan.reporting.quarters)) < 2 else None


def _check_all_due_at_end(plan: Plan) -> Params | None:
    due = [leaf.milestone.due for leaf in plan.leaves() if leaf.milestone]
    return {"count": len(due)} if len(due) > 1 and min(due) >= plan.end else None


def _check_due_in_december(plan: Plan) -> Params | None:
    """Fire when at least three milestones, and more than half of them, are due in December."""
    due = [leaf.milestone.due for leaf in plan.leaves() if leaf.milestone]
    piled = sum(day.month == DECEMBER for day in due)
    if piled < FEWEST_PILED or 2 * piled <= len(due) or _check_all_due_at_end(plan):
        return None
    return {"count": piled, "total": len(due)}


def _check_activity_not_effect(plan: Plan) -> Params | None:
    """Fire where goals are met when something has been done, whatever comes of it. What kind they are is not asked."""
    goals = [goal.number for goal in plan.goals if _is_activity(goal)]
    return {"goals": goals, "count": len(goals), "total": len(plan.goals)} if goals else None


def _is_activity(goal: Goal) -> bool:
    leaves = list(goal.leaves())
    return any(leaf.milestone for leaf in leaves) and not any(leaf.measured for leaf in leaves)


def _check_targets_beyond_plan(plan: Plan) -> Params | None:
    """Fire where targets that are not provisional stand for more than the year after the plan."""
    last = {goal.number: max(map(_find_last_year, goal.leaves()), default=0) for goal in plan.goals}
    goals = [number for number, year in last.items() if year > plan.end.year + 1]
    return {"goals": goals, "year": max(last.values())} if goals else None


def _find_last_year(leaf: Criterion) -> int:
    paths = (side for side in leaf.quantities.values() if isinstance(side, Path))
    return max((step.year for path in paths for step in path.by_year if not step.provisional), default=0)


PLAN_RULES: dict[str, Callable[[Plan], Params | None]] = {
    "goal_count": _check_goal_count,
    "many_tests": _check_many_tests,
    "internal_goals": _check_internal_goals,
    "kind_missing": _check_kind_missing,
    "kind_added": _check_kind_added,
    "no_strategic_picture": _check_no_strategic_picture,
    "picture_added": _check_picture_added,
    "signed_late": _check_signed_late,
    "signed_just_before": _check_signed_just_before,
    "unsigned": _check_unsigned,
    "rare_follow_up": _check_rare_follow_up,
    "all_due_at_end": _check_all_due_at_end,
    "due_in_december": _check_due_in_december,
    "activity_not_effect": _check_activity_not_effect,
    "targets_beyond_plan": _check_targets_beyond_plan,
}
