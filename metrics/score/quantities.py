"""Amounts: the quantities of a plan, evaluated on the facts known at a moment."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from metrics.algebra.sums import to_fraction
from metrics.facts.facts import Facts, Observation
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import Change, Constant, Growth, Median, Path, Pooled, Quantity, Reading, find_parts
from metrics.plan.model import Indicator
from metrics.plan.terms import Over, Precision
from metrics.plan.window import Window
from metrics.score.aggregates import Reach, aggregate_parts, find_reach, pool_ratios
from metrics.score.chosen_parts import (
    Disagreement,
    OwedValue,
    choose_parts,
    find_disagreements,
    find_left_out,
    find_owed,
    find_uncounted,
    find_unweighed,
    select_inside,
)
from metrics.score.reads import SeriesReads, plan_reading

KEPT_AMOUNTS = 16384
"""Of how many readings the value is kept, some kB of each; those of past years are the same on every day."""


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
    ended: bool = True
    """Whether the last day that is read has passed."""
    disagreements: tuple[Disagreement, ...] = ()
    """Figures for a whole and for its parts that do not say the same."""
    left_out: tuple[Observation, ...] = ()
    """Figures within what is read that are not used, because others for the same days take precedence."""

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
        case Median() | Change():
            parts = [read_amount(part, window, facts, catalogue) for part in find_parts(quantity)]
            return _take_median(parts) if isinstance(quantity, Median) else _measure_change(*parts)
        case Pooled():
            return _pool_amounts(
                [_read_series(part, window, facts, catalogue, pooled=True) for part in quantity.pooled]
            )


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
    value = median(values) if len(values) == len(parts) else None
    return _join_amounts(value, parts)


def _measure_change(before: Amount, after: Amount) -> Amount:
    """Measure the change in percent of what was before; unknown where that is nothing, or either is not known."""
    value = None
    if before.value and after.value is not None:
        value = (after.value - before.value) / abs(before.value) * 100
    return _join_amounts(value, [before, after])


def _pool_amounts(parts: Sequence[Amount]) -> Amount:
    """Divide all numerators by all denominators, so that every case counts the same."""
    inputs = [given for part in parts for given in part.inputs]
    seen = [given.observation for given in inputs]
    counted = bool(seen) and all(o.numerator is not None for o in seen) and all(part.inputs for part in parts)
    joined = _join_amounts(pool_ratios(seen, inputs[0].indicator) if counted else None, parts)
    uncounted = [
        owed
        for given in inputs
        for owed in find_uncounted((given.institution, given.indicator.id), [given.observation])
    ]
    return joined._replace(owed=tuple(dict.fromkeys([*joined.owed, *uncounted])))


def _join_amounts(value: Fraction | None, parts: Sequence[Amount]) -> Amount:
    """Join amounts into one with a value of its own, which is settled once it is known and each of them is."""
    return Amount(
        value,
        settled=value is not None and all(part.settled for part in parts),
        inputs=tuple(given for part in parts for given in part.inputs),
        owed=tuple(owed for part in parts for owed in part.owed),
        ended=all(part.ended for part in parts),
        disagreements=tuple(one for part in parts for one in part.disagreements),
        left_out=tuple(o for part in parts for o in part.left_out),
    )


def _read_series(
    reading: Reading, window: Window, facts: Facts, catalogue: Catalogue, *, pooled: bool = False
) -> Amount:
    key = reading.find_key(window.institution)
    indicator = catalogue.indicators[key]
    reads = plan_reading(reading, window, indicator, pooled=pooled)
    observed = facts.series.get(key, ())
    inside = tuple(select_inside(observed, reads))
    volumes = tuple(facts.series.get(reads.weight, ())) if reads.weight else ()
    found = _combine_parts(reading, reads, indicator, inside, volumes, ended=reads.end <= facts.as_of)
    if indicator.only_rises and not found.settled:
        return _add_evidence(found, reads, observed, indicator)
    return found


# The same figures are read anew for each day that is looked at, for each plan with a target for their year, and each
# time that earlier forecasts are looked back at.
@lru_cache(maxsize=KEPT_AMOUNTS)
def _combine_parts(
    reading: Reading,
    reads: SeriesReads,
    indicator: Indicator,
    inside: tuple[Observation, ...],
    volumes: tuple[Observation, ...],
    *,
    ended: bool,
) -> Amount:
    """Combine the figures within the days read; `volumes` are all of the series that weighs them."""
    key = reads.series
    chosen, missing = choose_parts(reads, inside)
    base = aggregate_parts(reads.over, chosen, indicator, volumes, reads.slots)
    unweighed = tuple(find_unweighed(reads.weight, chosen, volumes)) if reads.weight else ()
    uncounted = tuple(find_uncounted(key, chosen)) if reads.over is Over.POOLED and len(chosen) > 1 else ()
    return Amount(
        value=base if base is None or reading.factor == 1 else base * to_fraction(reading.factor),
        settled=not missing and ended and not unweighed and not any(o.provisional for o in chosen),
        inputs=tuple([AmountInput(key[0], indicator, o) for o in chosen]),
        owed=(*find_owed(reads, inside), *unweighed, *uncounted),
        base=base,
        factor=reading.factor,
        reading=reading,
        running=reads.over is Over.SUM and bool(missing),
        reach=find_reach(reads.over, chosen, missing, indicator).times(to_fraction(reading.factor)),
        ended=ended,
        disagreements=_find_contradictions(inside, chosen, reads, indicator),
        left_out=find_left_out(reads, inside, chosen),
    )


def _find_contradictions(
    inside: Sequence[Observation], chosen: Sequence[Observation], reads: SeriesReads, indicator: Indicator
) -> tuple[Disagreement, ...]:
    """Find the wholes whose parts add up, pool, average or end to another value than theirs."""
    found = []
    for one in find_disagreements(inside, chosen):
        value = aggregate_parts(reads.over, one.parts, indicator, (), reads.slots)
        if value != one.whole.amount(indicator):
            found.append(one._replace(value=value))
    return tuple(found)


def _add_evidence(
    found: Amount, reads: SeriesReads, observed: Sequence[Observation], indicator: Indicator
) -> Amount:
    """Bound a level that only rises by the highest seen before the last day read, and the lowest seen after it."""
    if reads.over is not Over.LAST:
        return found
    certain = [o for o in observed if not o.provisional and o.precision is Precision.EXACT]
    seen = [(value, o) for o in certain if (value := o.amount(indicator)) is not None]
    before = max([(v, o) for v, o in seen if o.period.end <= reads.end], key=_get_level, default=None)
    after = min([(v, o) for v, o in seen if o.period.start > reads.end], key=_get_level, default=None)
    bounds = Reach(before and before[0], after and after[0]).times(to_fraction(found.factor))
    nearest = before or after
    if found.value is not None or nearest is None:
        return found._replace(reach=bounds)
    base = nearest[0]
    return found._replace(
        value=base * to_fraction(found.factor),
        base=base,
        inputs=tuple(
            [AmountInput(reads.series[0], indicator, known[1]) for known in (before, after) if known]
        ),
        reach=bounds,
    )


def _get_level(known: tuple[Fraction, Observation]) -> Fraction:
    return known[0]
