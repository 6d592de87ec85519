"""Quantities as they stand at a moment: every formula of a plan, read from what was known."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import NamedTuple

from metrics.algebra.sums import add_up, add_weighted, to_fraction
from metrics.facts.facts import Facts, Observation, divide_in_unit
from metrics.periods import Period, add_months, split_into_spans
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import Constant, Growth, Median, Path, Pooled, Quantity, Reading, SeriesKey
from metrics.plan.model import Indicator
from metrics.plan.terms import LARGEST, NEVER_NEGATIVE, Over, Precision, Unit
from metrics.plan.window import Window

Days = tuple[date, date]
"""The first and the last day of a span."""


class AmountInput(NamedTuple):
    """An observation that went into a quantity, and the series it belongs to."""

    institution: str
    indicator: Indicator
    observation: Observation


class OwedValue(NamedTuple):
    """A value that a quantity needs and that is not final: nobody has recorded it, or only a provisional one."""

    institution: str
    indicator: str
    start: date
    end: date
    provisional: bool = False


class Reach(NamedTuple):
    """The least and the most that a value can still become; None where nothing limits it."""

    least: Fraction | None = None
    most: Fraction | None = None

    def times(self, factor: Fraction) -> Reach:
        """The reach of the value times a factor."""
        least, most = (None if end is None else end * factor for end in self)
        return Reach(least, most) if factor >= 0 else Reach(most, least)


class Amount(NamedTuple):
    """A quantity at a moment. `settled` means nothing more is expected of it; `base` is the value before `factor`."""

    value: Fraction | None
    settled: bool
    inputs: tuple[AmountInput, ...] = ()
    owed: tuple[OwedValue, ...] = ()
    base: Fraction | None = None
    factor: Decimal = Decimal(1)
    reading: Reading | None = None
    provisional_target: bool = False
    note: str | None = None
    running: bool = False
    """A sum over a year that is not over: comparing it with the whole year's target would say nothing."""
    reach: Reach = Reach()
    """Where the value can still end, by arithmetic alone."""

    @property
    def precision(self) -> Precision:
        """How exactly the value is known: as its one inexact reading is."""
        if not self.inputs:
            return Precision.EXACT
        known = [i.observation.precision for i in self.inputs]
        inexact = [precision for precision in known if precision is not Precision.EXACT]
        if not inexact:
            return Precision.EXACT
        return inexact[0] if len(self.inputs) == 1 and self.factor > 0 else Precision.ABOUT

    @property
    def provisional(self) -> bool:
        """Whether any value behind the quantity is provisional."""
        return any(i.observation.provisional for i in self.inputs)


