"""An estimate of one quantity, before it is compared with a target."""

from __future__ import annotations

from typing import NamedTuple

from metrics.facts.facts import Observation
from metrics.foresight.forecast import Method
from metrics.foresight.history import History
from metrics.foresight.spread import Spread

FAR = 0.5
"""How much less sure a forecast is for each year that lies ahead beyond the next quarter, as a part of its log-odds.

Series hold more in store than their own past shows: budgets, reforms, a hard winter that strikes everybody.
"""
FAR_LAST = 0.75
"""The same of a last value: all of it lies at the far end, where a sum or a mean lies on the way there."""
NEXT_QUARTER = 0.25


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

    @classmethod
    def ahead(cls, method: Method, spread: Spread, used: History, volume: float | None = None) -> Estimate:
        """Make an estimate of how a series goes on, less sure by how much of its year is still to come."""
        left = len(used.ahead) / used.a_year if used.a_year > 1 else 0.0
        far = FAR_LAST if method is Method.STOCK else FAR
        sure = 1 - far * max(left - NEXT_QUARTER, 0.0)
        return cls.by(method, spread if sure == 1 else spread.flatten(sure), used, volume)
