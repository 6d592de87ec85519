"""What a test waits for: a value, a milestone or an assessment, by a day and from one of the two parties."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from metrics.periods import count_days_left
from metrics.plan.terms import Party
from metrics.score.chosen_parts import OwedValue


class DueItem(NamedTuple):
    """Something due by a day: a value, a milestone or an assessment (`owed` is None for the last two)."""

    on: date
    owed: OwedValue | None = None
    awaited: date | None = None
    """The day on which a value that is not out yet is expected; None once that day has passed."""
    by: Party = Party.INSTITUTION
    """Who has to give it, or to fetch it."""
    source: str | None = None
    """The central source that a value is fetched from; None where a party itself gives it."""

    def count_days_late(self, day: date) -> int:
        """Count the days it is late on a day, from the first working day it was due; 0 when it is not late."""
        return max(-count_days_left(self.on, day), 0)
