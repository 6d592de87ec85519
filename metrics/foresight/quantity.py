"""The forecast of a quantity that is still open: which series it reads, over which span, and by which method."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from metrics.facts.facts import SeriesKey
from metrics.foresight.estimate import Estimate
from metrics.foresight.forecast import Reason, Silence
from metrics.foresight.history import Histories, History, together
from metrics.foresight.series import series, weights_of_year
from metrics.foresight.share import share
from metrics.plan.formula import Growth, Path, Pooled, Quantity, Reading
from metrics.plan.terms import Over
from metrics.score.quantities import Window, read_over


class Source(NamedTuple):
    """The reading behind a quantity, the year it is read at, and what it is multiplied by."""

    reading: Reading
    window: Window
    factor: float


class Foreseen(NamedTuple):
    """The estimate of a quantity, and the series it moves with."""

    estimate: Estimate
    key: SeriesKey


def foreseen(quantity: Quantity, window: Window, histories: Histories) -> Foreseen | Silence:
    """The forecast of an open quantity."""
    if isinstance(quantity, Pooled):
        return _pooled(quantity, window, histories)
    source = source_of(quantity, window)
    if source is None:
        return Silence(Reason.NO_METHOD)
    seen = seen_by(source, histories)
    found = _by(source, seen, histories)
    if isinstance(found, Silence):
        return found
    return Foreseen(found._replace(spread=found.spread.times(source.factor)), seen.key)


def source_of(quantity: Quantity, window: Window) -> Source | None:
    """The one reading that a quantity follows; None where there is none, or more than one."""
    match quantity:
        case Reading():
            return Source(quantity, window, float(quantity.factor))
        case Path():
            step = quantity.step(window.year)
            return Source(step.reading, window, float(step.reading.factor)) if step and step.reading else None
        case Growth():
            inner = source_of(quantity.baseline, window.at(quantity.since))
            grown = (1 + quantity.rate / Decimal(100)) ** (window.year - quantity.since)
            return inner._replace(factor=inner.factor * float(grown)) if inner else None
    return None


def seen_by(source: Source, histories: Histories, indicator: str | None = None) -> History:
    """The series of a reading, or another of the same institution, as seen from the span it is read over."""
    key = (source.reading.institution or source.window.institution, indicator or source.reading.indicator)
    return histories.seen(key, read_over(source.reading, source.window))


def _by(source: Source, seen: History, histories: Histories) -> Estimate | Silence:
    over, weight = source.reading.over, source.reading.weight
    if seen.mixed and over is not Over.LAST:
        return Silence(Reason.DEFINITION_CHANGED, since=seen.since)
    if over is Over.POOLED and seen.known and all(s.counted for s in seen.known):
        return share(seen)
    if weight is None:
        return series(seen, over)
    volumes = seen_by(source, histories, weight)
    weights = weights_of_year(seen, volumes)
    return Silence(Reason.NO_VOLUME, since=volumes.since) if weights is None else series(seen, over, weights)


def _pooled(quantity: Pooled, window: Window, histories: Histories) -> Foreseen | Silence:
    """One share over several series, where all of them have their cases; it moves with the first of them."""
    parts = [seen_by(Source(part, window, 1.0), histories) for part in quantity.pooled]
    whole = together(parts)
    if whole is None:
        return Silence(Reason.NO_METHOD)
    found = Silence(Reason.DEFINITION_CHANGED, since=whole.since) if whole.mixed else share(whole)
    return found if isinstance(found, Silence) else Foreseen(found, parts[0].key)
