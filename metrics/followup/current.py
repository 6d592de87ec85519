"""Which plans are current, and which of the things they owe are late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.facts.facts import Facts
from metrics.plan.model import Plan
from metrics.score.due_item import DueItem
from metrics.score.scoring import CriterionScore, GoalScore, Score

SETTLING = timedelta(days=180)
"""How long after its end a plan still counts as running; after that its gaps are history, not tasks."""


@dataclass(frozen=True, slots=True)
class LateItem:
    """Something a goal owes that is past its due day."""

    score: Score
    goal: GoalScore
    criterion: CriterionScore
    due: DueItem


@dataclass(frozen=True, slots=True)
class CurrentPlans:
    """The plans not yet settled, and the earlier ones. Every institution has at least one current plan."""

    current: tuple[Score, ...]
    earlier: tuple[Score, ...]


def select_current(plans: Iterable[Plan], as_of: date) -> list[Plan]:
    """Select the plans not yet settled, newest first. Every institution has at least one."""
    ordered = sorted(plans, key=lambda plan: plan.start, reverse=True)
    newest = {plan.institution: plan for plan in reversed(ordered)}
    return [plan for plan in ordered if is_live(plan, as_of) or newest[plan.institution] is plan]


def split_current_plans(scores: Iterable[Score], as_of: date) -> CurrentPlans:
    """Split scores into current and earlier plans, newest first."""
    ordered = sorted(scores, key=lambda score: score.plan.start, reverse=True)
    chosen = {plan.id for plan in select_current((score.plan for score in ordered), as_of)}
    current = tuple(score for score in ordered if score.plan.id in chosen)
    return CurrentPlans(current, tuple(score for score in ordered if score.plan.id not in chosen))


def is_running(plan: Plan, as_of: date) -> bool:
    """Tell whether a plan is under way or still being settled."""
    return plan.start <= as_of and is_live(plan, as_of)


def is_live(plan: Plan, as_of: date) -> bool:
    """Tell whether a plan has not been over for long: of any other nothing is owed, at risk or moves any more."""
    return as_of <= plan.end + SETTLING


def is_followed_up(plan: Plan, as_of: date) -> bool:
    """Tell whether anybody follows up a plan: it is neither suspended nor closed."""
    closed = plan.closed is not None and plan.closed.on <= as_of
    return not closed and not plan.is_suspended(as_of)


def is_reported_on(plan: Plan, facts: Facts) -> bool:
    """Tell whether any figure or word is known of the plan's own time."""
    figures = (seen.period for series in plan.series() for seen in facts.series.get(series, ()))
    if any(plan.start <= period.end and period.start <= plan.end for period in figures):
        return True
    return any(
        about == plan.id for said in (facts.events, facts.expectations, facts.numbers) for about, _ in said
    )


def find_late_items(scores: Iterable[Score], as_of: date) -> list[LateItem]:
    """Find what is late in running plans, once per criterion: most points first, then the longest overdue."""
    found = []
    for score in scores:
        if not is_running(score.plan, as_of):
            continue
        for goal in score.goals:
            for leaf in goal.open_leaves():
                late = [due for due in leaf.trace.due if due.count_days_late(as_of)] if leaf.trace else []
                if late:
                    found.append(LateItem(score, goal, leaf, late[0]))
    return sorted(found, key=lambda w: (-w.goal.weight, w.due.on))
