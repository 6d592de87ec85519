"""Combine the readings within a period into one value, and bound what that value can still become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from metrics.algebra.sums import add_up, add_weighted, to_fraction
from metrics.facts.facts import Observation, divide_in_unit
from metrics.periods import Days, count_months
from metrics.plan.model import Indicator
from metrics.plan.terms import LARGEST, NEVER_NEGATIVE, Over, Precision, Unit
from metrics.score.chosen_parts import get_days


class Reach(NamedTuple):
    """The least and the most a value can still become; None where it is unbounded."""

    least: Fraction | None = None
    most: Fraction | None = None

    def times(self, factor: Fraction) -> Reach:
        """Scale the reach by a factor."""
        least, most = (None if end is None else end * factor for end in self)
        return Reach(least, most) if factor >= 0 else Reach(most, least)


def find_reach(
    over: Over, parts: Sequence[Observation], missing: Sequence[Days], indicator: Indicator
) -> Reach:
    """Bound the value that the known parts can add up to with those for the `missing` spans."""
    # A provisional or inexact part is as open as one that has not arrived.
    certain = [o for o in parts if not o.provisional and o.precision is Precision.EXACT]
    values = _read_values(certain, indicator)
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
        case Over.MEAN if shares and _are_alike(parts, missing):
            so_far = add_weighted(_list_months(certain), values)
            length = add_up(map(_count_length, [*map(get_days, parts), *missing]))
            to_come = length - add_up(_list_months(certain))
            found = Reach(so_far / length, (so_far + 100 * to_come) / length)
        case Over.POOLED if shares:
            found = _find_share_reach(certain, len(missing) + len(parts) - len(certain))
    return found


def _are_alike(parts: Sequence[Observation], missing: Sequence[Days]) -> bool:
    """Whether every part is as long as the others, so that none is one of several parts of a slot."""
    return len({count_months(days) for days in [*map(get_days, parts), *missing]}) == 1


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
    over: Over,
    parts: Sequence[Observation],
    indicator: Indicator,
    volumes: Sequence[Observation],
    slots: Sequence[Days] = (),
) -> Fraction | None:
    """Combine the parts into one value; None without parts, or where one of them has no value.

    A mean is of the slots, each made of its parts first: pooled where they are of cases, else counted by their months.
    Several parts of a last value are the cases of a single period.
    """
    counted = len(parts) > 1 and all(o.numerator is not None for o in parts)
    if over is Over.POOLED or (over is Over.LAST and counted):
        return _pool_parts(parts, indicator)
    if over is Over.SUM:
        return _sum_parts(parts, indicator)
    values = _read_values(parts, indicator)
    if not values:
        return None
    if over is Over.MEAN:
        return _average_slots(parts, indicator, slots)
    if over is Over.WEIGHTED:
        return _weigh_parts(parts, values, volumes)
    return _PICKS[over](values)


def _average_slots(
    parts: Sequence[Observation], indicator: Indicator, slots: Sequence[Days]
) -> Fraction | None:
    groups: dict[Days, list[Observation]] = {}
    for o in parts:
        inside = (slot for slot in slots if slot[0] <= o.period.start and o.period.end <= slot[1])
        groups.setdefault(next(inside, get_days(o)), []).append(o)
    months = [add_up(_list_months(group)) for group in groups.values()]
    values = [_make_slot_value(group, indicator) for group in groups.values()]
    known = [value for value in values if value is not None]
    return add_weighted(months, known) / add_up(months) if len(known) == len(values) else None


def _make_slot_value(group: Sequence[Observation], indicator: Indicator) -> Fraction | None:
    if all(o.numerator is not None for o in group):
        return _pool_parts(group, indicator)
    values, months = _read_values(group, indicator), _list_months(group)
    return add_weighted(months, values) / add_up(months) if values else None


def _list_months(parts: Sequence[Observation]) -> list[Fraction]:
    return [_count_length(get_days(o)) for o in parts]


def _count_length(days: Days) -> Fraction:
    """Count the months of a span; 1 for a span that is not of whole months."""
    return Fraction(count_months(days) or 1)


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
