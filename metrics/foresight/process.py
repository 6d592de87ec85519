"""Forecast how a series goes on from its own past: a wandering level, a season, a trend, and noise.

A few years of data do not show how much of each there is. The forecast is therefore a mixture of Gaussian processes,
solved exactly: each combination counts by how well it explains the data, and their disagreement adds uncertainty.
Gaps in the series need no filling.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import NamedTuple

import numpy as np

from metrics.foresight.spread import Numbers

WANDER = (0.0, 0.02, 0.1, 0.4, 1.6)
"""How far the level moves in a quarter of a year, as a variance relative to that of the noise."""
SEASON = ((0.0, 0.0), (1.0, 0.0), (6.0, 0.0), (0.0, 4.0))
"""How much the parts of a year differ permanently, each by itself or alike with those around it, as variances relative
to that of the noise. The latter is a season that a single year of months can show."""
ALIKE = 1.0
"""How far parts of a year are alike: two that are a sixth of it apart by six tenths."""
TREND = (0.0, 2.0)
"""How steadily the level rises or falls over a year, as a variance relative to that of the noise."""

_ANY_LEVEL = 1e4
LEAST_FREEDOM, MOST_FREEDOM = 3.0, 30.0
"""Bounds on the tails: a few values say little about their own spread, and many do not rule out a shock."""
SHOCK = 2.0
"""A value further from what the others foretell than so many standard errors counts as one that far away."""


class ProcessForecast(NamedTuple):
    """A forecast of the spans ahead: expected values, their covariance, and the variance of the noise alone."""

    means: Numbers
    covariance: Numbers
    noise: float
    freedom: float

    def total(self, weights: Numbers) -> tuple[float, float]:
        """Compute the middle and the scale of a weighted sum of the spans ahead."""
        return float(weights @ self.means), float(np.sqrt(weights @ self.covariance @ weights))


class _Gains(NamedTuple):
    """Everything that depends on the times of the values but not on the values themselves."""

    inverses: Numbers
    weights: Numbers
    spreads: Numbers
    logdets: Numbers
    alone: Numbers
    """How unsure each value is when all others are known, as a variance relative to that of the noise."""


def forecast_process(
    at: Numbers, values: Numbers, to: Numbers, a_year: int, prior: tuple[float, float], least: float = 0.0
) -> ProcessForecast:
    """Forecast the spans at `to` from the values at `at`, both in spans from the first of the year.

    `prior` is a first guess of the variance of the noise, and the number of values it is worth. `least` is how far the
    level is known to move at least, as in `WANDER`.
    """
    gains = _compute_gains(tuple(at.tolist()), tuple(to.tolist()), a_year, least)
    level = float(values.mean())
    guess, worth = prior
    freedom = len(values) - 1 + worth
    seen = values - level
    seen = seen - _find_excess(gains, seen, guess * worth, freedom)
    variances, held = _fit_answers(gains, seen, gains.inverses @ seen, guess * worth, freedom)
    each = gains.weights @ seen
    means = held @ each
    apart = each - means
    spans = len(to)
    within = (held * variances) @ gains.spreads.reshape(-1, spans * spans)
    covariance = within.reshape(spans, spans) + (apart.T * held) @ apart
    noise = float(held @ variances)
    return ProcessForecast(level + means, covariance, noise, min(max(freedom, LEAST_FREEDOM), MOST_FREEDOM))


def _fit_answers(
    gains: _Gains, seen: Numbers, solved: Numbers, guess: float, freedom: float
) -> tuple[Numbers, Numbers]:
    """Fit the variance of the noise in each answer, and weigh the answers by how well they explain the values.

    `solved` holds the values multiplied by the inverse of each answer.
    """
    misfit = solved @ seen + guess
    likely = -0.5 * (gains.logdets + freedom * np.log(misfit))
    held = np.exp(likely - likely.max())
    return misfit / freedom, held / held.sum()


def _find_excess(gains: _Gains, seen: Numbers, guess: float, freedom: float) -> Numbers:
    """Find how much further each value lies from what all others foretell than a shock is allowed to count."""
    solved = gains.inverses @ seen
    variances, held = _fit_answers(gains, seen, solved, guess, freedom)
    away = held @ (solved * gains.alone)
    most = SHOCK * np.sqrt((held * variances) @ gains.alone)
    return np.asarray(away - np.clip(away, -most, most))


@lru_cache(maxsize=512)
def _compute_gains(at: tuple[float, ...], to: tuple[float, ...], a_year: int, least: float) -> _Gains:
    """Compute the gains, which are cached since series with values at the same times share them."""
    times, seen = np.array([*at, *to]), len(at)
    wander = [far for far in WANDER if far >= least]
    kernels = np.array([_build_kernel(times, a_year, *answer) for answer in product(wander, SEASON, TREND)])
    known, between = kernels[:, :seen, :seen], kernels[:, :seen, seen:]
    inverses = np.linalg.inv(known)
    weights = between.transpose(0, 2, 1) @ inverses
    spreads = kernels[:, seen:, seen:] - weights @ between
    alone = 1 / np.diagonal(inverses, axis1=1, axis2=2)
    return _Gains(inverses, weights, spreads, np.linalg.slogdet(known).logabsdet, alone)


def _build_kernel(
    times: Numbers, a_year: int, wander: float, season: tuple[float, float], trend: float
) -> Numbers:
    """Build the covariance of the values at these times, relative to the noise."""
    since = (times - times.min()) / a_year
    apart = times[:, None] - times[None, :]
    kernel = np.eye(len(times)) + _ANY_LEVEL
    kernel += 4 * wander * np.minimum(since[:, None], since[None, :])
    if a_year > 1:
        alone, alike = season
        kernel += alone * (np.mod(apart, a_year) == 0)
        kernel += alike * np.exp(-2 * (np.sin(np.pi * apart / a_year) / ALIKE) ** 2)
    centred = since - since.max()
    return np.asarray(kernel + trend * centred[:, None] * centred[None, :])
