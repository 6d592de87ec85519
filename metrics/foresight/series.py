"""Forecast a series that is not a share: its sum, mean, last, highest or lowest value at the end of the year."""

from __future__ import annotations

import numpy as np

from metrics.foresight.estimate import Estimate
from metrics.foresight.forecast import Method, Silence, SilenceReason
from metrics.foresight.history import History
from metrics.foresight.process import ProcessForecast, forecast_process
from metrics.foresight.spread import SHARES, Numbers, Spread, compute_bell
from metrics.periods import Frequency
from metrics.plan.model import Indicator
from metrics.plan.terms import Over, Unit

LEAST_VALUES = {Frequency.YEAR: 4, Frequency.QUARTER: 4, Frequency.MONTH: 12}
"""Four years, four quarters or twelve months: with fewer values, season and chance cannot be told apart."""

PRIOR_WORTH = 1.0
"""How many values the first guess of the noise is worth: rounding, and chance where something is counted."""
STOCK_MOVES = 0.1
"""How far the level of a stock moves at least, as in `process.WANDER`: what comes and what goes are never equal."""
REVISION = 0.5
"""How far a provisional value may move, relative to the noise of the series."""

_METHODS = {
    Over.SUM: Method.SUM,
    Over.MEAN: Method.MEAN,
    Over.WEIGHTED: Method.MEAN,
    Over.POOLED: Method.MEAN,
    Over.LAST: Method.STOCK,
    Over.MIN: Method.EXTREME,
    Over.MAX: Method.EXTREME,
}


def forecast_series(history: History, over: Over, weights: Numbers | None = None) -> Estimate | Silence:
    """Forecast the value at the end of the year. `weights` are those of the year's spans, for a weighted mean."""
    method = _METHODS[over] if history.a_year > 1 else Method.YEARS
    used = history.where(lambda seen: not seen.whole_year or over in {Over.SUM, Over.MEAN, Over.POOLED})
    need = LEAST_VALUES[history.indicator.frequency]
    if len(used.known) < need:
        reason = SilenceReason.TOO_FEW_YEARS if history.a_year == 1 else SilenceReason.TOO_FEW_VALUES
        return Silence(reason, method, len(used.known), need, since=history.since)
    to = np.array(used.ahead or (used.known[-1].at + 1,), dtype=np.float64)
    values = used.values
    found = forecast_process(
        used.at,
        _spread_whole_years(used, values, over),
        to,
        used.a_year,
        _guess_noise(used.indicator, values),
        STOCK_MOVES if all(seen.is_stock for seen in used.known) else 0.0,
    )
    extreme = over in {Over.MIN, Over.MAX}
    spread = _forecast_extreme(used, found, over) if extreme else _forecast_total(used, found, over, weights)
    return Estimate.ahead(method, _keep_possible(spread, used.indicator, values, over), used)


def _spread_whole_years(used: History, values: Numbers, over: Over) -> Numbers:
    """Convert the values to single spans: a sum over a whole year is spread evenly over its spans."""
    if over is not Over.SUM:
        return values
    return np.array([seen.value / used.a_year if seen.whole_year else seen.value for seen in used.known])


def _guess_noise(indicator: Indicator, values: Numbers) -> tuple[float, float]:
    step = 10.0**-indicator.decimals
    counted = float(np.mean(np.abs(values))) if indicator.unit is Unit.COUNT else 0.0
    return max(step * step / 4, counted), PRIOR_WORTH


def _forecast_total(used: History, found: ProcessForecast, over: Over, weights: Numbers | None) -> Spread:
    """Forecast a weighted sum of the year's spans, from the known values and the forecast of the spans ahead."""
    this_year = {int(seen.at): seen for seen in used.this_year}
    parts = _weigh_spans(len(this_year) + len(used.ahead), over, weights)
    known = sum(parts[place] * seen.value for place, seen in this_year.items())
    ahead = parts[list(used.ahead)]
    middle, scale = found.total(ahead) if len(ahead) else (0.0, 0.0)
    loose = sum(parts[place] ** 2 for place, seen in this_year.items() if seen.observation.provisional)
    scale = float(np.sqrt(scale**2 + REVISION**2 * found.noise * loose))
    return Spread.bell(float(known + middle), scale, found.freedom)


