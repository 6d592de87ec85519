"""What is needed of the rest of the year, against what was ever done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RunRate:
    """What each remaining span must give, or what share the rest must have.

    `season` is the best that the same part of an earlier year gave, `ever` the best of any part as long. `impossible`
    is the day from which no rest of the year could be enough, by arithmetic alone.
    """

    needed: float
    spans: int
    season: float | None = None
    ever: float | None = None
    volume: float | None = None
    impossible_since: date | None = None
