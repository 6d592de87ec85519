"""The goals a total depends on: what the total comes to if a goal is met, and if it is missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from metrics.algebra.copula import find_chances_of_reaching
from metrics.algebra.distribution import Chances
from metrics.score.scoring import GoalScore, Score
from metrics.whatif.prospects import LinkedGoals, Span, TotalTree, find_silent_goals


@dataclass(frozen=True, slots=True)
class PivotCase:
    """The total in one case: its mean in points, and the chance that it reaches the points wanted."""

    expected: Span
    reaches: Span


@dataclass(frozen=True, slots=True)
class Pivot:
    """An open goal: the points at stake, the probability that it is met, and the total if it is met and if missed.

    Met is the most the goal can still earn, missed the least. The other goals keep their beliefs, conditioned on it.
    """

    number: str
    stake: Fraction
    p_met: float | None
    met: PivotCase
    missed: PivotCase

    @property
    def difference(self) -> float:
        """How much likelier the points wanted are if the goal is met than if it is missed."""
        return (sum(self.met.reaches) - sum(self.missed.reaches)) / 2


def find_pivots(score: Score, wanted: Fraction, rho: float = 0.0) -> tuple[Pivot, ...]:
    """Find a plan's open goals, first those that matter most to whether the total reaches `wanted` points."""
    goals = score.find_undecided()
    if not goals:
        return ()
    tree, silent = TotalTree.of(score), find_silent_goals(score)
    # A silent goal leaves two views of the total: with it at its worst, and at its best.
    views = [tree.fill_silent(best=best) for best in (False, True)] if silent else [tree]
    cases = [_compute_cases(view, goals, wanted / score.points.possible, rho) for view in views]
    possible = float(score.points.possible)
    found = []
    for place, goal in enumerate(goals):
        missed, met = (_make_case([view[place][case] for view in cases], possible) for case in (0, 1))
        p_met = goal.outcome.chance_as_far_as_possible
        found.append(Pivot(goal.goal.number, goal.points.open, p_met, met, missed))
    return tuple(sorted(found, key=lambda pivot: (-pivot.difference, -pivot.stake)))


_Pair = tuple[tuple[float, float], tuple[float, float]]
"""The mean share of the total and the chance of the points wanted: with the goal missed, and met."""


def _compute_cases(tree: TotalTree, goals: Sequence[GoalScore], wanted: Fraction, rho: float) -> list[_Pair]:
    """Compute both cases of each goal. `wanted` is a share of the total."""
    blocks = tree.blocks()
    place = {number: at for at, block in enumerate(blocks) for number in block.goals}
    parts = [block.chances for block in blocks]
    instead: dict[int, list[Chances]] = {}
    where = []
    for goal in goals:
        at = place[goal.goal.number]
        others = instead.setdefault(at, [])
        where.append((at, len(others)))
        for credit in (goal.outcome.least, goal.outcome.most):
            others.append(_fix_goal(tree, blocks[at], goal.goal.number, credit).chances)
    chances = find_chances_of_reaching(parts, instead, wanted, rho)
    means = [_compute_mean(part) for part in parts]
    found = []
    for at, first in where:
        missed, met = (
            (sum(means) - means[at] + _compute_mean(instead[at][case]), chances[at][case])
            for case in (first, first + 1)
        )
        found.append((missed, met))
    return found


def _fix_goal(tree: TotalTree, block: LinkedGoals, number: str, credit: Fraction) -> LinkedGoals:
    """Make the block with one of its goals fixed at a credit."""
    if len(block.goals) == 1:
        return LinkedGoals(block.goals, ((tree.goals[number][1] * credit, 1.0),))
    return tree.fix_goal(number, credit).block(block.goals)


def _compute_mean(chances: Chances) -> float:
    return sum(float(points) * p for points, p in chances)


def _make_case(views: Sequence[tuple[float, float]], possible: float) -> PivotCase:
    """Make a case of its worst and best view, which are one where no goal is silent."""
    means, chances = zip(*views, strict=True)
    return PivotCase((means[0] * possible, means[-1] * possible), (chances[0], chances[-1]))
