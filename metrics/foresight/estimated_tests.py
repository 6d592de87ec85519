"""Measured tests as their figures tell them, estimated once for all days on which the figures are the same."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from typing import NamedTuple

from metrics.facts.breaks import Break
from metrics.facts.facts import Facts, Observation
from metrics.foresight.forecast import RunRate, Silence
from metrics.foresight.history import Histories
from metrics.foresight.measurement import Sides, forecast_sides
from metrics.foresight.run_rate import find_run_rate
from metrics.foresight.year_pace import find_year_pace
from metrics.plan.criteria import Compare, Within
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.window import Window
from metrics.score.tests import Trace


class EstimatedTest(NamedTuple):
    """The sides of an open test before anybody's word counts, and what the rest of the year must give."""

    sides: Sides | Silence
    needed: RunRate | None

    def leave_out_over(self, day: date) -> EstimatedTest:
        """Leave out what the rest of the year must give where all of it has passed."""
        return self._replace(needed=None) if self.needed and self.needed.is_over(day) else self


class EstimateBasis(NamedTuple):
    """All that an estimate goes by: where it is the same, so is the estimate.

    `trace` is without what is due, which moves by the day alone. Of each series read there is all that is known, and
    how much of it had ended.
    """

    test: Compare | Within
    window: Window
    trace: Trace
    series: tuple[tuple[SeriesKey, tuple[Observation, ...], int, tuple[Break, ...]], ...]


KEPT_ESTIMATES = 40
"""How many estimates of an institution are kept, some 7 kB each: of eight tests at five times of the year."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class EstimatedTests:
    """What was estimated of an institution's tests on any day, by plan, test and how much had ended.

    All of it goes by the same catalogue.
    """

    kept: dict[tuple[str, str, int], tuple[EstimateBasis, EstimatedTest]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def estimate(self, key: tuple[str, str], basis: EstimateBasis, histories: Histories) -> EstimatedTest:
        """Estimate a plan's test on a basis, unless that was done on another day."""
        place = *key, sum([ended for _, _, ended, _ in basis.series])
        found = self.kept.get(place)
        if found is None or found[0] != basis:
            found = basis, _estimate_test(basis.test, basis.window, basis.trace, histories)
            with self._lock:  # while one looks for the oldest, no other may add to them
                self.kept[place] = found
                if len(self.kept) > KEPT_ESTIMATES:
                    del self.kept[next(iter(self.kept))]
        return found[1].leave_out_over(histories.facts.as_of)


def find_basis(plan: Plan, number: str, test: Compare | Within, trace: Trace, facts: Facts) -> EstimateBasis:
    """Find what the estimate of a plan's test goes by."""
    ready = derive_structure(plan)
    series = []
    for key in ready.leaves[number].series(plan.institution):
        own = facts.series.get(key, ())
        ended = sum([one.period.end <= facts.as_of for one in own])
        series.append((key, own, ended, facts.breaks.get(key, ())))
    return EstimateBasis(test, ready.windows[number], trace._replace(due=()), tuple(series))


def _estimate_test(
    test: Compare | Within, window: Window, trace: Trace, histories: Histories
) -> EstimatedTest:
    """Estimate a test; to a silence belongs also what the rest must give against the year itself."""
    sides = forecast_sides(test, window, trace, histories)
    if isinstance(sides, Silence):
        sides = replace(sides, pace=find_year_pace(test, window, trace, histories))
        return EstimatedTest(sides, find_run_rate(test, window, trace, histories))
    return EstimatedTest(sides, find_run_rate(test, window, trace, histories, sides.estimate.volume))
