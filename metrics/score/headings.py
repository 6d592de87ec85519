"""The points of the goals that stand under one heading of a plan."""

from __future__ import annotations

from typing import NamedTuple

from metrics.algebra.distribution import ZERO
from metrics.algebra.outcome import Points
from metrics.score.scoring import Score


class HeadingPoints(NamedTuple):
    """A heading of the plan, and the points of its goals together."""

    heading: str
    points: Points


def add_up_headings(score: Score) -> list[HeadingPoints]:
    """Add up the points under each heading, in the plan's order; none for a plan without headings or a total."""
    found: dict[str, Points] = {}
    for goal in score.goals if score.totalled else ():
        if goal.goal.group:
            before = found.get(goal.goal.group, Points(ZERO, ZERO, ZERO))
            found[goal.goal.group] = Points(
                before.secured + goal.points.secured,
                before.open + goal.points.open,
                before.lost + goal.points.lost,
            )
    return [HeadingPoints(heading, points) for heading, points in found.items()]
