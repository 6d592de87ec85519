"""Distributions of credit: their weighted sums, and the distribution of the k-th best."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

ZERO, ONE = Fraction(0), Fraction(1)

# A sum with at most FEW combinations is enumerated. Larger ones are convolved on a lattice of credit, which the
# weights of real plans fit exactly. Many parts with awkward weights are rounded to the finest lattice: that moves a
# total of 100 points by at most 0.0025 for each part, and never moves its two ends.
FINEST_LATTICE = 20_000
FEW = 4_096

Chances = tuple[tuple[Fraction, float], ...]
"""Credits in ascending order, each with its probability; the probabilities add to 1."""
_Credit = TypeVar("_Credit", Fraction, int)  # a credit, or a whole number of lattice steps


def order_chances(chances: Iterable[tuple[_Credit, float]]) -> tuple[tuple[_Credit, float], ...]:
    """Merge equal credits, drop those without probability, and sort in ascending order."""
    merged: dict[_Credit, float] = {}
    for credit, p in chances:
        if p:
            merged[credit] = merged.get(credit, 0.0) + p
    return tuple(sorted(merged.items()))


def sum_chances(parts: Sequence[Chances], shares: Sequence[Fraction]) -> Chances:
    """Return the distribution of the weighted sum, rounded to the finest lattice where the credits fit none."""
    scaled = [
        order_chances((share * c, p) for c, p in part) for part, share in zip(parts, shares, strict=True)
    ]
    lattice = math.lcm(*(c.denominator for part in scaled for c, _ in part))
    if math.prod(len(part) for part in scaled) <= FEW:
        return _added(scaled, lattice)
    low = sum((part[0][0] for part in scaled), ZERO)
    if lattice <= FINEST_LATTICE:
        total = _convolved(scaled, lattice)
        return tuple((low + Fraction(int(i), lattice), float(total[i])) for i in np.flatnonzero(total))
    return _rounded(scaled, low)


def _added(parts: Sequence[Chances], lattice: int) -> Chances:
    """Enumerate the sum in whole lattice steps: integers are added and compared much faster than fractions."""
    total: Sequence[tuple[int, float]] = ((0, 1.0),)
    for part in parts:
        steps = [(credit.numerator * (lattice // credit.denominator), p) for credit, p in part]
        total = order_chances((a + b, p * q) for a, p in total for b, q in steps)
    return tuple([(Fraction(step, lattice), p) for step, p in total])


def _convolved(parts: Sequence[Chances], lattice: Fraction | int) -> NDArray[np.float64]:
    """Return the probability of each step above the least credit."""
    total = np.ones(1)
    for part in parts:
        steps = [round((credit - part[0][0]) * lattice) for credit, _ in part]
        grown = np.zeros(len(total) + steps[-1])
        for step, (_, p) in zip(steps, part, strict=True):
            grown[step : step + len(total)] += p * total
        total = grown
    return total


def _rounded(parts: Sequence[Chances], low: Fraction) -> Chances:
    """Round to the finest lattice with exact ends: nearly everything must not become everything, nor the reverse."""
    span = sum((part[-1][0] for part in parts), ZERO) - low
    total = _convolved(parts, FINEST_LATTICE / span)
    ends = math.prod(part[0][1] for part in parts), math.prod(part[-1][1] for part in parts)
    total[0] -= ends[0]
    total[-1] -= ends[1]
    inner = np.zeros(FINEST_LATTICE + 1)
    np.add.at(inner, np.clip(np.arange(len(total)), 1, FINEST_LATTICE - 1), np.maximum(total, 0))
    inner[0], inner[-1] = ends
    return tuple(
        (low + span * Fraction(int(i), FINEST_LATTICE), float(inner[i])) for i in np.flatnonzero(inner)
    )


def rank_chances(parts: Sequence[Chances], k: int) -> Chances:
    """Return the distribution of the k-th best credit, from the chance that at least k parts reach each level."""
    levels = sorted({c for part in parts for c, _ in part})
    reached = [
        _at_least(k, [math.fsum(p for c, p in part if c >= level) for part in parts]) for level in levels
    ]
    return order_chances(
        (c, max(p - q, 0.0)) for c, p, q in zip(levels, reached, [*reached[1:], 0.0], strict=True)
    )


def _at_least(k: int, probabilities: Sequence[float]) -> float:
    """Return the chance that at least k of the independent events happen (Poisson-binomial tail)."""
    count = np.zeros(k + 1)
    count[0] = 1.0
    for p in probabilities:
        full = count[k] + count[k - 1] * p
        count[1:k] = count[1:k] * (1 - p) + count[: k - 1] * p
        count[0] *= 1 - p
        count[k] = full
    return float(count[k])
