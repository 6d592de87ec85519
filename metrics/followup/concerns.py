"""Goals that need attention: at risk or late, with the flags that say why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from metrics.followup.outlook import Outlook
from metrics.followup.risk import Flag
from metrics.score.scoring import GoalScore
from metrics.status import Status

FLAGGED = frozenset({Status.OVERDUE_DATA, Status.AWAITING_CONFIRMATION, Status.AT_RISK})


@dataclass(frozen=True, slots=True)
class Concern:
    """A goal that is at risk or late, with the flags that say why, weightiest first."""

    outlook: Outlook
    goal: GoalScore
    flags: tuple[Flag, ...]

    @property
    def first(self) -> Flag:
        """The weightiest reason."""
        return self.flags[0]


def find_concerns(outlooks: Iterable[Outlook]) -> list[Concern]:
    """Find every goal at risk or late: the largest share of a total first, then the fewest days left."""
    found = []
    for outlook in outlooks:
        for goal in outlook.score.goals:
            flags = outlook.risks(goal.goal.number)
            if flags and goal.status in FLAGGED:
                found.append(Concern(outlook, goal, flags))
    return sorted(found, key=lambda c: (-c.outlook.score.points.find_share(c.first.points), c.first.due))
