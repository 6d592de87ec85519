"""Where several plans stand: which are current, and what of them is owed and late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from metrics.plan.model import Plan
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.score.tests import DueItem

SETTLING = timedelta(days=180)
"""A plan counts as running until it has had half a year to be settled; later, its gaps are history, not tasks."""


@dataclass(frozen=True, slots=True)
class LateItem:
    """Something of a goal that is owed and late."""

    score: Score
    goal: GoalScore
    criterion: CriterionScore
    due: DueItem


@dataclass(frozen=True, slots=True)
class CurrentPlans:
    """The plans that are not settled yet, and the ones before. An institution always has one that is current."""

    current: tuple[Score, ...]
    earlier: tuple[Score, ...]


def split_current_plans(scores: Iterable[Score], as_of: date) -> CurrentPlans:
    """Split scores into current and earlier plans, newest first."""
    ordered = sorted(scores, key=lambda s: s.plan.start, reverse=True)
    newest = {s.plan.institution: s for s in reversed(ordered)}
    current = [s for s in ordered if as_of <= s.plan.end + SETTLING or newest[s.plan.institution] is s]
    earlier = [s for s in ordered if s not in current]
    return CurrentPlans(tuple(current), tuple(earlier))


def is_running(plan: Plan, as_of: date) -> bool:
    """Whether a plan is under way or still being settled."""
    return plan.start <= as_of <= plan.end + SETTLING


def find_late_items(scores: Iterable[Score], as_of: date) -> list[LateItem]:
    """What is late in running plans, once for each criterion: most points first, then the longest overdue."""
    found = []
    for score in scores:
        for goal in score.goals if is_running(score.plan, as_of) else ():
            for leaf in goal.open_leaves():
                late = [due for due in leaf.trace.due if due.on < as_of] if leaf.trace else []
                if late:
                    found.append(LateItem(score, goal, leaf, late[0]))
    return sorted(found, key=lambda w: (-w.goal.weight, w.due.on))
