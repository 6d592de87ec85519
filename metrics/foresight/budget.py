"""Forecast the accounts against a budget, by how far earlier follow-ups at this time of year were off."""

from __future__ import annotations

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
TRUST = (0.5, 1.0)
"""The shares of a follow-up's deviation from the budget that may turn out to be real: half, or all."""
LEAST_ERROR = 0.001
"""The least error of a forecast, as a part of the budget."""
PULL = 4.0
"""The usual error is shrunk towards zero, as if there had been this many more years without error."""


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
    misses = [_measure_misses(seen, said, by_year, value.factor) for said in follow_ups]
    if len(misses[0]) < LEAST_YEARS:
        since = max((day for day in (seen.since, budgets.since) if day), default=None)
        return Silence(SilenceReason.TOO_FEW_YEARS, Method.BUDGET, len(misses[0]), LEAST_YEARS, since=since)
    if not (planned or (planned is None and test.relative)):
        return Silence(SilenceReason.NO_TARGET, Method.BUDGET)
    base = planned or 100.0
    found = [
        _forecast_distance(said.value * value.factor if said else None, years, base)
        for said, years in zip(follow_ups, misses, strict=True)
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


def _index_by_year(seen: History, factor: float) -> dict[int, float]:
    """Index the newest budget of each year by its distance from this year, in years."""
    return {int(s.at // seen.a_year): s.value * factor for s in seen.known}


def _measure_misses(
    seen: History, said: SeenValue | None, budgets: dict[int, float], factor: float
) -> list[tuple[float, float]]:
    """Measure how far the follow-up at this time of year, and the accounts, were from each budget, in parts of it."""
    known = {s.at: s.value * factor for s in seen.known}
    found = []
    for year, planned in sorted(budgets.items()):
        final = known.get((year + 1) * seen.a_year - 1)
        before = known.get(year * seen.a_year + said.at) if said else planned
        if year < 0 and final is not None and before is not None and planned:
            found.append(((before - planned) / abs(planned), (final - planned) / abs(planned)))
    return found


def _forecast_distance(said: float | None, years: list[tuple[float, float]], base: float) -> Spread:
    """Forecast the distance from budget to accounts by what a follow-up said, or by earlier years alone."""
    if said is None:
        return _forecast_accounts(np.array(years), 0.0, (0.0,))
    return _forecast_accounts(np.array(years), (said - base) / abs(base), TRUST)


def _forecast_accounts(years: Numbers, away: float, trust: tuple[float, ...]) -> Spread:
    """Forecast the distance from budget to accounts, weighing each degree of trust by how well it fits the years."""
    count, parts, held = len(years), [], []
    for part in trust:
        errors = years[:, 1] - part * years[:, 0]
        middle = float(errors.sum()) / (count + PULL)
        misfit = float(((errors - middle) ** 2).sum()) + LEAST_ERROR**2
        scale = np.sqrt(misfit / count * (1 + 1 / count))
        parts.append(part * away + middle + scale * compute_bell(float(count)))
        held.append(misfit ** (-count / 2))
    likely = np.array(held) / sum(held)
    return Spread.of(np.concatenate(parts), np.outer(likely, SHARES).ravel())
