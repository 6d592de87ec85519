"""Tests that read the same series, in worlds they share: never independent.

A world is a stretch of where the series may end, from its lowest to its highest. Every test that reads it is judged at
the same place of its own quantiles, also where one reads the sum of the year and another its last value (comonotone).
Another series that a test reads as well is averaged over in each world.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

import numpy as np

from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import World
from metrics.foresight.measured_test import TestForecast
from metrics.foresight.spread import Numbers
from metrics.plan.formula import SeriesKey

MOST_WORLDS = 24
"""Where the worlds that differ are more than this, even stretches take their place; each test keeps its own chances."""


def build_shared_worlds(found: Mapping[str, TestForecast]) -> list[list[World]]:
    """The worlds of each series that several tests read: first of the one that most of them read."""
    left, worlds = dict(found), []
    while shared := _most_read(left):
        worlds.append(_worlds(shared, {number: left[number] for number in _read_by(left, shared)}))
        for number in _read_by(left, shared):
            del left[number]
    return worlds


def _read_by(found: Mapping[str, TestForecast], key: SeriesKey) -> list[str]:
    return [number for number, test in found.items() if key in test.follows]


def _most_read(found: Mapping[str, TestForecast]) -> SeriesKey | None:
    """The series that most tests read, if it is two or more."""
    keys = dict.fromkeys(key for test in found.values() for key in test.follows)
    best = max(keys, key=lambda key: len(_read_by(found, key)), default=None)
    return best if best is not None and len(_read_by(found, best)) > 1 else None


def _worlds(key: SeriesKey, tests: Mapping[str, TestForecast]) -> list[World]:
    edges = np.unique(
        np.concatenate([[0.0, 1.0], *(_changes(*test.follows[key]) for test in tests.values())])
    )
    edges = edges[np.concatenate([[True], np.diff(edges) > _SAME])]
    if len(edges) > MOST_WORLDS + 1:
        edges = np.linspace(0, 1, MOST_WORLDS + 1)
    inside = {number: _between(*test.follows[key], edges) for number, test in tests.items()}
    return [
        World(
            float(above - below),
            {number: _outcome(tests[number].credits, table[place]) for number, table in inside.items()},
        )
        for place, (below, above) in enumerate(pairwise(edges))
    ]


_SAME = 1e-9


def _changes(chances: Numbers, table: Numbers) -> Numbers:
    """Where along the series the credit changes."""
    changed = np.flatnonzero(np.any(np.diff(table, axis=0) != 0, axis=1))
    return np.asarray(np.minimum(np.cumsum(chances)[changed], 1.0))


def _between(chances: Numbers, table: Numbers, edges: Numbers) -> Numbers:
    """The probability of each credit within each stretch; over all stretches they add to the test's own."""
    until = np.concatenate([[0.0], np.minimum(np.cumsum(chances), 1.0)])
    until[-1] = 1.0
    so_far = np.vstack([np.zeros(table.shape[1]), np.cumsum(chances[:, None] * table, axis=0)])
    at = np.array([np.interp(edges, until, column) for column in so_far.T]).T
    inside = np.maximum(np.diff(at, axis=0), 0.0)
    return np.asarray(inside / inside.sum(axis=1, keepdims=True))


def _outcome(credits: Sequence[Fraction], chances: Numbers) -> Outcome:
    return Outcome.forecast(
        {credit: p for credit, p in zip(credits, chances.tolist(), strict=True) if p > _SAME}
    )
