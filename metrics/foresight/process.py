"""How a series is likely to go on, by its own course so far: a level that wanders, a season, a trend, and noise.

How much of each there is cannot be seen in a few years. Several answers are therefore held beside each other, each
counts by how well it explains what was seen, and what they disagree on becomes uncertainty (a mixture of Gaussian
processes, solved exactly). A gap in the series is simply not there, and needs no filling.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from metrics.foresight.spread import Numbers

WANDER = (0.0, 0.02, 0.1, 0.4, 1.6)
"""How far the level moves from one year to the next, as a variance in parts of that of the noise, times 4."""
SEASON = (0.0, 1.0, 6.0)
"""How much the parts of a year differ for good, as a variance in parts of that of the noise."""
TREND = (0.0, 0.5)
"""How steadily the level rises or falls in a year, as a variance in parts of that of the noise."""

_ANY_LEVEL = 1e4
LEAST_FREEDOM, MOST_FREEDOM = 3.0, 30.0
"""A few values say little of their own spread, and many do not rule out a shock: the tails stay in between."""


class ProcessForecast(NamedTuple):
    """The spans ahead: expected values, how they vary together, and the variance of the noise alone."""

    means: Numbers
    covariance: Numbers
    noise: float
    freedom: float

    def total(self, weights: Numbers) -> tuple[float, float]:
        """The weighted sum of the spans ahead: its middle and its scale."""
        return float(weights @ self.means), float(np.sqrt(weights @ self.covariance @ weights))


class _Gains(NamedTuple):
    """All that depends on where the values lie in time and not on the values."""

    inverses: Numbers
    weights: Numbers
    spreads: Numbers
    logdets: Numbers


def forecast_process(
    at: Numbers, values: Numbers, to: Numbers, a_year: int, prior: tuple[float, float]
) -> ProcessForecast:
    """The spans at `to` by the values seen at `at`, in spans from the first of the year.

    `prior` is a first guess of the noise's variance, and how many values it is worth.
    """
    gains = _gains(tuple(at.tolist()), tuple(to.tolist()), a_year)
    level = float(values.mean())
    seen = values - level
    guess, worth = prior
    freedom = len(values) - 1 + worth
    misfit = (gains.inverses @ seen) @ seen + guess * worth
    likely = -0.5 * (gains.logdets + freedom * np.log(misfit))
    held = np.exp(likely - likely.max())
    held /= held.sum()
    each = gains.weights @ seen
    means = held @ each
    apart = each - means
    spans = len(to)
    within = (held * misfit / freedom) @ gains.spreads.reshape(-1, spans * spans)
    covariance = within.reshape(spans, spans) + (apart.T * held) @ apart
    noise = float(held @ misfit / freedom)
    return ProcessForecast(level + means, covariance, noise, min(max(freedom, LEAST_FREEDOM), MOST_FREEDOM))


@lru_cache(maxsize=512)
def _gains(at: tuple[float, ...], to: tuple[float, ...], a_year: int) -> _Gains:
    """Series of the same rhythm share them."""
    times, seen = np.array([*at, *to]), len(at)
    kernels = np.array([_kernel(times, a_year, *answer) for answer in product(WANDER, SEASON, TREND)])
    known, between = kernels[:, :seen, :seen], kernels[:, :seen, seen:]
    inverses = np.linalg.inv(known)
    weights = between.transpose(0, 2, 1) @ inverses
    spreads = kernels[:, seen:, seen:] - weights @ between
    return _Gains(inverses, weights, spreads, np.linalg.slogdet(known).logabsdet)


def _kernel(times: Numbers, a_year: int, wander: float, season: float, trend: float) -> Numbers:
    """How the values at these times vary together, in parts of the noise."""
    since = (times - times.min()) / a_year
    apart = times[:, None] - times[None, :]
    kernel = np.eye(len(times)) + _ANY_LEVEL
    kernel += 4 * wander * np.minimum(since[:, None], since[None, :])
    if a_year > 1:
        kernel += season * (np.mod(apart, a_year) == 0)
    centred = since - since.max()
    return np.asarray(kernel + trend * centred[:, None] * centred[None, :])
