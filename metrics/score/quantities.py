"""Quantities as they stand at a moment: every formula of a plan, read from what was known."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import NamedTuple

from metrics.algebra.sums import to_fraction
from metrics.facts.facts import Facts, Observation
from metrics.periods import split_into_spans
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import Constant, Growth, Median, Path, Pooled, Quantity, Reading
from metrics.plan.model import Indicator
from metrics.plan.terms import Over, Precision
from metrics.plan.window import Window
from metrics.score.aggregates import Reach, aggregate_parts, find_reach, pool_ratios
from metrics.score.reads import (
    OwedValue,
    choose_parts,
    find_owed,
    find_unweighed,
    find_window,
    select_inside,
)


class AmountInput(NamedTuple):
    """An observation that went into a quantity, and the series it belongs to."""

    institution: str
    indicator: Indicator
    observation: Observation


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
    value = pool_ratios(seen, inputs[0].indicator) if counted else None
    owed = tuple(owed for part in parts for owed in part.owed)
    return Amount(value, settled=complete and value is not None, inputs=inputs, owed=owed)


def _read(reading: Reading, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    span = find_window(reading, window)
    key = (reading.institution or window.institution, reading.indicator)
    indicator = catalogue.indicators[key]
    inside = select_inside(facts.series.get(key, ()), span)
    expected = split_into_spans(span.start, span.end, indicator.frequency)
    chosen, complete = choose_parts(reading.over, inside, span, expected)
    volumes = facts.series.get((key[0], reading.weight), ()) if reading.weight else ()
    base = aggregate_parts(reading, chosen, indicator, volumes)
    unweighed = tuple(find_unweighed(reading.weight, key[0], chosen, volumes)) if reading.weight else ()
    return Amount(
        value=base if base is None or reading.factor == 1 else base * to_fraction(reading.factor),
        settled=complete
        and span.end <= facts.as_of
        and not unweighed
        and not any(o.provisional for o in chosen),
        inputs=tuple([AmountInput(key[0], indicator, o) for o in chosen]),
        owed=(*find_owed(key, inside, span, expected), *unweighed),
        base=base,
        factor=reading.factor,
        reading=reading,
        running=reading.over is Over.SUM and not complete,
        reach=find_reach(
            reading.over, chosen, 0 if complete else len(expected) - len(chosen), indicator
        ).times(to_fraction(reading.factor)),
    )
