"""Sums of what several parts may earn, where the parts may swing together.

The link is a one-factor Gaussian copula: each part has a hidden normal variable, any two of them have the same
correlation, and a part earns the more the higher its own lies. Given the common factor the parts are independent, so
the sum is convolved at each value of the factor, and the factor is integrated out. What a part earns on its own is
the same for every correlation.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from metrics.algebra.distribution import ZERO, Chances

Reals = np.ndarray[Any, np.dtype[np.float64]]
Steps = np.ndarray[Any, np.dtype[np.int64]]

FULL = 0.999999
"""From this correlation on the parts count as fully linked; the chances differ by less than 0.001."""

# A sum is exact while it can come to at most so many different totals; beyond, totals are gathered on an even grid
# between its ends, which moves a total by at most half a step for each part.
MOST_TOTALS, GRID = 4_096, 2_000
FINEST = 2**40
_FARTHEST = 8.5
"""Standard deviations of the common factor on either side; what lies beyond has a chance of less than 1e-16."""
_SPACING = 0.84
"""With this the quadrature's error is at most about 1e-12: exp(-2 pi² / (spacing² (1 + parts * slope²)))."""
_WIDEST = 0.4
_AT_ONCE = 512
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class StepUnit:
    """Totals are counted in whole steps, `steps` to a point: exactly, or on so fine a grid that `slack` says it all."""

    steps: int
    slack: int

    @classmethod
    def of(cls, parts: Sequence[Chances]) -> StepUnit:
        """The coarsest in which every part is whole, within reason."""
        exact = math.lcm(*(points.denominator for part in parts for points, _ in part))
        most = max(1, math.ceil(sum(max(abs(points) for points, _ in part) for part in parts)))
        return cls(exact, 0) if exact * most <= FINEST else cls(max(1, FINEST // most), len(parts))

    def of_points(self, points: Fraction) -> int:
        """Points in steps."""
        return round(points * self.steps)

    def reaching(self, points: Fraction) -> int:
        """The fewest steps that count as at least so many points."""
        return math.ceil(points * self.steps) - self.slack


@dataclass(frozen=True, slots=True)
class LinkedSum:
    """The possible totals in steps, ascending, and the chance of each (a row) at every value of the common factor."""

    totals: Steps
    chances: Reals

    @classmethod
    def nothing(cls, values: int) -> LinkedSum:
        """The sum of no parts."""
        return cls(np.zeros(1, np.int64), np.ones((1, values)))

    def plus(self, steps: Steps, chances: Reals) -> LinkedSum:
        """The sum with another part, whose chances are given at every value of the factor."""
        totals, place = np.unique(self.totals[:, None] + steps, return_inverse=True)
        place = place.reshape(len(self.totals), len(steps))
        found = np.zeros((len(totals), self.chances.shape[1]))
        for level, chance in enumerate(chances):
            found[place[:, level]] += self.chances * chance
        return LinkedSum(totals, found)._gathered()

    def _gathered(self) -> LinkedSum:
        """On the grid where there are too many totals; the two ends stay what they are."""
        if len(self.totals) <= MOST_TOTALS:
            return self
        low, high = int(self.totals[0]), int(self.totals[-1])
        place = np.clip(np.rint((self.totals - low) / (high - low) * GRID), 1, GRID - 1).astype(np.int64)
        place[0], place[-1] = 0, GRID
        kept, first = np.unique(place, return_index=True)
        totals = low + np.rint(kept * ((high - low) / GRID)).astype(np.int64)
        totals[-1] = high
        return LinkedSum(totals, np.add.reduceat(self.chances, first))


@dataclass(frozen=True, slots=True)
class CommonFactor:
    """Values of the common factor with the weight of each, and how strongly the parts hang on it."""

    values: Reals
    weights: Reals
    rho: float

    def given(self, part: Chances) -> Reals:
        """The chance of each of a part's levels (a row) at each value of the factor."""
        if not self.rho:
            return np.array([[p] for _, p in part])
        below = list(accumulate(p for _, p in part))[:-1]
        limits = np.array([_limit(p) for p in below])
        at = (limits[:, None] - math.sqrt(self.rho) * self.values) / math.sqrt(1 - self.rho)
        ends = np.zeros((1, len(self.values))), np.ones((1, len(self.values)))
        return np.diff(np.vstack([ends[0], ndtr(at), ends[1]]), axis=0)


def build_factors(rho: float, parts: int, fineness: int = 1) -> Iterator[CommonFactor]:
    """The common factor, a few hundred values at a time.

    The values lie evenly. For integrands as smooth as these and with a normal weight that converges as fast as
    Gauss-Hermite does, the values need no computing, and how many are needed is known beforehand.
    """
    if not rho:
        yield CommonFactor(np.zeros(1), np.ones(1), 0.0)
        return
    spacing = min(_WIDEST, _SPACING / math.sqrt(1 + parts * rho / (1 - rho))) / fineness
    reach = math.ceil(_FARTHEST / spacing)
    values = np.arange(-reach, reach + 1, dtype=np.float64) * spacing
    weights: Reals = np.exp(-values * values / 2)
    weights = weights / weights.sum()
    for start in range(0, len(values), _AT_ONCE):
        yield CommonFactor(values[start : start + _AT_ONCE], weights[start : start + _AT_ONCE], rho)


def sum_linked(parts: Sequence[Chances], rho: float, fineness: int = 1) -> Chances:
    """The distribution of the sum of parts with this correlation, between 0 and 1.

    >>> coin = ((Fraction(0), 0.5), (Fraction(1), 0.5))
    >>> summed([coin, coin], 1)
    ((Fraction(0, 1), 0.5), (Fraction(2, 1), 0.5))
    """
    if rho >= FULL:
        return sum_fully_linked(parts)
    unit = StepUnit.of(parts)
    steps = [count_in_steps(part, unit) for part in parts]
    totals, chances = np.zeros(0, np.int64), np.zeros(0)
    for factor in build_factors(rho, len(parts), fineness):
        found = LinkedSum.nothing(len(factor.values))
        for part, own in zip(parts, steps, strict=True):
            found = found.plus(own, factor.given(part))
        mixed = found.chances @ factor.weights
        totals, chances = found.totals, mixed + (chances if len(chances) else 0.0)
    return tuple(
        (Fraction(int(total), unit.steps), float(p)) for total, p in zip(totals, chances, strict=True) if p
    )


def find_chances_of_reaching(
    parts: Sequence[Chances], instead: Mapping[int, Sequence[Chances]], wanted: Fraction, rho: float
) -> dict[int, list[float]]:
    """The chance that the sum comes to `wanted`, with a part in turn replaced by each of its alternatives.

    `instead` has them by the part's place, at least one for each place it has.
    """
    if rho >= FULL:
        return {
            place: [
                _tail(sum_fully_linked([*parts[:place], other, *parts[place + 1 :]]), wanted)
                for other in others
            ]
            for place, others in instead.items()
        }
    unit = StepUnit.of([*parts, *(other for others in instead.values() for other in others)])
    found = {place: [0.0] * len(others) for place, others in instead.items()}
    for factor in build_factors(rho, len(parts)):
        given = [(count_in_steps(part, unit), factor.given(part)) for part in parts]
        nothing = LinkedSum.nothing(len(factor.values))
        before = list(accumulate(given, _plus, initial=nothing))
        after = list(accumulate(reversed(given), _plus, initial=nothing))[::-1]
        for place, others in instead.items():
            levels = [count_in_steps(other, unit) for other in others]
            at_least = _meeting(before[place], after[place + 1], unit.reaching(wanted) - np.hstack(levels))
            ends = accumulate(len(own) for own in levels)
            for case, (other, end) in enumerate(zip(others, ends, strict=True)):
                own = factor.given(other) * at_least[end - len(other) : end]
                found[place][case] += float(own.sum(axis=0) @ factor.weights)
    return {place: [min(p, 1.0) for p in chances] for place, chances in found.items()}


def _plus(so_far: LinkedSum, part: tuple[Steps, Reals]) -> LinkedSum:
    return so_far.plus(*part)


def _meeting(one: LinkedSum, other: LinkedSum, wanted: Steps) -> Reals:
    """The chance that two sums come to each of the totals wanted (a row), at every value of the factor."""
    tail = np.vstack([np.cumsum(other.chances[::-1], axis=0)[::-1], np.zeros((1, other.chances.shape[1]))])
    first = [np.searchsorted(other.totals, total - one.totals) for total in wanted]
    return np.array([(one.chances * tail[place]).sum(axis=0) for place in first])


def _tail(chances: Chances, wanted: Fraction) -> float:
    return min(math.fsum(p for total, p in chances if total >= wanted), 1.0)


def sum_fully_linked(parts: Sequence[Chances]) -> Chances:
    """The sum of fully linked parts: the worst of each at once, then the next worst, up to the best of each."""
    levels = [list(accumulate(p for _, p in part)) for part in parts]
    places = [0] * len(parts)
    found: list[tuple[Fraction, float]] = []
    reached = 0.0
    while reached < 1 - _SAME:
        total = sum((part[place][0] for part, place in zip(parts, places, strict=True)), ZERO)
        up_to = min(
            [1.0]
            + [level[place] for level, place in zip(levels, places, strict=True) if place + 1 < len(level)]
        )
        found.append((total, up_to - reached))
        places = [
            place + (place + 1 < len(level) and level[place] <= up_to + _SAME)
            for level, place in zip(levels, places, strict=True)
        ]
        reached = up_to
    return tuple((total, p) for total, p in found if p > _SAME)


def count_in_steps(part: Chances, unit: StepUnit) -> Steps:
    """The levels of a part in steps."""
    return np.array([unit.of_points(points) for points, _ in part], np.int64)


def _limit(p: float) -> float:
    """The value of a part's own variable below which it stays with a chance of p."""
    # A sum of chances may pass 1 by a rounding.
    return float(ndtri(min(max(p, 0.0), 1.0)))
