"""A budget against the accounts: by how earlier follow-ups at the same time of year missed the accounts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metrics.estimate import Estimate
from metrics.forecast_quantity import Source, seen_by, source_of
from metrics.foresight import Method, Reason, Silence
from metrics.history import History
from metrics.model import Within
from metrics.quantities import Window
from metrics.readings import Catalogue, Facts, SeriesKey
from metrics.spread import Spread
from metrics.terms import Over

LEAST_YEARS = 3
"""Fewer earlier years do not show how far a follow-up, or a budget, usually is from the accounts."""
PULL = 2.0
"""The usual error is pulled towards none, by as much as this many years without one would."""


class Budgeted(NamedTuple):
    """The accounts foreseen, the series they move with, and the budget they are held against."""

    estimate: Estimate
    key: SeriesKey
    reference: float


def budget(
    test: Within, planned: float | None, window: Window, facts: Facts, catalogue: Catalogue
) -> Budgeted | Silence | None:
    """The accounts foreseen by the newest follow-up of the year, or by the budget where there is none yet.

    None where the test is no budget: it has no series to be measured from, or adds the year up. `planned` is the
    budget of the year; without one the accounts are told in percent of it.
    """
    value, reference = source_of(test.value, window), source_of(test.reference, window)
    if value is None or reference is None or value.reading.over is not Over.LAST:
        return None
    seen = seen_by(value, facts, catalogue)
    budgets = _by_year(seen_by(reference, facts, catalogue), reference.factor)
    said = max((s.at for s in seen.this_year), default=None)
    errors = _errors(seen, said if planned is not None else None, budgets, value)
    if len(errors) < LEAST_YEARS:
        return Silence(Reason.TOO_FEW_YEARS, Method.BUDGET, len(errors), LEAST_YEARS)
    if planned is None and not test.relative:
        return Silence(Reason.NO_TARGET, Method.BUDGET)
    base = 100.0 if planned is None else planned
    start = base if said is None or planned is None else seen.this_year[-1].value * value.factor
    middle = sum(errors) / (len(errors) + PULL)
    scale = float(np.sqrt(np.sum((np.array(errors) - middle) ** 2) / len(errors) * (1 + 1 / len(errors))))
    spread = Spread.bell(start + abs(base) * middle, abs(base) * scale, float(len(errors)))
    return Budgeted(Estimate.by(Method.BUDGET, spread, seen), seen.key, base)


def _by_year(seen: History, factor: float) -> dict[int, float]:
    """The newest budget of each year, by how many years it is from this one."""
    return {int(s.at // seen.a_year): s.value * factor for s in seen.known}


def _errors(seen: History, said: float | None, budgets: dict[int, float], value: Source) -> list[float]:
    """How far the accounts came from what was said at the same time of the year, in parts of the budget."""
    known = {s.at: s.value * value.factor for s in seen.known}
    found = []
    for year, planned in sorted(budgets.items()):
        final = known.get((year + 1) * seen.a_year - 1)
        before = planned if said is None else known.get(year * seen.a_year + said)
        if year < 0 and final is not None and before is not None and planned:
            found.append((final - before) / abs(planned))
    return found
