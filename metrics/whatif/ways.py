"""Backwards from a total: the cheapest sets of open goals that reach it if they are met."""

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
"""What a goal of unknown likelihood costs: more than any set of goals whose likelihood is known."""
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Way:
    """Goals that suffice together and of which none can be spared, and the total that they lead to.

    `likelihood` is the product of theirs, as if they were independent; None where one is not known.
    """

    goals: tuple[str, ...]
    points: Fraction
    likelihood: float | None
    cost: float


class OpenGoal(NamedTuple):
    """An open goal: what it gains in whole units, and what it costs."""

    number: str
    gain: int
    cost: float


def find_ways(score: Score, wanted: Fraction, costs: Mapping[str, float] | None = None) -> tuple[Way, ...]:
    """At most ten ways to `wanted` points, the cheapest first. The open goals that are not of a way are missed.

    A goal costs the likelihood that is lost by needing it, -log of its own; or what `costs` says, none of it
    negative, and then goals that are not named there are left out. One empty way where the points are secured.
    """
    goals = {goal.goal.number: goal for goal in score.find_undecided()}
    p_met = {n: goal.outcome.chance_as_far_as_possible for n, goal in goals.items()}
    priced = {n: _lost(p) for n, p in p_met.items()} if costs is None else costs
    unit = math.lcm(*(goal.points.open.denominator for goal in goals.values()))
    offered = [
        OpenGoal(number, int(goal.points.open * unit), priced[number])
        for number, goal in goals.items()
        if number in priced and priced[number] < math.inf
    ]
    found = find_cheapest(offered, math.ceil((wanted - score.points.secured) * unit))
    order = list(goals)
    return tuple(
        Way(
            names := tuple(sorted(chosen, key=order.index)),
            score.points.secured + add_up(goals[number].points.open for number in names),
            _product([p_met[number] for number in names]),
            cost,
        )
        for cost, chosen in found
    )


def find_cheapest(
    goals: Sequence[OpenGoal], needed: int, most: int = MOST_WAYS
) -> list[tuple[float, tuple[str, ...]]]:
    """The cheapest sets whose gains come to what is needed and of which no goal can be spared."""
    ordered = sorted(goals, key=lambda goal: (-goal.gain, goal.cost))
    search = _Search(ordered, most)
    search.go(0, needed, 0.0, ())
    return search.found


@dataclass(slots=True)
class _Search:
    """Branch and bound through the goals, those that gain most first.

    The goal that completes a set is the one in it that gains least, so a set is left as soon as it suffices and none
    of its goals can be spared; and every such set is come to once.
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

    def go(self, place: int, needed: int, cost: float, chosen: tuple[str, ...]) -> None:
        """Look through the sets that begin with those chosen."""
        if needed <= 0:
            insort(self.found, (cost, chosen))
            del self.found[self.most :]
            return
        if self._left[place] < needed or self._hopeless(cost + self._least(place, needed)):
            return
        goal = self.goals[place]
        self.go(place + 1, needed - goal.gain, cost + goal.cost, (*chosen, goal.number))
        self.go(place + 1, needed, cost, chosen)

    def _hopeless(self, least: float) -> bool:
        return len(self.found) == self.most and least >= self.found[-1][0] - _TOLERANCE

    def _least(self, place: int, needed: int) -> float:
        """What is needed costs at least so much: as if goals could be met in part, the cheapest by the point first."""
        cost = 0.0
        for goal in self._by_price[place]:
            if goal.gain >= needed:
                return cost + goal.cost * needed / goal.gain
            cost, needed = cost + goal.cost, needed - goal.gain
        return cost


def _lost(p: float | None) -> float:
    if p is None:
        return UNKNOWN_COST
    return -math.log(p) if p else math.inf


def _product(chances: Sequence[float | None]) -> float | None:
    known = [p for p in chances if p is not None]
    return math.prod(known) if len(known) == len(chances) else None
