"""Ways to a total: the cheapest sets of open goals that reach it when met."""

from __future__ import annotations

import math
from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from metrics.algebra.sums import add_up
from metrics.score.scoring import Score

MOST_WAYS = 10
UNKNOWN_COST = 1e6
"""The cost of a goal of unknown likelihood: more than any set of goals whose likelihood is known."""
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Way:
    """A set of goals that suffices and of which none can be spared, and the total it leads to.

    `likelihood` is the product of the goals' own, as if they were independent; None where one is not known.
    """

    goals: tuple[str, ...]
    points: Fraction
    likelihood: float | None
    cost: float


class OpenGoal(NamedTuple):
    """An open goal: its gain in whole units, and its cost."""

    number: str
    gain: int
    cost: float


def find_ways(score: Score, wanted: Fraction, costs: Mapping[str, float] | None = None) -> tuple[Way, ...]:
    """Find at most ten ways to `wanted` points, the cheapest first; the open goals outside a way count as missed.

    A goal costs -log of its likelihood, or what `costs` says: no cost is negative, and goals not named there are
    left out. Where the points are secured already there is one empty way.
    """
    goals = {goal.goal.number: goal for goal in score.find_undecided()}
    p_met = {n: goal.outcome.chance_as_far_as_possible for n, goal in goals.items()}
    priced = {n: _compute_cost(p) for n, p in p_met.items()} if costs is None else costs
    unit = math.lcm(*(goal.points.open.denominator for goal in goals.values()))
    offered = [
        OpenGoal(number, int(goal.points.open * unit), priced[number])
        for number, goal in goals.items()
        if number in priced and priced[number] < math.inf
    ]
    found = find_cheapest(offered, math.ceil((wanted - score.points.secured) * unit))
    order = list(goals)
    ways = []
    for cost, chosen in found:
        names = tuple(sorted(chosen, key=order.index))
        points = score.points.secured + add_up(goals[number].points.open for number in names)
        ways.append(Way(names, points, _multiply_chances([p_met[number] for number in names]), cost))
    return tuple(ways)


def find_cheapest(
    goals: Sequence[OpenGoal], needed: int, most: int = MOST_WAYS
) -> list[tuple[float, tuple[str, ...]]]:
    """Find the cheapest sets of goals whose gains add up to what is needed and of which none can be spared."""
    ordered = sorted(goals, key=lambda goal: (-goal.gain, goal.cost))
    search = _Search(ordered, most)
    search.explore(0, needed, 0.0, ())
    return search.found


@dataclass(slots=True)
class _Search:
    """Branch and bound through the goals, largest gain first.

    The goal that completes a set has the smallest gain in it, so a set that suffices the moment it is completed can
    spare none of its goals; each such set is visited once.
    """

    goals: Sequence[OpenGoal]
    most: int
    found: list[tuple[float, tuple[str, ...]]] = field(default_factory=list)
    _left: list[int] = field(default_factory=list)
    _by_price: list[list[OpenGoal]] = field(default_factory=list)

    def __post_init__(self) -> None:
        rest = [self.goals[place:] for place in range(len(self.goals) + 1)]
        self._left = [sum(goal.gain for goal in goals) for goals in rest]
        self._by_price = [sorted(goals, key=lambda goal: goal.cost / goal.gain) for goals in rest]

    def explore(self, place: int, needed: int, cost: float, chosen: tuple[str, ...]) -> None:
        """Visit the sets that extend the goals chosen so far."""
        if needed <= 0:
            insort(self.found, (cost, chosen))
            del self.found[self.most :]
            return
        if self._left[place] < needed or self._is_hopeless(cost + self._bound_cost(place, needed)):
            return
        goal = self.goals[place]
        self.explore(place + 1, needed - goal.gain, cost + goal.cost, (*chosen, goal.number))
        self.explore(place + 1, needed, cost, chosen)

    def _is_hopeless(self, least: float) -> bool:
        return len(self.found) == self.most and least >= self.found[-1][0] - _TOLERANCE

    def _bound_cost(self, place: int, needed: int) -> float:
        """Bound from below the cost of what is needed, as if goals could be met in part."""
        cost = 0.0
        for goal in self._by_price[place]:
            if goal.gain >= needed:
                return cost + goal.cost * needed / goal.gain
            cost, needed = cost + goal.cost, needed - goal.gain
        return cost


def _compute_cost(p: float | None) -> float:
    if p is None:
        return UNKNOWN_COST
    return -math.log(p) if p else math.inf


def _multiply_chances(chances: Sequence[float | None]) -> float | None:
    known = [p for p in chances if p is not None]
    return math.prod(known) if len(known) == len(chances) else None
