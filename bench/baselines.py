"""Simple forecasts to compare with: today's value, today's pace, and a trend line."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from metrics.facts.facts import Facts
from metrics.foresight.history import Histories, History
from metrics.foresight.quantity import find_source, read_source
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Compare, Within
from metrics.plan.terms import Operator, Over
from metrics.plan.window import Window
from metrics.score.quantities import read_amount


class Guesses(NamedTuple):
    """The probability that the target is met, by each baseline."""

    today: float
    pace: float
    trend: float


def make_guesses(
    test: Compare | Within, window: Window, facts: Facts, catalogue: Catalogue
) -> Guesses | None:
    """Make the three guesses on the facts at a moment; None where nothing is known, or not what must be reached."""
    source = find_source(test.value, window)
    limit = _find_limits(test, window, facts, catalogue)
    if source is None or limit is None:
        return None
    seen, over = read_source(source, Histories(facts, catalogue)), source.reading.over
    if not seen.known:
        return None
    today = _guess_by_today(over, seen)
    pace = today if isinstance(test, Within) else _guess_by_pace(over, seen)
    middle, scale = _guess_by_trend(over, seen)
    return Guesses(_judge_value(today, limit), _judge_value(pace, limit), _judge_spread(middle, scale, limit))


def _find_limits(
    test: Compare | Within, window: Window, facts: Facts, catalogue: Catalogue
) -> tuple[float, float] | None:
    """Find the lowest and the highest result that meets the target."""
    if isinstance(test, Within):
        around = read_amount(test.reference, window, facts, catalogue).value
        most = read_amount(test.tolerance, window, facts, catalogue).value
        if around is None or most is None:
            return None
        reach = most * abs(around) / 100 if test.relative else most
        return float(around - reach), float(around + reach)
    target = read_amount(test.target, window, facts, catalogue).value
    if target is None:
        return None
    if test.operator is Operator.AT_LEAST:
        return float(target), np.inf
    return -np.inf, float(target)


def _judge_value(value: float, limits: tuple[float, float]) -> float:
    return float(limits[0] - 1e-9 <= value <= limits[1] + 1e-9)


def _judge_spread(middle: float, scale: float, limits: tuple[float, float]) -> float:
    if not scale:
        return _judge_value(middle, limits)
    return float(ndtr((limits[1] - middle) / scale) - ndtr((limits[0] - middle) / scale))


def _guess_by_today(over: Over, seen: History) -> float:
    """Guess the year as it stands, or the latest value if nothing is known of the year."""
    this_year = seen.this_year or seen.known[-1:]
    values = np.array([s.value for s in this_year])
    if over is Over.POOLED:
        scale = float(seen.indicator.unit.scale)
        return scale * sum(s.top for s in this_year) / sum(s.cases for s in this_year)
    if over is Over.SUM:
        return float(values.sum())
    if over is Over.MEAN:
        return float(values.mean())
    return float(values.max() if over is Over.MAX else values[-1])


def _guess_by_pace(over: Over, seen: History) -> float:
    """Guess that each span ahead is like those so far, and that a stock keeps changing at its rate this year."""
    this_year, ahead = seen.this_year, len(seen.ahead)
    if over is Over.SUM and this_year:
        return sum(s.value for s in this_year) * (1 + ahead / len(this_year))
    if over is Over.LAST and this_year and seen.earlier:
        last, begun = this_year[-1], seen.earlier[-1]
        steps = last.at - begun.at
        return last.value + (last.value - begun.value) / steps * (seen.a_year - 1 - last.at)
    return _guess_by_today(over, seen)


def _guess_by_trend(over: Over, seen: History) -> tuple[float, float]:
    """Extend a line through all known values over the spans ahead; return the result and its standard error."""
    values = seen.values
    slope, level = np.polyfit(seen.at, values, 1) if len(values) > 1 else (0.0, values[0])
    error = float(np.sqrt(np.sum((values - level - slope * seen.at) ** 2) / max(len(values) - 2, 1)))
    places = np.array(seen.ahead, dtype=float)
    ahead = level + slope * places
    known = np.array([s.value for s in seen.this_year])
    spans = seen.a_year
    if over is Over.LAST:
        last = level + slope * (spans - 1) if len(places) else known[-1]
        return float(last), error if len(places) else 0.0
    if over is Over.MAX:
        return float(max([*known, *ahead])), error if len(places) else 0.0
    if over is Over.POOLED:
        return _guess_share_by_trend(seen, ahead, error)
    whole, wide = float(known.sum() + ahead.sum()), error * float(np.sqrt(len(places)))
    return (whole, wide) if over is Over.SUM else (whole / spans, wide / spans)


def _guess_share_by_trend(seen: History, ahead: NDArray[np.float64], error: float) -> tuple[float, float]:
    """Extend a share, with each span ahead weighing as much as the average span."""
    usual = float(np.mean([s.cases for s in seen.known]))
    wholes = [s.cases for s in seen.this_year]
    total = sum(wholes) + usual * len(ahead)
    tops = sum(w * s.value for w, s in zip(wholes, seen.this_year, strict=True)) + usual * float(ahead.sum())
    return tops / total, error * usual * float(np.sqrt(len(ahead))) / total
