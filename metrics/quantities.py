"""Quantities as they stand at a moment: every formula of a plan, read from what was known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import median

from metrics.formula import Constant, Growth, Median, Path, Pooled, Quantity, Reading
from metrics.model import Indicator, Plan
from metrics.periods import Period, months_later, span_end_later, spans, years_later
from metrics.readings import Catalogue, Facts, Observation, SeriesKey, ratio
from metrics.terms import Over, Precision


@dataclass(frozen=True, slots=True)
class Input:
    """An observation that went into a quantity, and the series it belongs to."""

    institution: str
    indicator: Indicator
    observation: Observation


@dataclass(frozen=True, slots=True)
class Owed:
    """A value that a quantity needs and that is not final: nobody has recorded it, or only a provisional one."""

    institution: str
    indicator: str
    start: date
    end: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity at a moment. `settled` means nothing more is expected of it; `base` is the value before `factor`."""

    value: Fraction | None
    settled: bool
    inputs: tuple[Input, ...] = ()
    owed: tuple[Owed, ...] = ()
    base: Fraction | None = None
    factor: Decimal = Decimal(1)
    reading: Reading | None = None
    provisional_target: bool = False
    note: str | None = None
    running: bool = False
    """A sum over a year that is not over: comparing it with the whole year's target would say nothing."""
    drifts: int = 0
    """Which way the value can still go before it is settled: 1 only up, -1 only down, 0 either."""

    @property
    def precision(self) -> Precision:
        """How exactly the value is known: as its one inexact reading is."""
        inexact = [
            i.observation.precision for i in self.inputs if i.observation.precision is not Precision.EXACT
        ]
        if not inexact:
            return Precision.EXACT
        return inexact[0] if len(self.inputs) == 1 and self.factor > 0 else Precision.ABOUT

    @property
    def provisional(self) -> bool:
        """Whether any value behind the quantity is provisional."""
        return any(i.observation.provisional for i in self.inputs)


@dataclass(frozen=True, slots=True)
class Window:
    """Whose value is read, and over which year of the plan."""

    institution: str
    start: date
    end: date
    year: int

    @classmethod
    def of(cls, plan: Plan) -> Window:
        """The plan's own year."""
        return cls(plan.institution, plan.start, plan.end, plan.year)

    def at(self, year: int) -> Window:
        """The same span in another year."""
        shift = year - self.year
        start, end = years_later(self.start, shift), span_end_later(self.end, shift)
        return Window(self.institution, start, end, year)


