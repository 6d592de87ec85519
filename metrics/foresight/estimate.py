"""A forecast of one quantity, before it is held against a target."""

from __future__ import annotations

from typing import NamedTuple

from metrics.facts.facts import Observation
from metrics.foresight.forecast import Method
from metrics.foresight.history import History
from metrics.foresight.spread import Spread


class Estimate(NamedTuple):
    """What a quantity is likely to come to, and by which values. `volume` is what the rest of the year brings."""

    method: Method
    spread: Spread
    points: int
    years: int
    inputs: tuple[Observation, ...] = ()
    volume: float | None = None

    @classmethod
    def by(cls, method: Method, spread: Spread, used: History, volume: float | None = None) -> Estimate:
        """An estimate by a series."""
        return cls(
            method, spread, len(used.known), used.years, tuple([s.observation for s in used.known]), volume
        )
