"""Forecast a measured test from its two sides: the chances of its credit, and how they follow from each series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metrics.foresight.budget import forecast_budget
from metrics.foresight.estimate import Estimate
from metrics.foresight.expectation import NOTHING_SAID, OwnView, OwnWord, weigh_number
from metrics.foresight.forecast import QUANTILES, Forecast, Method, Silence, SilenceReason
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
"""Partial credit is rounded to this many steps; only full and no credit are exact."""
CREDITS = tuple(Fraction(step, STEPS) for step in range(STEPS + 1))

Steps = NDArray[np.int64]


class ForecastSide(NamedTuple):
    """One side of a test: its spread, and the series it follows (None if it is settled).

    `weighed` counts the earlier numbers by which the institution's own was weighed, `heard` the earlier words.
    """

    spread: Spread
    key: SeriesKey | None = None
    estimate: Estimate | None = None
    weighed: int = 0
    heard: int = 0


@dataclass(frozen=True, slots=True)
class MeasurementForecast:
    """A forecast, and how the credit depends on each open series that the test reads.

    `follows` holds, for each series, the chances of its levels and, for each level, the probability of each of
    `credits`.
    """

    forecast: Forecast
    credits: tuple[Fraction, ...]
    follows: dict[SeriesKey, tuple[Numbers, Numbers]]


class Sides(NamedTuple):
    """Both sides of an open test, and where its credit begins: the tolerance, the floor, or where each step does."""

    value: ForecastSide
    other: ForecastSide
    estimate: Estimate
    limit: float | tuple[float, ...] | None


def forecast_test(
    test: Compare | Within, window: Window, trace: Trace, histories: Histories
) -> MeasurementForecast | Silence:
    """Forecast a measured test from its figures alone, or say why that cannot be done."""
    sides = forecast_sides(test, window, trace, histories)
    return sides if isinstance(sides, Silence) else weigh_sides(test, sides)


def forecast_sides(
    test: Compare | Within, window: Window, trace: Trace, histories: Histories
) -> Sides | Silence:
    """Forecast the two sides of a measured test, or say why that cannot be done."""
    levels: tuple[float, ...] | Silence = ()
    if isinstance(test, Within):
        value, other = _forecast_distant_sides(test, trace, window, histories)
        limit: ForecastSide | Silence | None = _forecast_side(test.tolerance, trace.target, window, histories)
    else:
        value = _forecast_side(test.value, trace.actual, window, histories)
        other = _forecast_side(test.target, trace.target, window, histories)
        limit = (
            _forecast_side(test.partial_from, trace.floor, window, histories) if test.partial_from else None
        )
        levels = _settle_levels(test, trace)
    if isinstance(value, Silence):
        return value
    if isinstance(other, Silence):
        return other
    if isinstance(limit, Silence):
        return limit
    if isinstance(levels, Silence):
        return levels
    estimate = value.estimate or other.estimate
    over_nothing = isinstance(test, Within) and test.relative and not other.spread.levels.all()
    if estimate is None or over_nothing or (limit is not None and limit.key):
        return Silence(SilenceReason.NO_METHOD)
    return Sides(
        value, other, estimate, float(limit.spread.levels[0]) if limit is not None else levels or None
    )


def _forecast_distant_sides(
    test: Within, trace: Trace, window: Window, histories: Histories
) -> tuple[ForecastSide | Silence, ForecastSide | Silence]:
    """Forecast a value and what its distance is measured from: accounts and budget by earlier follow-ups."""
    found = forecast_budget(test, _convert_to_float(trace.reference), window, histories)
    if found is None:
        value = _forecast_side(test.value, trace.actual, window, histories)
        return value, _forecast_side(test.reference, trace.reference, window, histories)
    if isinstance(found, Silence):
        return found, found
    return ForecastSide(found.estimate.spread, found.key, found.estimate), ForecastSide(
        Spread.point(found.reference)
    )


def weigh_sides(
    test: Compare | Within,
    sides: Sides,
    lean: Callable[[Method], float] | None = None,
    own: OwnView = NOTHING_SAID,
) -> MeasurementForecast:
    """Weigh the sides of a test against each other.

    `lean` tells what to add to the log-odds of doing well, by method: what earlier forecasts lacked. `own` is what
    the institution itself expects.
    """
    return _compare_sides(test, sides._replace(value=_adjust_value(sides.value, test, lean, own)))


def _adjust_value(
    value: ForecastSide,
    test: Compare | Within,
    lean: Callable[[Method], float] | None,
    own: OwnView,
) -> ForecastSide:
    """Weigh an open value by what is expected, and lean it by what earlier forecasts lacked."""
    if value.estimate is None:
        return value
    number, word = own
    spread = weigh_number(value.spread, *number) if number else value.spread
    weighed = len(number.earlier) if number and spread is not value.spread else 0
    if not isinstance(test, Compare) or test.operator is Operator.EQUAL:
        return value._replace(spread=spread, weighed=weighed)
    heard = word if word and not weighed else OwnWord(0.0, 0)
    more = heard.odds + (lean(value.estimate.method) if lean else 0.0)
    spread = spread.lean(more, upward=test.operator.upward) if more else spread
    return value._replace(spread=spread, weighed=weighed, heard=heard.earlier)


def _settle_levels(test: Compare, trace: Trace) -> tuple[float, ...] | Silence:
    """Return where each of the test's steps begins; a step that is not settled cannot be forecast."""
    known = [level.value for level in trace.levels if level.settled and level.value is not None]
    if len(known) < len(test.steps):
        return Silence(SilenceReason.NO_METHOD)
    return tuple(map(float, known))


