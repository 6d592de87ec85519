"""Readings within a period made into one value, and where that value can still end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from metrics.algebra.sums import add_up, add_weighted, to_fraction
from metrics.facts.facts import Observation, divide_in_unit
from metrics.plan.formula import Reading
from metrics.plan.model import Indicator
from metrics.plan.terms import LARGEST, NEVER_NEGATIVE, Over, Precision, Unit
from metrics.score.reads import (
    days_of,
)


class Reach(NamedTuple):
    """The least and the most that a value can still become; None where nothing limits it."""

    least: Fraction | None = None
    most: Fraction | None = None

    def times(self, factor: Fraction) -> Reach:
        """The reach of the value times a factor."""
        least, most = (None if end is None else end * factor for end in self)
        return Reach(least, most) if factor >= 0 else Reach(most, least)


def find_reach(over: Over, parts: Sequence[Observation], to_come: int, indicator: Indicator) -> Reach:
    """Where a value made of its parts can end once those to come are there.

    A part that is provisional or inexact is as open as one to come.
    """
    certain = [o for o in parts if not o.provisional and o.precision is Precision.EXACT]
    values, to_come = _values(certain, indicator), to_come + len(parts) - len(certain)
    if not values:
        return Reach()
    shares = indicator.unit is Unit.PERCENT and all(o.numerator is not None for o in parts)
    found = Reach()
    match over:
        case Over.MAX:
            found = Reach(least=max(values))
        case Over.MIN:
            found = Reach(most=min(values))
        case Over.SUM if indicator.unit in NEVER_NEGATIVE:
            found = Reach(least=add_up(values))
        case Over.MEAN if shares:
            so_far, count = add_up(values), len(values) + to_come
            found = Reach(so_far / count, (so_far + 100 * to_come) / count)
        case Over.POOLED if shares:
            found = _reach_of_share(certain, to_come)
    return found


def _reach_of_share(parts: Sequence[Observation], to_come: int) -> Reach:
    """A share of all cases: one that was missed keeps it below all, and one that was not above none, whatever comes.

    No span has more cases than can be recorded.
    """
    top = _added([o.numerator for o in parts if o.numerator])
    whole = _added([o.whole for o in parts])
    in_the_end = whole + LARGEST * to_come
    if not in_the_end:
        return Reach()
    return Reach(
        to_fraction(top) / to_fraction(in_the_end) * 100,
        100 - to_fraction(whole - top) / to_fraction(in_the_end) * 100,
    )


def aggregate_parts(
    reading: Reading, parts: Sequence[Observation], indicator: Indicator, volumes: Sequence[Observation]
) -> Fraction | None:
    """The parts as one value; None where there are none, or where one of them has no value."""
    if reading.over is Over.POOLED:
        return _ratio(parts, indicator)
    if reading.over is Over.SUM:
        return _sum(parts, indicator)
    if reading.over is Over.MEAN:
        whole = _sum(parts, indicator)
        return None if whole is None else whole / len(parts)
    values = _values(parts, indicator)
    if reading.over is Over.WEIGHTED:
        return _weighted(parts, values, volumes) if values else None
    return _PLAIN[reading.over](values) if values else None


_PLAIN: dict[Over, Callable[[Sequence[Fraction]], Fraction]] = {
    Over.LAST: lambda values: values[-1],
    Over.MIN: min,
    Over.MAX: max,
}


def _values(parts: Sequence[Observation], indicator: Indicator) -> list[Fraction]:
    """The value of each part; none at all where one of them has none."""
    values = [value for o in parts if (value := o.amount(indicator)) is not None]
    return values if len(values) == len(parts) else []


def _sum(parts: Sequence[Observation], indicator: Indicator) -> Fraction | None:
    plain = [o.value for o in parts if o.value is not None]
    if len(plain) < len(parts):
        values = _values(parts, indicator)
        return add_up(values) if values else None
    return Fraction(_added(plain)) if plain else None


def _ratio(parts: Sequence[Observation], indicator: Indicator) -> Fraction | None:
    """Numerators over denominators; a part that is known only as a value cannot be added to others."""
    if len(parts) == 1:
        return parts[0].amount(indicator)
    if any(o.numerator is None for o in parts):
        return None
    return pool_ratios(parts, indicator)


def pool_ratios(parts: Sequence[Observation], indicator: Indicator) -> Fraction | None:
    """All numerators over all denominators, in the unit of the indicator; None over nothing."""
    top = _added([o.numerator for o in parts if o.numerator])
    return divide_in_unit(top, _added([o.whole for o in parts]), indicator)


def _added(numbers: Iterable[Decimal]) -> Decimal:
    """The sum of decimals of at most 24 digits: exact, and much quicker than a sum of fractions."""
    return sum(numbers, Decimal(0))


def _weighted(
    parts: Sequence[Observation], values: Sequence[Fraction], volumes: Sequence[Observation]
) -> Fraction | None:
    """The mean weighted by another series of the same periods; None where a weight is missing or all are zero."""
    by_days = {days_of(o): Fraction(o.value) for o in volumes if o.value is not None}
    if len(parts) == 1 and days_of(parts[0]) not in by_days:
        return values[0]
    weights = [by_days.get(days_of(o)) for o in parts]
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(weights) or not (total := add_up(known)):
        return None
    return add_weighted(known, values) / total
