"""Combine the readings within a period into one value, and bound what that value can still become."""

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
from metrics.score.reads import get_days


class Reach(NamedTuple):
    """The least and the most a value can still become; None where it is unbounded."""

    least: Fraction | None = None
    most: Fraction | None = None

    def times(self, factor: Fraction) -> Reach:
        """Scale the reach by a factor."""
        least, most = (None if end is None else end * factor for end in self)
        return Reach(least, most) if factor >= 0 else Reach(most, least)


def find_reach(over: Over, parts: Sequence[Observation], to_come: int, indicator: Indicator) -> Reach:
    """Bound the value that the known parts and `to_come` more can add up to."""
    # A provisional or inexact part is as open as one that has not arrived.
    certain = [o for o in parts if not o.provisional and o.precision is Precision.EXACT]
    values, to_come = _read_values(certain, indicator), to_come + len(parts) - len(certain)
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
            found = _find_share_reach(certain, to_come)
    return found


def _find_share_reach(parts: Sequence[Observation], to_come: int) -> Reach:
    """Bound a pooled share, with no more than the largest recordable number of cases in each span to come.

    A single missed case keeps it below 100 percent, and a single timely one above 0.
    """
    top = _add_decimals([o.numerator for o in parts if o.numerator])
    whole = _add_decimals([o.whole for o in parts])
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
    """Combine the parts into one value; None without parts, or where one of them has no value."""
    if reading.over is Over.POOLED:
        return _pool_parts(parts, indicator)
    if reading.over is Over.SUM:
        return _sum_parts(parts, indicator)
    if reading.over is Over.MEAN:
        whole = _sum_parts(parts, indicator)
        return None if whole is None else whole / len(parts)
    values = _read_values(parts, indicator)
    if reading.over is Over.WEIGHTED:
        return _weigh_parts(parts, values, volumes) if values else None
    return _PICKS[reading.over](values) if values else None


_PICKS: dict[Over, Callable[[Sequence[Fraction]], Fraction]] = {
    Over.LAST: lambda values: values[-1],
    Over.MIN: min,
    Over.MAX: max,
}


def _read_values(parts: Sequence[Observation], indicator: Indicator) -> list[Fraction]:
    """Read the value of each part; an empty list if any part has none."""
    values = [value for o in parts if (value := o.amount(indicator)) is not None]
    return values if len(values) == len(parts) else []


def _sum_parts(parts: Sequence[Observation], indicator: Indicator) -> Fraction | None:
    plain = [o.value for o in parts if o.value is not None]
    if len(plain) < len(parts):
        values = _read_values(parts, indicator)
        return add_up(values) if values else None
    return Fraction(_add_decimals(plain)) if plain else None


def _pool_parts(parts: Sequence[Observation], indicator: Indicator) -> Fraction | None:
    """Pool the parts' numerators and denominators; None where one of several parts is known only as a value."""
    if len(parts) == 1:
        return parts[0].amount(indicator)
    if any(o.numerator is None for o in parts):
        return None
    return pool_ratios(parts, indicator)


def pool_ratios(parts: Sequence[Observation], indicator: Indicator) -> Fraction | None:
    """Divide all numerators by all denominators, in the unit of the indicator; None if there are no cases."""
    top = _add_decimals([o.numerator for o in parts if o.numerator])
    return divide_in_unit(top, _add_decimals([o.whole for o in parts]), indicator)


def _add_decimals(numbers: Iterable[Decimal]) -> Decimal:
    """Add decimals of at most 24 digits: exact, and much faster than adding fractions."""
    return sum(numbers, Decimal(0))


def _weigh_parts(
    parts: Sequence[Observation], values: Sequence[Fraction], volumes: Sequence[Observation]
) -> Fraction | None:
    """Weigh the values by another series over the same periods; None if a weight is missing or all are zero."""
    by_days = {get_days(o): Fraction(o.value) for o in volumes if o.value is not None}
    if len(parts) == 1 and get_days(parts[0]) not in by_days:
        return values[0]
    weights = [by_days.get(get_days(o)) for o in parts]
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(weights) or not (total := add_up(known)):
        return None
    return add_weighted(known, values) / total