def _convert_to_float(known: Amount | None) -> float | None:
    return None if known is None or known.value is None else float(known.value)


def _forecast_side(
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


def _compare_sides(test: Compare | Within, sides: Sides) -> MeasurementForecast:
    """Compare the two sides: every pair of levels, or quantile by quantile if both follow the same series."""
    value, other, estimate, limit = sides
    steps = (0, STEPS) if limit is None or isinstance(test, Within) else range(STEPS + 1)
    if value.key == other.key:
        earned = _find_steps(test, value.spread.quantiles(MIDDLES), other.spread.quantiles(MIDDLES), limit)
        follows = {value.key: (SHARES, _tabulate_credits(earned[:, None], np.ones(1), steps))}
    else:
        (levels, chances), (others, likely) = value.spread, other.spread
        earned = _find_steps(test, levels[:, None], others[None, :], limit)
        follows = {value.key: (chances, _tabulate_credits(earned, likely, steps))}
        if other.key:
            follows[other.key] = likely, _tabulate_credits(earned.T, chances, steps)
    chances, table = follows[value.key]
    credits = tuple([CREDITS[step] for step in steps])
    forecast = _build_forecast(estimate, value, credits, np.minimum(chances @ table, 1.0))
    return MeasurementForecast(
        forecast, credits, {key: found for key, found in follows.items() if key is not None}
    )


def _tabulate_credits(earned: Steps, chances: Numbers, steps: Sequence[int]) -> Numbers:
    """Tabulate the probability of each credit, row by row."""
    return np.stack([(earned == step) @ chances for step in steps], axis=1)


def _build_forecast(
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
        weighed=value.weighed,
        heard=value.heard,
    )


def _find_steps(
    test: Compare | Within, value: Numbers, other: Numbers, limit: float | tuple[float, ...] | None
) -> Steps:
    """Find the place in `CREDITS` of the credit that each pair of levels earns.

    `limit` is the tolerance, where a straight line begins, or where each of the test's steps does.
    """
    if isinstance(limit, tuple):
        assert isinstance(test, Compare)
        reached = [
            np.where(
                compare_values(value, step.operator or test.operator, np.array(at)), _place(step.earns), 0
            )
            for step, at in zip(test.steps, limit, strict=True)
        ]
        met = compare_values(value, test.operator, other)
        return np.where(met, STEPS, np.maximum.reduce(reached)).astype(np.int64)
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


def _place(earns: Decimal) -> int:
    """Find the place in `CREDITS` nearest to a credit; only full and no credit take the ends."""
    return int(earns) * STEPS if earns in (0, 1) else min(max(round(earns * STEPS), 1), STEPS - 1)
