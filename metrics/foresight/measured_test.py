"""A measured test with its two sides foreseen: the chances of its credit, and how they follow from each series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrics.foresight.budget import forecast_budget
from metrics.foresight.estimate import Estimate
from metrics.foresight.forecast import QUANTILES, Forecast, Silence, SilenceReason
from metrics.foresight.history import Histories
from metrics.foresight.quantity import forecast_quantity
from metrics.foresight.spread import MIDDLES, SHARES, Numbers, Spread, compare_values
from metrics.plan.criteria import Compare, Within
from metrics.plan.formula import Path, Quantity, SeriesKey
from metrics.plan.terms import Operator
from metrics.plan.window import Window
from metrics.score.quantities import Amount
from metrics.score.tests import Trace

STEPS = 20
"""Partial credit is told in this many steps; only all and nothing are told exactly."""
CREDITS = tuple(Fraction(step, STEPS) for step in range(STEPS + 1))

Steps = NDArray[np.int64]


class ForecastSide(NamedTuple):
    """One side of a test: what it may come to, and the series it moves with (None where it is settled)."""

    spread: Spread
    key: SeriesKey | None = None
    estimate: Estimate | None = None


@dataclass(frozen=True, slots=True)
class TestForecast:
    """A forecast, and how the credit follows from where each open series that the test reads may end.

    For each series: the chances of its levels, and for each level the probability of each of `credits`.
    """

    forecast: Forecast
    credits: tuple[Fraction, ...]
    follows: dict[SeriesKey, tuple[Numbers, Numbers]]


def forecast_test(
    test: Compare | Within, window: Window, trace: Trace, histories: Histories
) -> TestForecast | Silence:
    """The test foreseen, or why nothing can be said."""
    value: ForecastSide | Silence
    if isinstance(test, Within):
        limit: ForecastSide | Silence | None = _side(test.tolerance, trace.target, window, histories)
        by_follow_ups = forecast_budget(test, _number(trace.reference), window, histories)
        if isinstance(by_follow_ups, Silence):
            return by_follow_ups
        if by_follow_ups is not None:
            value = ForecastSide(by_follow_ups.estimate.spread, by_follow_ups.key, by_follow_ups.estimate)
            other: ForecastSide | Silence = ForecastSide(Spread.point(by_follow_ups.reference))
        else:
            value = _side(test.value, trace.actual, window, histories)
            other = _side(test.reference, trace.reference, window, histories)
    else:
        value = _side(test.value, trace.actual, window, histories)
        other = _side(test.target, trace.target, window, histories)
        limit = _side(test.partial_from, trace.floor, window, histories) if test.partial_from else None
    if isinstance(value, Silence):
        return value
    if isinstance(other, Silence):
        return other
    if isinstance(limit, Silence) or (limit is not None and limit.key):
        return limit if isinstance(limit, Silence) else Silence(SilenceReason.NO_METHOD)
    return _foreseen(test, value, other, None if limit is None else float(limit.spread.levels[0]))


def _number(known: Amount | None) -> float | None:
    return None if known is None or known.value is None else float(known.value)


def _side(
    quantity: Quantity, known: Amount | None, window: Window, histories: Histories
) -> ForecastSide | Silence:
    if known is not None and known.settled and known.value is not None:
        return ForecastSide(Spread.point(float(known.value)))
    if isinstance(quantity, Path) and quantity.step(window.year) is None:
        return Silence(SilenceReason.NO_TARGET)
    found = forecast_quantity(quantity, window, histories)
    return (
        found
        if isinstance(found, Silence)
        else ForecastSide(found.estimate.spread, found.key, found.estimate)
    )


def _foreseen(
    test: Compare | Within, value: ForecastSide, other: ForecastSide, limit: float | None
) -> TestForecast | Silence:
    """Both sides held against each other: level by level, or together where they move with the same series."""
    estimate = value.estimate or other.estimate
    over_nothing = isinstance(test, Within) and test.relative and not other.spread.levels.all()
    if estimate is None or over_nothing:
        return Silence(SilenceReason.NO_METHOD)
    steps = (0, STEPS) if limit is None or isinstance(test, Within) else range(STEPS + 1)
    if value.key == other.key:
        earned = _steps(test, value.spread.quantiles(MIDDLES), other.spread.quantiles(MIDDLES), limit)
        follows = {value.key: (SHARES, _table(earned[:, None], np.ones(1), steps))}
    else:
        (levels, chances), (others, likely) = value.spread, other.spread
        earned = _steps(test, levels[:, None], others[None, :], limit)
        follows = {value.key: (chances, _table(earned, likely, steps))}
        if other.key:
            follows[other.key] = likely, _table(earned.T, chances, steps)
    chances, table = follows[value.key]
    credits = tuple([CREDITS[step] for step in steps])
    forecast = _told(estimate, value, credits, np.minimum(chances @ table, 1.0))
    return TestForecast(forecast, credits, {key: found for key, found in follows.items() if key is not None})


def _table(earned: Steps, chances: Numbers, steps: Sequence[int]) -> Numbers:
    """For each row, the probability of each credit."""
    return np.stack([(earned == step) @ chances for step in steps], axis=1)


def _told(
    estimate: Estimate, value: ForecastSide, credits: tuple[Fraction, ...], likely: Numbers
) -> Forecast:
    return Forecast(
        estimate.method,
        tuple(value.spread.quantiles(QUANTILES).tolist()),
        float(likely[-1]),
        tuple([(credit, p) for credit, p in zip(credits, likely.tolist(), strict=True) if p]),
        estimate.points,
        estimate.years,
        estimate.inputs,
        estimate.volume,
    )


def _steps(test: Compare | Within, value: Numbers, other: Numbers, limit: float | None) -> Steps:
    """The place in `CREDITS` that each pair of levels earns."""
    if isinstance(test, Within):
        away = np.abs(value - other)
        if test.relative:
            away = 100 * away / np.abs(other)
        return np.where(compare_values(away, Operator.AT_MOST, limit or 0.0), STEPS, 0)
    met = compare_values(value, test.operator, other)
    if limit is None:
        return np.where(met, STEPS, 0)
    reach = np.where(other == limit, 1.0, other - limit)
    line = np.clip(np.round((value - limit) / reach * STEPS), 0, STEPS - 1)
    beyond = compare_values(np.array(limit), test.operator, other) | (other == limit)
    earned = np.where(beyond | ((value - limit) / reach <= 0), 0, np.maximum(line, 1))
    return np.where(met, STEPS, earned).astype(np.int64)
