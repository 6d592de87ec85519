"""A spread: a number not known yet, as the levels it may reach and the probability of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from metrics.plan.terms import Operator

Numbers = NDArray[np.float64]
Truths = NDArray[np.bool_]

_TAIL = (0.0, 0.0005, 0.001, 0.0025, 0.005)
_EDGES = np.array([*_TAIL, *np.arange(1, 100) / 100, *(1 - np.array(_TAIL[::-1]))])
MIDDLES: Numbers = (_EDGES[1:] + _EDGES[:-1]) / 2
"""The quantiles that represent a bell: every hundredth, and finer out to risks of one in a thousand."""
SHARES: Numbers = np.diff(_EDGES)

TIE = 1e-9
"""Two numbers this close, relative to the larger, count as equal: they differ by rounding alone."""


class Spread(NamedTuple):
    """The levels a number may reach, in ascending order, and the probability of each."""

    levels: Numbers
    chances: Numbers

    @classmethod
    def point(cls, value: float) -> Spread:
        """Make the spread of a known number."""
        return cls(np.array([value]), np.ones(1))

    @classmethod
    def bell(cls, middle: float, scale: float, freedom: float) -> Spread:
        """Make a Student's t distribution: fewer degrees of freedom give heavier tails."""
        return cls(middle + scale * compute_bell(freedom), SHARES)

    @classmethod
    def of(cls, levels: Numbers, chances: Numbers) -> Spread:
        """Sort levels given in any order, and scale their chances to add to 1."""
        order = np.argsort(levels, kind="stable")
        return cls(levels[order], chances[order] / chances.sum())

    @property
    def mean(self) -> float:
        """The expected value."""
        return float(self.levels @ self.chances)

    def times(self, factor: float) -> Spread:
        """Multiply every level by a factor."""
        if factor >= 0:
            return Spread(self.levels * factor, self.chances)
        return Spread(self.levels[::-1] * factor, self.chances[::-1])

    def within(self, low: float, high: float) -> Spread:
        """Clip the levels to lie between `low` and `high`."""
        return Spread(np.clip(self.levels, low, high), self.chances)

    def lean(self, more: float, *, upward: bool) -> Spread:
        """Add to the log-odds of lying above any level, or below it if not `upward`; what is certain stays so."""
        factor = np.exp(-more if upward else more)
        below = np.minimum(np.cumsum(self.chances), 1.0)
        leaned = below * factor / (1 - below + below * factor)
        return Spread(self.levels, np.diff(leaned, prepend=0.0))

    def flatten(self, factor: float) -> Spread:
        """Multiply the log-odds of lying below any level: less than 1 is less sure around the same middle."""
        below = np.cumsum(self.chances)
        below = below / below[-1]
        odds = below**factor, (1 - below) ** factor
        return Spread(self.levels, np.diff(odds[0] / (odds[0] + odds[1]), prepend=0.0))

    def quantiles(self, at: Sequence[float] | Numbers) -> Numbers:
        """Find the levels at these cumulative probabilities."""
        cumulated = np.cumsum(self.chances)
        places = np.searchsorted(cumulated, np.asarray(at) * cumulated[-1] - TIE)
        return np.asarray(self.levels[np.minimum(places, len(self.levels) - 1)])


@lru_cache(maxsize=64)
def compute_bell(freedom: float) -> Numbers:
    """Compute the quantiles of Student's t at `MIDDLES`."""
    return np.asarray(stdtrit(freedom, MIDDLES), dtype=np.float64)


def compare_values(value: Numbers, operator: Operator, limit: Numbers | float) -> Truths:
    """Compare elementwise; values that differ by rounding alone are equal."""
    tie = np.abs(value - limit) <= TIE * np.maximum(np.abs(value), np.abs(limit))
    return _HOLDS[operator](value, limit, tie)


_HOLDS: dict[Operator, Callable[[Numbers, Numbers | float, Truths], Truths]] = {
    Operator.AT_LEAST: lambda value, limit, tie: (value > limit) | tie,
    Operator.AT_MOST: lambda value, limit, tie: (value < limit) | tie,
    Operator.ABOVE: lambda value, limit, tie: (value > limit) & ~tie,
    Operator.BELOW: lambda value, limit, tie: (value < limit) & ~tie,
    Operator.EQUAL: lambda _value, _limit, tie: tie,
}
