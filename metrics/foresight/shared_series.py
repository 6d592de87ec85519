"""Shared worlds of tests that read the same series, and so are never independent.

A world is an interval of the quantiles of the series. In each world, every test of the series is judged at those
quantiles of its own value, even if one test reads the sum of the year and another its last value (comonotone).
Any other series that a test reads is averaged over within the world.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np

from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import World
from metrics.foresight.measurement import MeasurementForecast
from metrics.foresight.spread import Numbers
from metrics.plan.formula import SeriesKey

MOST_WORLDS = 24
"""If there are more distinct worlds than this, equal intervals replace them; each test keeps its own chances."""


def build_shared_worlds(found: Mapping[str, MeasurementForecast]) -> list[list[World]]:
    """Build the worlds of every series that several tests read, starting with the one that most of them read."""
    left, worlds = dict(found), []
    while shared := _find_most_read(left):
        worlds.append(_build_worlds(shared, {number: left[number] for number in _list_readers(left, shared)}))
        for number in _list_readers(left, shared):
            del left[number]
    return worlds


def _list_readers(found: Mapping[str, MeasurementForecast], key: SeriesKey) -> list[str]:
    return [number for number, test in found.items() if key in test.follows]


def _find_most_read(found: Mapping[str, MeasurementForecast]) -> SeriesKey | None:
    """Find the series that most tests read; None if no two tests share one."""
    keys = dict.fromkeys(key for test in found.values() for key in test.follows)
    best = max(keys, key=lambda key: len(_list_readers(found, key)), default=None)
    return best if best is not None and len(_list_readers(found, best)) > 1 else None


def _build_worlds(key: SeriesKey, tests: Mapping[str, MeasurementForecast]) -> list[World]:
    edges = np.unique(
        np.concatenate([[0.0, 1.0], *(_find_changes(*test.follows[key]) for test in tests.values())])
    )
    edges = edges[np.concatenate([[True], np.diff(edges) > _SAME])]
    if len(edges) > MOST_WORLDS + 1:
        edges = np.linspace(0, 1, MOST_WORLDS + 1)
    inside = {number: _average_between(*test.follows[key], edges) for number, test in tests.items()}
    return [
        World(
            float(above - below),
            {
                number: _convert_to_outcome(tests[number].credits, table[place])
                for number, table in inside.items()
            },
        )
        for place, (below, above) in enumerate(pairwise(edges))
    ]


_SAME = 1e-9


def _find_changes(chances: Numbers, table: Numbers) -> Numbers:
    """Find the quantiles of the series where the credit changes."""
    changed = np.flatnonzero(np.any(np.diff(table, axis=0) != 0, axis=1))
    return np.asarray(np.minimum(np.cumsum(chances)[changed], 1.0))


def _average_between(chances: Numbers, table: Numbers, edges: Numbers) -> Numbers:
    """Average the probability of each credit over each interval; weighted, they add up to the test's own chances."""
    until = np.concatenate([[0.0], np.minimum(np.cumsum(chances), 1.0)])
    until[-1] = 1.0
    so_far = np.vstack([np.zeros(table.shape[1]), np.cumsum(chances[:, None] * table, axis=0)])
    at = np.array([np.interp(edges, until, column) for column in so_far.T]).T
    inside = np.maximum(np.diff(at, axis=0), 0.0)
    return np.asarray(inside / inside.sum(axis=1, keepdims=True))


def _convert_to_outcome(credits: Sequence[Fraction], chances: Numbers) -> Outcome:
    return Outcome.forecast(
        {credit: p for credit, p in zip(credits, chances.tolist(), strict=True) if p > _SAME}
    )
