"""Forecast a share over the year: the cases counted so far, plus the likely outcome of those still to come."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metrics.foresight.estimate import Estimate
from metrics.foresight.forecast import Method, Silence, SilenceReason
from metrics.foresight.history import History, SeenValue
from metrics.foresight.process import forecast_process
from metrics.foresight.series import forecast_series
from metrics.foresight.spread import SHARES, Numbers, Spread, compute_bell
from metrics.plan.terms import Over

LEAST_VALUES = 4
"""With fewer spans than the quarters of a year, a change in the share cannot be told from chance."""

PRIOR_WORTH = 4.0
"""How many values the first guess of the noise, pure chance, is worth."""

ONE_YEAR_UNSURE = 0.25
"""The standard deviation of the volume to come, relative to it, when only one earlier year is known."""
LEAST_UNSURE = 0.08
VOLUME_NODES, VOLUME_CHANCES = np.array([-1.5, 0.0, 1.5]), np.array([2.0, 5.0, 2.0]) / 9
"""Three volumes, in standard deviations from the middle, with the mean and variance of a normal distribution."""

MOST_CASES = 2_000
"""More cases to come than this are handled in groups: the difference is less than what is known of them."""
LINKED_LEAST, LINKED_MOST = 1e-5, 0.9
NEGLIGIBLE = 1e-9


class CountedCases(NamedTuple):
    """The cases counted so far: the numerator and the denominator."""

    top: float
    whole: float


def forecast_share(history: History) -> Estimate | Silence:
    """Forecast the share at the end of the year: a beta-binomial of the cases to come, for each of three volumes."""
    used = history.where(_has_cases)
    if len(used.known) < LEAST_VALUES:
        return Silence(
            SilenceReason.TOO_FEW_VALUES, Method.SHARE, len(used.known), LEAST_VALUES, since=history.since
        )
    if not all(0 <= seen.top <= seen.cases for seen in used.known):
        return Silence(SilenceReason.NO_METHOD, Method.SHARE)
    if not used.ahead:
        return forecast_series(used, Over.POOLED, np.array([seen.cases for seen in used.this_year]))
    volumes = forecast_volume(used)
    if volumes is None:
        return Silence(SilenceReason.NO_VOLUME, Method.SHARE, since=history.since)
    counted = _add_cases(used.this_year)
    middle, variance = _forecast_rest(used)
    parts = [
        _combine_cases(counted, float(cases), middle, variance, p)
        for cases, p in zip(volumes, VOLUME_CHANCES, strict=True)
    ]
    levels, chances = (np.concatenate(side) for side in zip(*parts, strict=True))
    spread = Spread.of(levels * history.indicator.unit.scale, chances)
    return Estimate.ahead(Method.SHARE, spread, used, float(volumes @ VOLUME_CHANCES))


def _has_cases(seen: SeenValue) -> bool:
    return seen.counted and seen.cases > 0


def _add_cases(seen: list[SeenValue]) -> CountedCases:
    return CountedCases(sum([one.top for one in seen]), sum([one.cases for one in seen]))


def _forecast_rest(history: History) -> tuple[float, float]:
    """Forecast the mean and variance of the share ahead, on the arcsine scale, where chance has constant variance."""
    tops = np.array([seen.top for seen in history.known])
    wholes = np.array([seen.cases for seen in history.known])
    chance = float(np.mean(1 / (4 * wholes)))
    arcs = np.arcsin(np.sqrt(tops / wholes))
    to = np.array(history.ahead, dtype=np.float64)
    found = forecast_process(history.at, arcs, to, history.a_year, (chance, PRIOR_WORTH))
    middle, scale = found.total(np.full(len(to), 1 / len(to)))
    shares = np.sin(np.clip(middle + scale * compute_bell(found.freedom), 0, np.pi / 2)) ** 2
    mean = float(shares @ SHARES)
    return mean, float((shares - mean) ** 2 @ SHARES)


def forecast_volume(history: History) -> Numbers | None:
    """Forecast the number of cases in the spans ahead, as a low, middle and high volume; None without earlier years.

    Each earlier year's volume in the same spans is scaled by how this year compares with that year so far.
    """
    by_year: dict[int, dict[float, float]] = {}
    for seen in history.known:
        by_year.setdefault(int(seen.at // history.a_year), {})[seen.at] = seen.cases
    now = by_year.pop(0, {})
    newest = sorted(by_year.items(), reverse=True)[:5]
    scaled = [_scale_year(year, cases, now, history) for year, cases in newest]
    found = [rest for rest in scaled if rest is not None]
    if not found:
        return None
    middle = float(np.mean(found[:3]))
    unsure = float(np.std(found, ddof=1)) if len(found) > 1 else ONE_YEAR_UNSURE * middle
    unsure = max(unsure, LEAST_UNSURE * middle, float(np.sqrt(middle)))
    return np.maximum(np.round(middle + VOLUME_NODES * unsure), 1.0)


def _scale_year(
    year: int, cases: dict[float, float], now: dict[float, float], history: History
) -> float | None:
    """Scale an earlier year to this one: the cases it would give in the spans ahead; None if it lacks one of them."""
    back = year * history.a_year
    if len(cases) == 1 and (whole := cases.get(back + (history.a_year - 1) / 2)) and history.a_year > 1:
        return whole * len(history.ahead) / history.a_year
    if not all(back + place in cases for place in history.ahead):
        return None
    rest = sum(cases[back + place] for place in history.ahead)
    alike = [place for place in now if back + place in cases]
    before = sum(cases[back + place] for place in alike)
    return rest * sum(now[place] for place in alike) / before if alike and before else rest


def _combine_cases(
    counted: CountedCases, cases: float, middle: float, variance: float, chance: float
) -> tuple[Numbers, Numbers]:
    """Combine the counted cases with this many to come: the possible final shares and their chances."""
    groups = min(round(cases), MOST_CASES)
    middle = min(max(middle, NEGLIGIBLE), 1 - NEGLIGIBLE)
    linked = 0.0 if groups == 1 else (variance * groups / (middle * (1 - middle)) - 1) / (groups - 1)
    linked = min(max(linked, LINKED_LEAST), LINKED_MOST)
    sure = 1 / linked - 1
    likely = compute_beta_binomial(groups, middle * sure, (1 - middle) * sure)
    kept = np.flatnonzero(likely > NEGLIGIBLE)
    timely = kept if groups == round(cases) else np.round(kept * (cases / groups))
    return np.asarray((counted.top + timely) / (counted.whole + cases)), likely[kept] * chance


def compute_beta_binomial(cases: int, alpha: float, beta: float) -> Numbers:
    """Compute the chances of 0, 1, ... successes: a binomial whose probability is itself uncertain.

    >>> compute_beta_binomial(2, 1.0, 1.0).round(3).tolist()
    [0.333, 0.333, 0.333]
    """
    done = np.arange(cases, dtype=np.float64)
    steps = np.log((cases - done) * (alpha + done) / ((done + 1) * (beta + cases - 1 - done)))
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    likely = np.exp(logs - logs.max())
    return np.asarray(likely / likely.sum())
