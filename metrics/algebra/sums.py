"""Exact arithmetic on fractions. A sum over a common denominator is reduced once, not at every addition."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

NOTHING = Fraction(0)


@lru_cache(maxsize=4096)  # plans repeat the same few weights, factors and targets
def to_fraction(number: Decimal) -> Fraction:
    """Convert a decimal to a fraction."""
    return Fraction(number)


def is_same(one: Fraction, other: Fraction) -> bool:
    """Return whether two fractions are equal."""
    # Fractions are kept reduced, so comparing their integers is enough, and it is faster than `==`.
    return one is other or one.as_integer_ratio() == other.as_integer_ratio()


def take_share(share: Fraction, whole: Fraction) -> Fraction:
    """Return a share of a whole."""
    # Most shares are nothing or everything, and those need no arithmetic.
    if not share:
        return share
    return whole if share == 1 else share * whole


def subtract(more: Fraction, less: Fraction) -> Fraction:
    """Return one number less another."""
    # The other is often nothing or all of it, and then there is nothing to compute.
    if not less:
        return more
    return NOTHING if is_same(more, less) else more - less


def add_up(values: Iterable[Fraction]) -> Fraction:
    """Return the exact sum; zero for no values.

    >>> add_up([Fraction(1, 2), Fraction(1, 3)])
    Fraction(5, 6)
    """
    return _over_common([value.as_integer_ratio() for value in values])


def add_weighted(weights: Sequence[Fraction], values: Sequence[Fraction]) -> Fraction:
    """Return the sum of each value times its weight.

    >>> add_weighted([Fraction(1, 2), Fraction(1, 2)], [Fraction(1), Fraction(1, 3)])
    Fraction(2, 3)
    """
    pairs = zip(weights, values, strict=True)
    return _over_common([(w.numerator * v.numerator, w.denominator * v.denominator) for w, v in pairs if v])


def _over_common(ratios: Sequence[tuple[int, int]]) -> Fraction:
    common = math.lcm(*(bottom for _, bottom in ratios))
    return Fraction(sum(top * (common // bottom) for top, bottom in ratios), common)
