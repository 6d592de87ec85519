"""The forecast of a quantity that is still open: which series it reads, over which span, and by which method."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from metrics.foresight.estimate import Estimate
from metrics.foresight.forecast import Silence, SilenceReason
from metrics.foresight.history import Histories, History, pool_histories
from metrics.foresight.series import find_weights_of_year, forecast_series
from metrics.foresight.share import forecast_share
from metrics.plan.formula import Growth, Path, Pooled, Quantity, Reading, SeriesKey
from metrics.plan.terms import Over
from metrics.plan.window import Window
from metrics.score.reads import find_window


class ReadingSource(NamedTuple):
    """The reading behind a quantity, the year it is read at, and what it is multiplied by."""

    reading: Reading
    window: Window
    factor: float


class QuantityForecast(NamedTuple):
    """The estimate of a quantity, and the series it moves with."""

    estimate: Estimate
    key: SeriesKey


def forecast_quantity(quantity: Quantity, window: Window, histories: Histories) -> QuantityForecast | Silence:
    """The forecast of an open quantity."""
    if isinstance(quantity, Pooled):
        return _pooled(quantity, window, histories)
    source = find_source(quantity, window)
    if source is None:
        return Silence(SilenceReason.NO_METHOD)
    seen = read_source(source, histories)
    found = _by(source, seen, histories)
    if isinstance(found, Silence):
        return found
    return QuantityForecast(found._replace(spread=found.spread.times(source.factor)), seen.key)


def find_source(quantity: Quantity, window: Window) -> ReadingSource | None:
    """The one reading that a quantity follows; None where there is none, or more than one."""
    match quantity:
        case Reading():
            return ReadingSource(quantity, window, float(quantity.factor))
        case Path():
            step = quantity.step(window.year)
            return (
                ReadingSource(step.reading, window, float(step.reading.factor))
                if step and step.reading
                else None
            )
        case Growth():
            inner = find_source(quantity.baseline, window.at(quantity.since))
            grown = (1 + quantity.rate / Decimal(100)) ** (window.year - quantity.since)
            return inner._replace(factor=inner.factor * float(grown)) if inner else None
    return None


def read_source(source: ReadingSource, histories: Histories, indicator: str | None = None) -> History:
    """The series of a reading, or another of the same institution, as seen from the span it is read over."""
    key = (source.reading.institution or source.window.institution, indicator or source.reading.indicator)
    return histories.seen(key, find_window(source.reading, source.window))


def _by(source: ReadingSource, seen: History, histories: Histories) -> Estimate | Silence:
    over, weight = source.reading.over, source.reading.weight
    if seen.mixed and over is not Over.LAST:
        return Silence(SilenceReason.DEFINITION_CHANGED, since=seen.since)
    if over is Over.POOLED and seen.known and all(s.counted for s in seen.known):
        return forecast_share(seen)
    if weight is None:
        return forecast_series(seen, over)
    volumes = read_source(source, histories, weight)
    weights = find_weights_of_year(seen, volumes)
    return (
        Silence(SilenceReason.NO_VOLUME, since=volumes.since)
        if weights is None
        else forecast_series(seen, over, weights)
    )


def _pooled(quantity: Pooled, window: Window, histories: Histories) -> QuantityForecast | Silence:
    """One share over several series, where all of them have their cases; it moves with the first of them."""
    parts = [read_source(ReadingSource(part, window, 1.0), histories) for part in quantity.pooled]
    whole = pool_histories(parts)
    if whole is None:
        return Silence(SilenceReason.NO_METHOD)
    found = (
        Silence(SilenceReason.DEFINITION_CHANGED, since=whole.since) if whole.mixed else forecast_share(whole)
    )
    return found if isinstance(found, Silence) else QuantityForecast(found, parts[0].key)