def amount(quantity: Quantity, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    """A quantity as it stands, read at the window's year."""
    match quantity:
        case Constant():
            return Amount(Fraction(quantity.number), settled=True)
        case Reading():
            return _read(quantity, window, facts, catalogue)
        case Path():
            return _step(quantity, window, facts, catalogue)
        case Growth():
            return _grown(quantity, window, facts, catalogue)
        case Median():
            return _median([amount(part, window, facts, catalogue) for part in quantity.median_of])
        case Pooled():
            return _pooled([_read(part, window, facts, catalogue) for part in quantity.pooled])


def _step(path: Path, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    step = path.step(window.year)
    if step is None:
        return Amount(None, settled=False)
    if step.reading is None:
        value = None if step.number is None else Fraction(step.number)
        return Amount(value, settled=True, provisional_target=step.provisional, note=step.note)
    found = _read(step.reading, window, facts, catalogue)
    return replace(found, provisional_target=step.provisional, note=step.note)


def _grown(growth: Growth, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    """The baseline, grown by its rate for each year since."""
    start = amount(growth.baseline, window.at(growth.since), facts, catalogue)
    if start.value is None:
        return start
    rate, years = 1 + Fraction(growth.rate) / 100, window.year - growth.since
    if not rate and years < 0:
        return replace(start, value=None)  # what all was lost from cannot be told
    return replace(start, value=start.value * rate**years, base=start.value)


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
    span = _span(reading, window)
    key = (reading.institution or window.institution, reading.indicator)
    indicator = catalogue.indicators[key]
    observed = facts.series.get(key, ())
    inside = [o for o in observed if span.start <= o.period.start and o.period.end <= span.end]
    expected = spans(span.start, span.end, indicator.frequency)
    chosen, complete = _chosen(reading.over, inside, span, expected)
    volumes = facts.series.get((key[0], reading.weight or ""), ())
    base = _aggregate(reading, chosen, indicator, volumes)
    unweighed = tuple(_unweighed(reading, key[0], chosen, volumes))
    return Amount(
        value=None if base is None else base * Fraction(reading.factor),
        settled=complete
        and span.end <= facts.as_of
        and not unweighed
        and not any(o.provisional for o in chosen),
        inputs=tuple(Input(key[0], indicator, o) for o in chosen),
        owed=(*_owed(key, inside, span, expected), *unweighed),
        base=base,
        factor=reading.factor,
        reading=reading,
        running=reading.over is Over.SUM and not complete,
        drifts={Over.MAX: 1, Over.MIN: -1}.get(reading.over, 0),
    )


def _span(reading: Reading, window: Window) -> Window:
    """The days a reading is over: a named period, or a plan year moved by years and quarters."""
    if reading.period:
        period = Period.parse(reading.period)
        return Window(window.institution, period.start, period.end, period.start.year)
    year = reading.year if reading.year is not None else window.year + reading.offset
    span = window.at(year)
    if not reading.shift:
        return span
    start = months_later(span.start, 3 * reading.shift)
    end = months_later(span.end + timedelta(days=1), 3 * reading.shift) - timedelta(days=1)
    return Window(span.institution, start, end, span.year)


def _chosen(
    over: Over, inside: Sequence[Observation], span: Window, expected: Sequence[tuple[date, date]]
) -> tuple[list[Observation], bool]:
    """The observations that make the value, and whether the span is complete.

    A final figure for the whole span stands before its parts; a provisional one only where there are no parts.
    """
    whole = [o for o in inside if _days(o) == (span.start, span.end)]
    parts = [o for o in inside if o not in whole]
    if whole and over not in {Over.MIN, Over.MAX} and (not whole[-1].provisional or not parts):
        return whole[-1:], True
    if over is Over.LAST:
        last = sorted(parts, key=lambda o: (o.period.end, o.period.start))[-1:]
        return last, bool(last) and span.end == last[0].period.end and _pays(last[0], expected)
    matching = [o for o in inside if _days(o) in expected]
    return matching, len(matching) == len(expected)


def _pays(seen: Observation, expected: Sequence[tuple[date, date]]) -> bool:
    """Whether a reading is what is expected: one for a whole span, or a stock on the day a span ends."""
    start, end = _days(seen)
    return (start, end) in expected or (start == end and any(end == last for _, last in expected))


def _days(seen: Observation) -> tuple[date, date]:
    return seen.period.start, seen.period.end


def _aggregate(
    reading: Reading, parts: Sequence[Observation], indicator: Indicator, volumes: Sequence[Observation]
) -> Fraction | None:
    """The parts as one value; None where there are none, or where one of them has no value."""
    if reading.over is Over.POOLED:
        return _ratio(parts, indicator)
    values = [value for o in parts if (value := o.amount(indicator)) is not None]
    if not values or len(values) < len(parts):
        return None
    if reading.over is Over.WEIGHTED:
        return _weighted(parts, values, volumes)
    return _PLAIN[reading.over](values)


_PLAIN: dict[Over, Callable[[Sequence[Fraction]], Fraction]] = {
    Over.LAST: lambda values: values[-1],
    Over.SUM: lambda values: sum(values, Fraction(0)),
    Over.MEAN: lambda values: sum(values, Fraction(0)) / len(values),
    Over.MIN: min,
    Over.MAX: max,
}


def _ratio(parts: Sequence[Observation], indicator: Indicator) -> Fraction | None:
    """Numerators over denominators; a part that is known only as a value cannot be added to others."""
    if len(parts) == 1:
        return parts[0].amount(indicator)
    if any(o.numerator is None for o in parts):
        return None
    return _pool(parts, indicator)


def _pool(parts: Sequence[Observation], indicator: Indicator) -> Fraction | None:
    # Decimals of at most 24 digits: their sums are exact, and much quicker than sums of fractions.
    top = sum((o.numerator or Decimal(0) for o in parts), Decimal(0))
    return ratio(top, sum((o.whole for o in parts), Decimal(0)), indicator)


def _weighted(
    parts: Sequence[Observation], values: Sequence[Fraction], volumes: Sequence[Observation]
) -> Fraction | None:
    """The mean weighted by another series of the same periods; None where a weight is missing or all are zero."""
    by_days = {_days(o): Fraction(o.value) for o in volumes if o.value is not None}
    if len(parts) == 1 and _days(parts[0]) not in by_days:
        return values[0]
    weights = [by_days.get(_days(o)) for o in parts]
    if None in weights or not (total := sum((w for w in weights if w), Fraction(0))):
        return None
    return sum((v * w for v, w in zip(values, weights, strict=True) if w), Fraction(0)) / total


def _unweighed(
    reading: Reading, owner: str, parts: Sequence[Observation], volumes: Sequence[Observation]
) -> Iterable[Owed]:
    """The weights that are missing or provisional. A single value needs none."""
    if reading.weight is None or len(parts) < 2:
        return
    final = {_days(o): not o.provisional for o in volumes}
    for part in parts:
        start, end = _days(part)
        if not final.get((start, end)):
            yield Owed(owner, reading.weight, start, end, provisional=(start, end) in final)


def _owed(
    key: SeriesKey, inside: Sequence[Observation], span: Window, expected: Sequence[tuple[date, date]]
) -> Iterable[Owed]:
    """The spans without a final value. A final figure for the whole pays for its parts, a provisional one for none."""
    final = [o for o in inside if not o.provisional]
    if any(_days(o) == (span.start, span.end) for o in final):
        return
    for start, end in expected:
        if not any(_pays(o, [(start, end)]) for o in final):
            begun = any(_pays(o, [(start, end)]) for o in inside)
            yield Owed(*key, start, end, provisional=begun)
