"""Distributions of the sum of several parts, which may be correlated.

The link is a one-factor Gaussian copula: each part has a hidden normal variable, any two of these have the same
correlation, and a part earns more the higher its own variable is. Given the common factor the parts are independent,
so the sum is convolved at each value of the factor, and the factor is integrated out. The distribution of each part
on its own is the same for every correlation.
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
"""From this correlation up, parts are treated as fully linked; that moves a chance by less than 0.001."""

# A sum is exact while it has at most MOST_TOTALS different totals. Beyond that, totals are rounded to an even grid of
# GRID steps between its ends, which moves a total by at most half a step for each part.
MOST_TOTALS, GRID = 4_096, 2_000
FINEST = 2**40
_FARTHEST = 8.5
"""How far out the common factor is integrated, in standard deviations; the tails beyond weigh less than 1e-16."""
_SPACING = 0.84
"""Keeps the quadrature's error at about 1e-12 or less: exp(-2 pi² / (spacing² (1 + parts * slope²)))."""
_WIDEST = 0.4
_AT_ONCE = 512
_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class StepUnit:
    """The unit in which totals are counted: `steps` to a point. `slack` bounds a sum's rounding error, in steps."""

    steps: int
    slack: int

    @classmethod
    def of(cls, parts: Sequence[Chances]) -> StepUnit:
        """Choose the coarsest unit in which every part is whole, or the finest allowed where that is too fine."""
        exact = math.lcm(*(points.denominator for part in parts for points, _ in part))
        most = max(1, math.ceil(sum(max(abs(points) for points, _ in part) for part in parts)))
        return cls(exact, 0) if exact * most <= FINEST else cls(max(1, FINEST // most), len(parts))

    def of_points(self, points: Fraction) -> int:
        """Convert points to steps."""
        return round(points * self.steps)

    def reaching(self, points: Fraction) -> int:
        """Return the fewest steps that count as reaching these points."""
        return math.ceil(points * self.steps) - self.slack


@dataclass(frozen=True, slots=True)
class LinkedSum:
    """The possible totals in steps, ascending, and the chance of each (a row) at each factor value (a column)."""

    totals: Steps
    chances: Reals

    @classmethod
    def nothing(cls, values: int) -> LinkedSum:
        """Return the sum of no parts."""
        return cls(np.zeros(1, np.int64), np.ones((1, values)))

    def plus(self, steps: Steps, chances: Reals) -> LinkedSum:
        """Add a part, whose chances are given at each value of the factor."""
        totals, place = np.unique(self.totals[:, None] + steps, return_inverse=True)
        place = place.reshape(len(self.totals), len(steps))
        found = np.zeros((len(totals), self.chances.shape[1]))
        for level, chance in enumerate(chances):
            found[place[:, level]] += self.chances * chance
        return LinkedSum(totals, found)._gathered()

    def _gathered(self) -> LinkedSum:
        """Round to the grid where there are too many totals; the two ends stay exact."""
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
    """Values of the common factor, the weight of each, and the correlation `rho` between the parts."""

    values: Reals
    weights: Reals
    rho: float

    def given(self, part: Chances) -> Reals:
        """Return the chance of each of a part's levels (a row) at each value of the factor (a column)."""
        if not self.rho:
            return np.array([[p] for _, p in part])
        below = list(accumulate(p for _, p in part))[:-1]
        limits = np.array([_limit(p) for p in below])
        at = (limits[:, None] - math.sqrt(self.rho) * self.values) / math.sqrt(1 - self.rho)
        ends = np.zeros((1, len(self.values))), np.ones((1, len(self.values)))
        return np.diff(np.vstack([ends[0], ndtr(at), ends[1]]), axis=0)


def build_factors(rho: float, parts: int, fineness: int = 1) -> Iterator[CommonFactor]:
    """Yield the common factor, a few hundred values at a time.

    The values are evenly spaced. For integrands this smooth under a normal weight, that converges as fast as
    Gauss-Hermite quadrature, the values need no computing, and the number needed is known beforehand.
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
    """Return the distribution of the sum of parts whose correlation is `rho`, between 0 and 1.

    >>> coin = ((Fraction(0), 0.5), (Fraction(1), 0.5))
    >>> sum_linked([coin, coin], 1)
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
    """Return the chance that the sum reaches `wanted`, with one part at a time replaced by each of its alternatives.

    `instead` maps the place of a part to its alternatives, at least one for each place.
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
    """Return the chance that two sums together reach each wanted total (a row), at each value of the factor."""
    tail = np.vstack([np.cumsum(other.chances[::-1], axis=0)[::-1], np.zeros((1, other.chances.shape[1]))])
    first = [np.searchsorted(other.totals, total - one.totals) for total in wanted]
    return np.array([(one.chances * tail[place]).sum(axis=0) for place in first])


def _tail(chances: Chances, wanted: Fraction) -> float:
    return min(math.fsum(p for total, p in chances if total >= wanted), 1.0)


def sum_fully_linked(parts: Sequence[Chances]) -> Chances:
    """Sum fully linked parts: the worst of each together, then the next worst, up to the best of each."""
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
    """Return the levels of a part in steps."""
    return np.array([unit.of_points(points) for points, _ in part], np.int64)


def _limit(p: float) -> float:
    """Return the value below which a part's hidden variable lies with probability p."""
    # Rounding may take a sum of chances past 1.
    return float(ndtri(min(max(p, 0.0), 1.0)))
