"""What others do: today's value, the pace of a straight line, and a trend line. What forecasts are held against."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from bench.simulated import BUDGET, Case
from metrics.facts.facts import Facts
from metrics.foresight.history import History, read_history
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Compare, Within
from metrics.plan.terms import Operator, Over
from metrics.plan.window import Window
from metrics.score.quantities import read_amount


class Guesses(NamedTuple):
    """The probability each gives that the target is met."""

    today: float
    pace: float
    trend: float


def guesses(case: Case, facts: Facts, catalogue: Catalogue) -> Guesses:
    """The three at a moment."""
    test = next(case.plan.goals[0].leaves()).test
    assert isinstance(test, Compare | Within)
    window = Window.of(case.plan)
    key = (case.plan.institution, case.indicators[0].id)
    seen = read_history(key, case.indicators[0], window, facts)
    limit = _limits(test, window, facts, catalogue)
    today, pace = _today(case, seen), _pace(case, seen)
    middle, scale = _trend(case, seen)
    return Guesses(_hard(today, limit), _hard(pace, limit), _soft(middle, scale, limit))


def _limits(
    test: Compare | Within, window: Window, facts: Facts, catalogue: Catalogue
) -> tuple[float, float]:
    """The lowest and the highest result that meets the target."""
    if isinstance(test, Within):
        around = read_amount(test.reference, window, facts, catalogue).value
        most = read_amount(test.tolerance, window, facts, catalogue).value
        assert around is not None
        assert most is not None
        return float(around * (1 - most / 100)), float(around * (1 + most / 100))
    target = read_amount(test.target, window, facts, catalogue).value
    assert target is not None
    if test.operator is Operator.AT_LEAST:
        return float(target), np.inf
    return -np.inf, float(target)


def _hard(value: float, limits: tuple[float, float]) -> float:
    return float(limits[0] - 1e-9 <= value <= limits[1] + 1e-9)


def _soft(middle: float, scale: float, limits: tuple[float, float]) -> float:
    if not scale:
        return _hard(middle, limits)
    return float(ndtr((limits[1] - middle) / scale) - ndtr((limits[0] - middle) / scale))


def _today(case: Case, seen: History) -> float:
    """The year as it stands; last year's last value where nothing is known of the year."""
    this_year = seen.this_year or seen.known[-1:]
    values = np.array([s.value for s in this_year])
    if case.family.over is Over.POOLED:
        tops = sum(float(s.observation.numerator or 0) for s in this_year)
        return 100 * tops / sum(float(s.observation.whole) for s in this_year)
    if case.family.over is Over.SUM:
        return float(values.sum())
    if case.family.over is Over.MEAN:
        return float(values.mean())
    return float(values.max() if case.family.over is Over.MAX else values[-1])


def _pace(case: Case, seen: History) -> float:
    """As much in each span ahead as in those so far; a stock goes on as it has gone since the year began."""
    this_year, ahead = seen.this_year, len(seen.ahead)
    if case.family.over is Over.SUM and this_year:
        return sum(s.value for s in this_year) * (1 + ahead / len(this_year))
    if case.family.over is Over.LAST and this_year and seen.earlier and case.family is not BUDGET:
        last, begun = this_year[-1], seen.earlier[-1]
        steps = last.at - begun.at
        return last.value + (last.value - begun.value) / steps * (seen.a_year - 1 - last.at)
    return _today(case, seen)


def _trend(case: Case, seen: History) -> tuple[float, float]:
    """A line through all known values and the error around it, for the spans ahead."""
    values = seen.values
    slope, level = np.polyfit(seen.at, values, 1)
    error = float(np.sqrt(np.sum((values - level - slope * seen.at) ** 2) / max(len(values) - 2, 1)))
    places = np.array(seen.ahead, dtype=float)
    ahead = level + slope * places
    known = np.array([s.value for s in seen.this_year])
    over, spans = case.family.over, seen.a_year
    if over is Over.LAST:
        last = level + slope * (spans - 1) if len(places) else known[-1]
        return float(last), error if len(places) else 0.0
    if over is Over.MAX:
        return float(max([*known, *ahead])), error if len(places) else 0.0
    if over is Over.POOLED:
        return _trend_share(seen, ahead, error)
    whole, wide = float(known.sum() + ahead.sum()), error * float(np.sqrt(len(places)))
    return (whole, wide) if over is Over.SUM else (whole / spans, wide / spans)


def _trend_share(seen: History, ahead: NDArray[np.float64], error: float) -> tuple[float, float]:
    """Spans ahead weigh as much as a span does on average."""
    usual = float(np.mean([float(s.observation.whole) for s in seen.known]))
    wholes = [float(s.observation.whole) for s in seen.this_year]
    total = sum(wholes) + usual * len(ahead)
    tops = sum(w * s.value for w, s in zip(wholes, seen.this_year, strict=True)) + usual * float(ahead.sum())
    return tops / total, error * usual * float(np.sqrt(len(ahead))) / total
