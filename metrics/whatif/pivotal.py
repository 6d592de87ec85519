"""The goals that decide a total: what comes of it if one is met, and if it is missed."""

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
    """A total in one case: its mean in points, and the chance of the points wanted."""

    expected: Span
    reaches: Span


@dataclass(frozen=True, slots=True)
class Pivot:
    """An open goal: the points it decides, the likelihood that it is met, and the total in both cases.

    Met is the most that can still be earned, missed the least. The other goals are as believed, except that whatever
    a goal shares with others follows from its being met or missed.
    """

    number: str
    stake: Fraction
    p_met: float | None
    met: PivotCase
    missed: PivotCase

    @property
    def difference(self) -> float:
        """How much more likely the points wanted are if it is met than if it is missed."""
        return (sum(self.met.reaches) - sum(self.missed.reaches)) / 2


def find_pivots(score: Score, wanted: Fraction, rho: float = 0.0) -> tuple[Pivot, ...]:
    """The open goals of a plan, those first on which it depends most whether the total comes to `wanted` points."""
    goals = score.find_undecided()
    if not goals:
        return ()
    tree, silent = TotalTree.of(score), find_silent_goals(score)
    views = [tree.filled(best=best) for best in (False, True)] if silent else [tree]
    cases = [_cases(view, goals, wanted / score.points.possible, rho) for view in views]
    possible = float(score.points.possible)
    found = []
    for place, goal in enumerate(goals):
        missed, met = (_between([view[place][case] for view in cases], possible) for case in (0, 1))
        p_met = goal.outcome.chance_as_far_as_possible
        found.append(Pivot(goal.goal.number, goal.points.open, p_met, met, missed))
    return tuple(sorted(found, key=lambda pivot: (-pivot.difference, -pivot.stake)))


_Pair = tuple[tuple[float, float], tuple[float, float]]
"""Mean share of the total and chance, missed and met."""


def _cases(tree: TotalTree, goals: Sequence[GoalScore], wanted: Fraction, rho: float) -> list[_Pair]:
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
            others.append(_given(tree, blocks[at], goal.goal.number, credit).chances)
    chances = find_chances_of_reaching(parts, instead, wanted, rho)
    means = [_mean(part) for part in parts]
    found = []
    for at, first in where:
        missed, met = (
            (sum(means) - means[at] + _mean(instead[at][case]), chances[at][case])
            for case in (first, first + 1)
        )
        found.append((missed, met))
    return found


def _given(tree: TotalTree, block: LinkedGoals, number: str, credit: Fraction) -> LinkedGoals:
    """The block once one of its goals is at a credit."""
    if len(block.goals) == 1:
        return LinkedGoals(block.goals, ((tree.goals[number][1] * credit, 1.0),))
    return tree.given(number, credit).block(block.goals)


def _mean(chances: Chances) -> float:
    return sum(float(points) * p for points, p in chances)


def _between(views: Sequence[tuple[float, float]], possible: float) -> PivotCase:
    """The worst and the best view of a case, which are one where nothing is silent."""
    means, chances = zip(*views, strict=True)
    return PivotCase((means[0] * possible, means[-1] * possible), (chances[0], chances[-1]))
