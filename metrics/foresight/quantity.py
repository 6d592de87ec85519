"""Forecast an open quantity: find the series it reads, the span it covers, and the method that applies."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import NamedTuple

from metrics.foresight.estimate import Estimate
from metrics.foresight.forecast import Silence, SilenceReason
from metrics.foresight.history import Histories, History, pool_histories
from metrics.foresight.series import find_weights_of_year, forecast_series
from metrics.foresight.share import forecast_share
from metrics.periods import MONTHS, Frequency, add_months, find_span
from metrics.plan.formula import Growth, Path, Pooled, Quantity, Reading, SeriesKey
from metrics.plan.terms import Over
from metrics.plan.window import Window, find_window


class ReadingSource(NamedTuple):
    """The reading behind a quantity, the year it is read for, and the factor it is multiplied by."""

    reading: Reading
    window: Window
    factor: float


class QuantityForecast(NamedTuple):
    """The estimate of a quantity, and the series it follows."""

    estimate: Estimate
    key: SeriesKey


def forecast_quantity(quantity: Quantity, window: Window, histories: Histories) -> QuantityForecast | Silence:
    """Forecast an open quantity, or say why that cannot be done."""
    if isinstance(quantity, Pooled):
        return _forecast_pooled(quantity, window, histories)
    source = find_source(quantity, window)
    if source is None:
        return Silence(SilenceReason.NO_METHOD)
    seen = read_source(source, histories)
    found = _forecast_reading(source, seen, histories)
    if isinstance(found, Silence):
        return found
    return QuantityForecast(found._replace(spread=found.spread.times(source.factor)), seen.key)


def find_source(quantity: Quantity, window: Window) -> ReadingSource | None:
    """Find the single reading that a quantity depends on; None if it has none, or several."""
    match quantity:
        case Reading():
            return ReadingSource(quantity, window, float(quantity.factor))
        case Path():
            step = quantity.step(window.year)
            if step is None or step.reading is None:
                return None
            return ReadingSource(step.reading, window, float(step.reading.factor))
        case Growth():
            inner = find_source(quantity.baseline, window.at(quantity.since))
            rate, years = 1 + Fraction(quantity.rate) / 100, window.year - quantity.since
            if inner is None or (not rate and years < 0):
                return None  # a fall of 100 percent cannot be traced back
            return inner._replace(factor=inner.factor * float(rate**years))
    return None


def read_source(
    source: ReadingSource, histories: Histories, indicator: str | None = None, over: Over | None = None
) -> History:
    """Read the history of a reading's series, or of another indicator of the same institution, from the same span.

    `over` is how its values become one, where that is not as the reading says.
    """
    owner, own = source.reading.find_key(source.window.institution)
    key = (owner, indicator or own)
    span = find_span_read(source, histories.catalogue.indicators[key].frequency)
    return histories.get_history(key, span, over or source.reading.over)


def find_span_read(source: ReadingSource, frequency: Frequency) -> Window:
    """Find the span that a reading's history is placed in: its window, or the year that ends with its day."""
    span = find_window(source.reading, source.window)
    return _find_year_until(span, frequency) if span.start == span.end else span


def _find_year_until(day: Window, frequency: Frequency) -> Window:
    """Find the year that ends with the month, quarter or year of a day, in which the level that day is foreseen."""
    _, end = find_span(day.end, MONTHS[frequency])
    return Window(day.institution, add_months(end + timedelta(days=1), -12), end, day.year)


def _forecast_reading(source: ReadingSource, seen: History, histories: Histories) -> Estimate | Silence:
    over, weight = source.reading.over, source.reading.weight
    if not (seen.ahead or seen.this_year):
        return Silence(SilenceReason.NO_METHOD)
    if seen.mixed and over is not Over.LAST:
        return Silence(SilenceReason.DEFINITION_CHANGED, since=seen.since)
    if over is Over.POOLED and seen.known and all(s.counted for s in seen.known):
        return forecast_share(seen)
    if weight is None:
        return forecast_series(seen, over)
    volumes = read_source(source, histories, weight, Over.SUM)
    weights = find_weights_of_year(seen, volumes)
    if weights is None:
        return Silence(SilenceReason.NO_VOLUME, since=volumes.since)
    return forecast_series(seen, over, weights)


def _forecast_pooled(quantity: Pooled, window: Window, histories: Histories) -> QuantityForecast | Silence:
    """Forecast one share over several series of cases; it is taken to follow the first of them."""
    sources = [ReadingSource(part, window, 1.0) for part in quantity.pooled]
    parts = [read_source(source, histories, over=Over.POOLED) for source in sources]
    whole = pool_histories(parts)
    if whole is None:
        return Silence(SilenceReason.NO_METHOD)
    if whole.mixed:
        return Silence(SilenceReason.DEFINITION_CHANGED, since=whole.since)
    found = forecast_share(whole)
    return found if isinstance(found, Silence) else QuantityForecast(found, parts[0].key)
