"""The annual table: each agreed goal with what was expected and achieved, and the facts of those that were not met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.paper.ground import PaperGround
from metrics.plan.criteria import Within
from metrics.plan.model import Goal
from metrics.score.scoring import CriterionScore, GoalScore
from metrics.score.trend import Trend
from metrics.status import Status

MISSED = frozenset({Status.NOT_MET, Status.PARTLY_MET, Status.OUT_OF_REACH})
"""The statuses that part 2 analyses."""


@dataclass(frozen=True, slots=True)
class MissedTest:
    """A test that was not met in full, and how far its value is from the target in the unit of both; None if unknown.

    `deviation` is the value less the target, or less the nearest limit of a tolerance.
    """

    score: CriterionScore
    deviation: Fraction | None


@dataclass(frozen=True, slots=True)
class MissedGoal:
    """A goal that was not met in full: the points it lost, and the tests behind that."""

    score: GoalScore
    lost: Fraction
    tests: tuple[MissedTest, ...]


@dataclass(frozen=True, slots=True)
class AnnualContent:
    """What an annual table is made of.

    `missed` are the goals of part 2, numbered from 1 in the plan's order, `withdrawn` those that were taken out.
    """

    goals: Sequence[GoalScore]
    missed: Sequence[MissedGoal]
    withdrawn: Sequence[Goal]
    trends: dict[str, Trend | None]

    def find_reference(self, goal: GoalScore) -> int | None:
        """Find the number of a goal in part 2; None for one that is not analysed."""
        numbers = [one.score.goal.number for one in self.missed]
        return numbers.index(goal.goal.number) + 1 if goal.goal.number in numbers else None


def find_annual(ground: PaperGround) -> AnnualContent:
    """Find the content of a plan's annual table."""
    score = ground.score
    missed = [_find_missed(goal) for goal in score.goals if goal.goal.scored and goal.status in MISSED]
    withdrawn = [goal for goal in score.plan.goals if goal.withdrawn]
    return AnnualContent(score.goals, missed, withdrawn, ground.find_trends(ground.plan))


def _find_missed(goal: GoalScore) -> MissedGoal:
    tests = tuple(
        MissedTest(leaf, find_deviation(leaf)) for leaf in goal.leaves() if leaf.status is not Status.MET
    )
    return MissedGoal(goal, goal.points.lost, tests)


def find_deviation(leaf: CriterionScore) -> Fraction | None:
    """Find how far a measured value is from its target; None where either is unknown, or for a tolerance."""
    trace = leaf.trace
    if (
        trace is None
        or trace.actual is None
        or trace.target is None
        or isinstance(leaf.criterion.test, Within)
    ):
        return None
    actual, target = trace.actual.value, trace.target.value
    return None if actual is None or target is None else actual - target
