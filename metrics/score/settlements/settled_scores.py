"""A score as it was settled, whatever the same verdicts would be counted to now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from metrics.facts.settlement import PartKind, Settlement
from metrics.score.settlements.settled_verdicts import read_outcome

if TYPE_CHECKING:
    from metrics.score.scoring import CriterionScore, GoalScore, Score


def take_settled_score(computed: Score, settlement: Settlement) -> Score:
    """Take a score's outcomes, points and statuses as they were settled, whatever is computed from its verdicts now.

    Raises ValueError where a goal of the plan was not settled. Of a goal that the plan has not, nothing is taken.
    """
    kept, own = settlement.list_numbers(PartKind.GOAL), [goal.goal.number for goal in computed.goals]
    if not set(own) <= set(kept):
        raise ValueError(f"{settlement.plan} was settled on the goals {kept} and has {own}")
    goals = tuple(_take_settled_goal(goal, settlement) for goal in computed.goals)
    total = settlement.find_part(PartKind.TOTAL)
    return replace(
        computed,
        goals=goals,
        outcome=read_outcome(total),
        points=total.points,
        totalled=bool(total.points.possible),
        settlement=settlement,
    )


def _take_settled_goal(goal: GoalScore, settlement: Settlement) -> GoalScore:
    part = settlement.find_part(PartKind.GOAL, goal.goal.number)
    return replace(
        goal,
        weight=part.points.possible,
        outcome=read_outcome(part),
        points=part.points,
        status=part.status or goal.status,
        criteria=tuple(_take_settled_criterion(criterion, settlement) for criterion in goal.criteria),
    )


def _take_settled_criterion(found: CriterionScore, settlement: Settlement) -> CriterionScore:
    part = settlement.find_part(PartKind.CRITERION, found.criterion.number)
    below = tuple(_take_settled_criterion(child, settlement) for child in found.criteria)
    return replace(found, outcome=read_outcome(part), status=part.status or found.status, criteria=below)