def _weigh_spans(spans: int, over: Over, weights: Numbers | None) -> Numbers:
    """Find the weight of each span of the year."""
    if over is Over.SUM:
        return np.ones(spans)
    if over is Over.LAST:
        return np.asarray(np.eye(spans)[-1])
    if weights is not None:
        return np.asarray(weights / weights.sum())
    return np.full(spans, 1 / spans)


def _forecast_extreme(used: History, found: ProcessForecast, over: Over) -> Spread:
    """Forecast the highest or lowest value: the spans ahead share their level, but each has noise of its own.

    A provisional value is as unsure as it may still move.
    """
    # The lowest value is the highest of the same series with its sign reversed.
    sign = 1.0 if over is Over.MAX else -1.0
    this_year = used.this_year
    firm = [sign * s.value for s in this_year if not s.observation.provisional]
    loose = np.array([sign * s.value for s in this_year if s.observation.provisional])
    alone, spans = np.sqrt(found.noise), len(used.ahead)
    middles = sign * found.means[:spans]
    around = [*middles, *loose]
    if not around:
        return Spread.point(sign * max(firm))
    shared = np.sqrt(np.maximum(np.diag(found.covariance)[:spans] - found.noise, 0.0))
    together = compute_bell(found.freedom)[_THIRD, None] * shared + middles
    share = SHARES[_THIRD] / SHARES[_THIRD].sum()
    wide = 8 * float(np.sqrt(np.diag(found.covariance).max()))
    levels = np.linspace(max(around) - wide, max(around) + wide, 240)
    below = share @ np.prod(_stay_under((levels[:, None, None] - together) / alone), axis=2).T
    below *= np.prod(_stay_under((levels[:, None] - loose) / (REVISION * alone)), axis=1)
    chances = np.diff(below)
    inside = (levels[1:] + levels[:-1]) / 2
    if firm:
        inside = np.maximum(inside, max(firm))
    return Spread.of(sign * inside, chances)


def _stay_under(level: Numbers) -> Numbers:
    """Find the chance that noise stays under a level, in its standard deviations: Student's t of four degrees.

    A year's highest is often a shock, of which a normal distribution knows nothing.
    """
    part = 2 * level / np.sqrt(2 + level**2)
    return np.asarray(0.5 + part * (0.375 - part * part / 32))


_THIRD = slice(1, None, 3)
"""Every third of the quantiles of a bell: as many, and as far out, on either side of the middle."""


def _keep_possible(spread: Spread, indicator: Indicator, values: Numbers, over: Over) -> Spread:
    """Keep the levels within what the series can have, and round them to its decimals where the value is a reading.

    A series that was never negative stays so, and percentages that were never above 100 stay below.
    """
    low = 0.0 if values.min() >= 0 else -np.inf
    percent = indicator.unit is Unit.PERCENT and values.max() <= 100 and over is not Over.SUM
    spread = spread.within(low, 100.0 if percent else np.inf)
    if over in {Over.LAST, Over.SUM, Over.MIN, Over.MAX}:
        return Spread(np.round(spread.levels, indicator.decimals), spread.chances)
    return spread


def find_weights_of_year(used: History, volumes: History) -> Numbers | None:
    """Find the weights of the year's spans: this year's, or else last year's; None if one has neither."""
    known = {seen.at: seen.value for seen in volumes.known}
    spans = range(len(used.this_year) + len(used.ahead))
    found = [known.get(place, known.get(place - used.a_year)) for place in spans]
    weights = [weight for weight in found if weight is not None]
    return np.array(weights) if len(weights) == len(found) and sum(weights) > 0 else None
