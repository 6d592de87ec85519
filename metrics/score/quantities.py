"""Amounts: the quantities of a plan, evaluated on the facts known at a moment."""

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
    """An observation behind an amount, and the series it belongs to."""

    institution: str
    indicator: Indicator
    observation: Observation


class Amount(NamedTuple):
    """A quantity evaluated at a moment. `settled` means it is final; `base` is the value before `factor`."""

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
    """A partial sum of an unfinished year, which must not be compared with the target of the whole year."""
    reach: Reach = Reach()
    """The bounds of the final value, by arithmetic alone."""

    @property
    def precision(self) -> Precision:
        """The precision of the value: that of its only reading, or ABOUT if one of several is inexact."""
        if not self.inputs:
            return Precision.EXACT
        known = [i.observation.precision for i in self.inputs]
        inexact = [precision for precision in known if precision is not Precision.EXACT]
        if not inexact:
            return Precision.EXACT
        return inexact[0] if len(self.inputs) == 1 and self.factor > 0 else Precision.ABOUT

    @property
    def provisional(self) -> bool:
        """Whether any observation behind the amount is provisional."""
        return any(i.observation.provisional for i in self.inputs)


def read_amount(quantity: Quantity, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    """Evaluate a quantity for the window's year."""
    match quantity:
        case Reading():
            return _read_series(quantity, window, facts, catalogue)
        case Constant():
            return Amount(to_fraction(quantity.number), settled=True)
        case Path():
            return _read_step(quantity, window, facts, catalogue)
        case Growth():
            return _read_growth(quantity, window, facts, catalogue)
        case Median():
            return _take_median([read_amount(part, window, facts, catalogue) for part in quantity.median_of])
        case Pooled():
            return _pool_amounts([_read_series(part, window, facts, catalogue) for part in quantity.pooled])


def _read_step(path: Path, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    step = path.step(window.year)
    if step is None:
        return Amount(None, settled=False)
    if step.reading is None:
        value = None if step.number is None else to_fraction(step.number)
        return Amount(value, settled=True, provisional_target=step.provisional, note=step.note)
    found = _read_series(step.reading, window, facts, catalogue)
    return found._replace(provisional_target=step.provisional, note=step.note)


def _read_growth(growth: Growth, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    """Grow the baseline by its rate for each year since."""
    start = read_amount(growth.baseline, window.at(growth.since), facts, catalogue)
    if start.value is None:
        return start
    rate, years = 1 + Fraction(growth.rate) / 100, window.year - growth.since
    if not rate and years < 0:
        return start._replace(value=None)  # a fall of 100 percent cannot be traced back
    grown = rate**years
    return start._replace(value=start.value * grown, base=start.value, reach=start.reach.times(grown))


def _take_median(parts: Sequence[Amount]) -> Amount:
    """Take the median of the parts; unknown until every part is known."""
    values = [part.value for part in parts if part.value is not None]
    known = len(values) == len(parts)
    return Amount(
        median(values) if known else None,
        settled=known and all(part.settled for part in parts),
        inputs=tuple(given for part in parts for given in part.inputs),
        owed=tuple(owed for part in parts for owed in part.owed),
    )


def _pool_amounts(parts: Sequence[Amount]) -> Amount:
    """Divide all numerators by all denominators, so that every case counts the same."""
    inputs = tuple(given for part in parts for given in part.inputs)
    complete = all(part.settled for part in parts)
    seen = [given.observation for given in inputs]
    counted = bool(seen) and all(o.numerator is not None for o in seen) and all(part.inputs for part in parts)
    value = pool_ratios(seen, inputs[0].indicator) if counted else None
    owed = tuple(owed for part in parts for owed in part.owed)
    return Amount(value, settled=complete and value is not None, inputs=inputs, owed=owed)


def _read_series(reading: Reading, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
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
