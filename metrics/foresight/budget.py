"""Forecast the accounts against a budget, by how far earlier follow-ups at this time of year were off."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import numpy as np

from metrics.foresight.estimate import Estimate
from metrics.foresight.forecast import Method, Silence, SilenceReason
from metrics.foresight.history import Histories, History, SeenValue
from metrics.foresight.quantity import find_source, read_source
from metrics.foresight.spread import SHARES, Numbers, Spread, compute_bell
from metrics.plan.criteria import Within
from metrics.plan.formula import SeriesKey
from metrics.plan.terms import Over
from metrics.plan.window import Window

LEAST_YEARS = 3
"""With fewer earlier years, the usual distance from follow-up or budget to accounts is unknown."""
TRUST = (0.5, 1.0, 1.25)
"""What a follow-up's deviation from the budget may turn out to be, in parts of it: half, all, or a quarter more."""
EARLIER = (0.0, 0.25)
"""The shares that the follow-up before may have in it: each of a year's follow-ups strikes beside in its own way."""
LEAST_ERROR = 0.001
"""The least error of a forecast, as a part of the budget."""
PULL = 4.0
"""The usual error is shrunk towards zero, as if there had been this many more years without error."""


class Deviations(NamedTuple):
    """How far a year's follow-up, the one before it and the accounts were from its budget, in parts of the budget."""

    said: float
    before: float
    final: float


class BudgetForecast(NamedTuple):
    """A forecast of the accounts, the series they follow, and the budget they are compared with."""

    estimate: Estimate
    key: SeriesKey
    reference: float


def forecast_budget(
    test: Within, planned: float | None, window: Window, histories: Histories
) -> BudgetForecast | Silence | None:
    """Forecast the accounts from the newest follow-up of the year, or from the budget if there is none yet.

    A provisional follow-up counts half: beside it stands the forecast without it.

    None if the test is not a budget: its reference reads no series, or it adds the year up. `planned` is the year's
    budget; without one, the accounts are forecast in percent of it.
    """
    value, reference = find_source(test.value, window), find_source(test.reference, window)
    if value is None or reference is None or value.reading.over is not Over.LAST:
        return None
    seen = read_source(value, histories)
    budgets = read_source(reference, histories)
    by_year = _index_by_year(budgets, reference.factor)
    follow_ups = _choose_follow_ups(seen) if planned else [None]
    pairs = [(said, _find_one_before(seen, said)) for said in follow_ups]
    misses = [_measure_misses(seen, *pair, by_year, value.factor) for pair in pairs]
    if len(misses[0]) < LEAST_YEARS:
        since = max((day for day in (seen.since, budgets.since) if day), default=None)
        return Silence(SilenceReason.TOO_FEW_YEARS, Method.BUDGET, len(misses[0]), LEAST_YEARS, since=since)
    if not (planned or (planned is None and test.relative)):
        return Silence(SilenceReason.NO_TARGET, Method.BUDGET)
    base = planned or 100.0
    found = [
        _forecast_distance([one.value * value.factor for one in pair if one], years, base)
        for pair, years in zip(pairs, misses, strict=True)
        if len(years) >= LEAST_YEARS
    ]
    spread = Spread.of(*map(np.concatenate, zip(*found, strict=True)))
    return BudgetForecast(
        Estimate.by(Method.BUDGET, Spread(base + abs(base) * spread.levels, spread.chances), seen),
        seen.key,
        base,
    )


def _choose_follow_ups(seen: History) -> list[SeenValue | None]:
    """Choose the newest follow-up of the year; where it is provisional, beside it the newest that is not, or none."""
    newest = seen.this_year[-1] if seen.this_year else None
    firm = next((one for one in reversed(seen.this_year) if not one.observation.provisional), None)
    return [newest] if firm is newest else [newest, firm]


def _find_one_before(seen: History, said: SeenValue | None) -> SeenValue | None:
    """Find the follow-up of the year before a given one."""
    return next((one for one in reversed(seen.this_year) if said and one.at < said.at), None)


def _index_by_year(seen: History, factor: float) -> dict[int, float]:
    """Index the newest budget of each year by its distance from this year, in years."""
    return {int(s.at // seen.a_year): s.value * factor for s in seen.known}


def _measure_misses(
    seen: History, said: SeenValue | None, before: SeenValue | None, budgets: dict[int, float], factor: float
) -> list[Deviations]:
    """Measure how far the follow-ups at the same times of year, and the accounts, were from each earlier budget.

    A year without a follow-up at the earlier time counts with the later one there too.
    """
    known = {s.at: s.value * factor for s in seen.known}
    found = []
    for year, planned in sorted(budgets.items()):
        start = year * seen.a_year
        final = known.get(start + seen.a_year - 1)
        newest = known.get(start + said.at) if said else planned
        if year < 0 and final is not None and newest is not None and planned:
            earlier = known.get(start + before.at, newest) if before else newest
            found.append(Deviations(*[(one - planned) / abs(planned) for one in (newest, earlier, final)]))
    return found


def _forecast_distance(told: list[float], years: list[Deviations], base: float) -> Spread:
    """Forecast the distance from budget to accounts by a follow-up and the one before it, or by earlier years alone."""
    if not told:
        return _forecast_accounts(np.array(years), np.zeros(2), [(0.0, 0.0)])
    away = (np.array([told[0], told[-1]]) - base) / abs(base)
    earlier = EARLIER if len(told) > 1 else (0.0,)
    return _forecast_accounts(np.array(years), away, list(product(TRUST, earlier)))


def _forecast_accounts(years: Numbers, away: Numbers, answers: list[tuple[float, float]]) -> Spread:
    """Forecast the distance from budget to accounts, weighing each answer by how well it fits the years.

    An answer is how far the two follow-ups are trusted, and the share that the earlier of them has in it.
    """
    count, parts, held = len(years), [], []
    for trust, earlier in answers:
        weights = trust * np.array([1 - earlier, earlier])
        errors = years[:, 2] - years[:, :2] @ weights
        middle = float(errors.sum()) / (count + PULL)
        misfit = float(((errors - middle) ** 2).sum()) + LEAST_ERROR**2
        scale = np.sqrt(misfit / count * (1 + 1 / count))
        parts.append(away @ weights + middle + scale * compute_bell(float(count)))
        held.append(misfit ** (-count / 2))
    likely = np.array(held) / sum(held)
    return Spread.of(np.concatenate(parts), np.outer(likely, SHARES).ravel())
