"""An estimate of one quantity, before it is compared with a target."""

from __future__ import annotations

from typing import NamedTuple

from metrics.facts.facts import Observation
from metrics.foresight.forecast import Method
from metrics.foresight.history import History
from metrics.foresight.spread import Spread


class Estimate(NamedTuple):
    """The likely outcome of a quantity, and the values behind it. `volume` is the number of cases still to come."""

    method: Method
    spread: Spread
    points: int
    years: int
    inputs: tuple[Observation, ...] = ()
    volume: float | None = None

    @classmethod
    def by(cls, method: Method, spread: Spread, used: History, volume: float | None = None) -> Estimate:
        """Make an estimate from a series."""
        return cls(
            method, spread, len(used.known), used.years, tuple([s.observation for s in used.known]), volume
        )
