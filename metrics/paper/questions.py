"""What a minister may be asked about a plan: goals that are lost, late or at risk, by what depends on them."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.followup.outlook import Outlook
from metrics.score.scoring import CriterionScore, GoalScore
from metrics.status import Status

MOST_ASKED = 4
"""The goals on half a page."""

_ASKED = {
    Status.NOT_MET: 0,
    Status.OUT_OF_REACH: 0,
    Status.PARTLY_MET: 1,
    Status.OVERDUE_DATA: 1,
    Status.ACCEPTED_DEVIATION: 1,
    Status.AT_RISK: 1,
}
"""The statuses that are asked about: first what is lost, then what may be."""


@dataclass(frozen=True, slots=True)
class AskedGoal:
    """A goal that may be asked about, with the test that is the reason."""

    goal: GoalScore
    leaf: CriterionScore


def find_asked_goals(outlook: Outlook) -> list[AskedGoal]:
    """Find the goals that may be asked about: lost ones first, then the largest weight."""
    found = [goal for goal in outlook.score.goals if goal.status in _ASKED]
    found.sort(key=lambda goal: (_ASKED[goal.status], -goal.weight))
    return [AskedGoal(goal, _find_leaf(goal)) for goal in found[:MOST_ASKED]]


def _find_leaf(goal: GoalScore) -> CriterionScore:
    """Find the test that stands as its goal does; where none does, the first."""
    leaves = list(goal.leaves())
    return next((leaf for leaf in leaves if leaf.status is goal.status), leaves[0])