def read_amount(quantity: Quantity, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    """A quantity as it stands, read at the window's year."""
    match quantity:
        case Reading():
            return _read(quantity, window, facts, catalogue)
        case Constant():
            return Amount(to_fraction(quantity.number), settled=True)
        case Path():
            return _step(quantity, window, facts, catalogue)
        case Growth():
            return _grown(quantity, window, facts, catalogue)
        case Median():
            return _median([read_amount(part, window, facts, catalogue) for part in quantity.median_of])
        case Pooled():
            return _pooled([_read(part, window, facts, catalogue) for part in quantity.pooled])


def _step(path: Path, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    step = path.step(window.year)
    if step is None:
        return Amount(None, settled=False)
    if step.reading is None:
        value = None if step.number is None else to_fraction(step.number)
        return Amount(value, settled=True, provisional_target=step.provisional, note=step.note)
    found = _read(step.reading, window, facts, catalogue)
    return found._replace(provisional_target=step.provisional, note=step.note)


def _grown(growth: Growth, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    """The baseline, grown by its rate for each year since."""
    start = read_amount(growth.baseline, window.at(growth.since), facts, catalogue)
    if start.value is None:
        return start
    rate, years = 1 + Fraction(growth.rate) / 100, window.year - growth.since
    if not rate and years < 0:
        return start._replace(value=None)  # what all was lost from cannot be told
    grown = rate**years
    return start._replace(value=start.value * grown, base=start.value, reach=start.reach.times(grown))


def _median(parts: Sequence[Amount]) -> Amount:
    """The median of the parts; not known before all of them are."""
    values = [part.value for part in parts if part.value is not None]
    known = len(values) == len(parts)
    return Amount(
        median(values) if known else None,
        settled=known and all(part.settled for part in parts),
        inputs=tuple(given for part in parts for given in part.inputs),
        owed=tuple(owed for part in parts for owed in part.owed),
    )


def _pooled(parts: Sequence[Amount]) -> Amount:
    """The ratio of all numerators to all denominators: schemes of different size count by their cases."""
    inputs = tuple(given for part in parts for given in part.inputs)
    complete = all(part.settled for part in parts)
    seen = [given.observation for given in inputs]
    counted = bool(seen) and all(o.numerator is not None for o in seen) and all(part.inputs for part in parts)
    value = _pool(seen, inputs[0].indicator) if counted else None
    owed = tuple(owed for part in parts for owed in part.owed)
    return Amount(value, settled=complete and value is not None, inputs=inputs, owed=owed)


def _read(reading: Reading, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    span = find_window(reading, window)
    key = (reading.institution or window.institution, reading.indicator)
    indicator = catalogue.indicators[key]
    inside = _inside(facts.series.get(key, ()), span)
    expected = split_into_spans(span.start, span.end, indicator.frequency)
    chosen, complete = _chosen(reading.over, inside, span, expected)
    volumes = facts.series.get((key[0], reading.weight), ()) if reading.weight else ()
    base = _aggregate(reading, chosen, indicator, volumes)
    unweighed = tuple(_unweighed(reading.weight, key[0], chosen, volumes)) if reading.weight else ()
    return Amount(
        value=base if base is None or reading.factor == 1 else base * to_fraction(reading.factor),
        settled=complete
        and span.end <= facts.as_of
        and not unweighed
        and not any(o.provisional for o in chosen),
        inputs=tuple([AmountInput(key[0], indicator, o) for o in chosen]),
        owed=(*_owed(key, inside, span, expected), *unweighed),
        base=base,
        factor=reading.factor,
        reading=reading,
        running=reading.over is Over.SUM and not complete,
        reach=_reach(reading.over, chosen, 0 if complete else len(expected) - len(chosen), indicator).times(
            to_fraction(reading.factor)
        ),
    )


def _reach(over: Over, parts: Sequence[Observation], to_come: int, indicator: Indicator) -> Reach:
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


def _inside(observed: Sequence[Observation], span: Window) -> list[Observation]:
    """What lies within a span, of a series in the order of its periods."""
    first = bisect_left(observed, span.start, key=_begins)
    beyond = bisect_right(observed, span.end, first, key=_begins)
    return [o for o in observed[first:beyond] if o.period.end <= span.end]


def _begins(seen: Observation) -> date:
    return seen.period.start


def find_window(reading: Reading, window: Window) -> Window:
    """The days a reading is over: a named period, or a plan year moved by years and quarters."""
    if reading.period:
        period = Period.parse(reading.period)
        return Window(window.institution, period.start, period.end, period.start.year)
    year = reading.year if reading.year is not None else window.year + reading.offset
    span = window.at(year)
    if not reading.shift:
        return span
    start = add_months(span.start, 3 * reading.shift)
    end = add_months(span.end + timedelta(days=1), 3 * reading.shift) - timedelta(days=1)
    return Window(span.institution, start, end, span.year)


def _chosen(
    over: Over, inside: Sequence[Observation], span: Window, expected: Sequence[Days]
) -> tuple[list[Observation], bool]:
    """The observations that make the value, and whether the span is complete.

    A final figure for the whole span stands before its parts; a provisional one only where there are no parts.
    """
    days = (span.start, span.end)
    whole = [o for o in inside if _days(o) == days]
    parts = [o for o in inside if _days(o) != days] if whole else inside
    if whole and over not in {Over.MIN, Over.MAX} and (not whole[-1].provisional or not parts):
        return whole[-1:], True
    if over is Over.LAST:
        last = sorted(parts, key=lambda o: (o.period.end, o.period.start))[-1:]
        ends = bool(last) and last[0].period.end == span.end
        return last, ends and any(_paid(days, [_days(last[0])]) for days in expected)
    matching = [o for o in inside if _days(o) in expected]
    return matching, len(matching) == len(expected)


def _paid(days: Days, seen: Container[Days]) -> bool:
    """Whether a span has what is expected of it: a reading for the whole of it, or a stock on the day it ends."""
    return days in seen or (days[1], days[1]) in seen


def _days(seen: Observation) -> Days:
    return seen.period.start, seen.period.end


def _aggregate(
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
    return _pool(parts, indicator)


def _pool(parts: Sequence[Observation], indicator: Indicator) -> Fraction | None:
    top = _added([o.numerator for o in parts if o.numerator])
    return divide_in_unit(top, _added([o.whole for o in parts]), indicator)


def _added(numbers: Iterable[Decimal]) -> Decimal:
    """The sum of decimals of at most 24 digits: exact, and much quicker than a sum of fractions."""
    return sum(numbers, Decimal(0))


def _weighted(
    parts: Sequence[Observation], values: Sequence[Fraction], volumes: Sequence[Observation]
) -> Fraction | None:
    """The mean weighted by another series of the same periods; None where a weight is missing or all are zero."""
    by_days = {_days(o): Fraction(o.value) for o in volumes if o.value is not None}
    if len(parts) == 1 and _days(parts[0]) not in by_days:
        return values[0]
    weights = [by_days.get(_days(o)) for o in parts]
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(weights) or not (total := add_up(known)):
        return None
    return add_weighted(known, values) / total


def _unweighed(
    weight: str, owner: str, parts: Sequence[Observation], volumes: Sequence[Observation]
) -> Iterable[OwedValue]:
    """The weights that are missing or provisional. A single value needs none."""
    if len(parts) < 2:
        return
    final = {_days(o): not o.provisional for o in volumes}
    for part in parts:
        start, end = _days(part)
        if not final.get((start, end)):
            yield OwedValue(owner, weight, start, end, provisional=(start, end) in final)


def _owed(
    key: SeriesKey, inside: Sequence[Observation], span: Window, expected: Sequence[Days]
) -> Iterable[OwedValue]:
    """The spans without a final value. A final figure for the whole pays for its parts, a provisional one for none."""
    final = [_days(o) for o in inside if not o.provisional]
    if final == [*expected] or (span.start, span.end) in final:
        return
    unpaid = [days for days in expected if not _paid(days, final)]
    begun = {_days(o) for o in inside} if unpaid else set()
    for start, end in unpaid:
        yield OwedValue(*key, start, end, provisional=_paid((start, end), begun))
