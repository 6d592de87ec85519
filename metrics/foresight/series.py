"""A series that is not a share of cases: its sum, mean, last, highest or lowest reading at the end of the year."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from metrics.foresight import process
from metrics.foresight.estimate import Estimate
from metrics.foresight.forecast import Method, Silence, SilenceReason
from metrics.foresight.history import History
from metrics.foresight.process import ProcessForecast
from metrics.foresight.spread import SHARES, Numbers, Spread, compute_bell
from metrics.periods import Frequency
from metrics.plan.model import Indicator
from metrics.plan.terms import Over, Unit

LEAST_VALUES = {Frequency.YEAR: 4, Frequency.QUARTER: 4, Frequency.MONTH: 12}
"""Four years, a year of quarters, or a year of months: with fewer, season and chance cannot be told apart at all."""

PRIOR_WORTH = 1.0
"""How many values the least noise there can be is worth: rounding, and chance where something is counted."""
REVISION = 0.5
"""How far a provisional value may move, in parts of the series' own noise."""

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
    """The reading at the end of the year. `weights` are those of the year's spans, for a weighted mean."""
    method = _METHODS[over] if history.a_year > 1 else Method.YEARS
    used = history.where(lambda seen: not seen.whole_year or over in {Over.SUM, Over.MEAN, Over.POOLED})
    need = LEAST_VALUES[history.indicator.frequency]
    if len(used.known) < need:
        reason = SilenceReason.TOO_FEW_YEARS if history.a_year == 1 else SilenceReason.TOO_FEW_VALUES
        return Silence(reason, method, len(used.known), need, since=history.since)
    to = np.array(used.ahead or (used.known[-1].at + 1,), dtype=np.float64)
    values = used.values
    found = process.forecast_process(
        used.at, _of_spans(used, values, over), to, used.a_year, _prior(used.indicator, values)
    )
    extreme = over in {Over.MIN, Over.MAX}
    spread = _extreme(used, found, over) if extreme else _total(used, found, over, weights)
    return Estimate.by(method, _possible(spread, used.indicator, values, over), used)


def _of_spans(used: History, values: Numbers, over: Over) -> Numbers:
    """The values as of one span: what a whole year added up to is spread over its spans."""
    if over is not Over.SUM:
        return values
    return np.array([seen.value / used.a_year if seen.whole_year else seen.value for seen in used.known])


def _prior(indicator: Indicator, values: Numbers) -> tuple[float, float]:
    step = 10.0**-indicator.decimals
    counted = float(np.mean(np.abs(values))) if indicator.unit is Unit.COUNT else 0.0
    return max(step * step / 4, counted), PRIOR_WORTH


def _total(used: History, found: ProcessForecast, over: Over, weights: Numbers | None) -> Spread:
    """A weighted sum of the year's spans: those known as they are, those ahead as they are foreseen."""
    this_year = {int(seen.at): seen for seen in used.this_year}
    parts = _parts(len(this_year) + len(used.ahead), over, weights)
    known = sum(parts[place] * seen.value for place, seen in this_year.items())
    ahead = parts[list(used.ahead)]
    middle, scale = found.total(ahead) if len(ahead) else (0.0, 0.0)
    loose = sum(parts[place] ** 2 for place, seen in this_year.items() if seen.observation.provisional)
    scale = float(np.sqrt(scale**2 + REVISION**2 * found.noise * loose))
    return Spread.bell(float(known + middle), scale, found.freedom)


def _parts(spans: int, over: Over, weights: Numbers | None) -> Numbers:
    """What each span of the year counts for."""
    if over is Over.SUM:
        return np.ones(spans)
    if over is Over.LAST:
        return np.asarray(np.eye(spans)[-1])
    if weights is not None:
        return np.asarray(weights / weights.sum())
    return np.full(spans, 1 / spans)


def _extreme(used: History, found: ProcessForecast, over: Over) -> Spread:
    """The highest reading: what the spans ahead share moves them together, their noise moves each alone.

    The lowest is the highest of the same series turned upside down.
    """
    sign = 1.0 if over is Over.MAX else -1.0
    seen = [sign * s.value for s in used.this_year]
    alone = np.sqrt(found.noise)
    shared = np.sqrt(np.maximum(np.diag(found.covariance) - found.noise, 0.0))
    middles = sign * found.means
    together = compute_bell(found.freedom)[::4, None] * shared + middles
    share = SHARES[::4] / SHARES[::4].sum()
    wide = 8 * float(np.sqrt(np.diag(found.covariance).max()))
    levels = np.linspace(middles.min() - wide, middles.max() + wide, 240)
    below = share @ np.prod(ndtr((levels[:, None, None] - together) / alone), axis=2).T
    chances = np.diff(below, prepend=0.0)
    if seen:
        levels = np.maximum(levels, max(seen))
    return Spread.of(sign * levels, chances)


def _possible(spread: Spread, indicator: Indicator, values: Numbers, over: Over) -> Spread:
    """No level that the series cannot have.

    What was never negative is not, percent that never were above 100 are not, and whole steps are kept.
    """
    low = 0.0 if values.min() >= 0 else -np.inf
    percent = indicator.unit is Unit.PERCENT and values.max() <= 100 and over is not Over.SUM
    spread = spread.within(low, 100.0 if percent else np.inf)
    if over in {Over.LAST, Over.SUM, Over.MIN, Over.MAX}:
        return Spread(np.round(spread.levels, indicator.decimals), spread.chances)
    return spread


def find_weights_of_year(used: History, volumes: History) -> Numbers | None:
    """The weights of the year's spans: as they are, else as they were a year before; None where neither is known."""
    known = {seen.at: seen.value for seen in volumes.known}
    spans = range(len(used.this_year) + len(used.ahead))
    found = [known.get(place, known.get(place - used.a_year)) for place in spans]
    weights = [weight for weight in found if weight is not None]
    return np.array(weights) if len(weights) == len(found) and sum(weights) > 0 else None
