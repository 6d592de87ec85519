"""One thing of a year: what it is, the day it is on, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.duties.occurrences import DutyStanding
from metrics.periods import NO_DAYS, count_days_left, find_working_day


class WheelKind(StrEnum):
    """What an entry is. Entries of the same day are listed in this order."""

    REPORT = "report"
    MEETING = "meeting"
    DUTY = "duty"
    DIRECTION = "direction"
    DEVIATION = "deviation"
    SETTLEMENT = "settlement"
    SIGNING = "signing"


class WheelState(StrEnum):
    """How an entry stands. Of what has passed and is neither done nor owed here nothing more is known."""

    DONE = "done"
    AHEAD = "ahead"
    LATE = "late"
    OPEN = "open"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class WheelEntry:
    """One entry of a year, of one institution; of a meeting about a whole `area` the institution is empty.

    `number` tells it apart within its kind and `plan`: a quarter, a step of the settlement, a goal, or a duty with its
    day. `text` is what a document calls it. `standing` is that of a duty's time. `fixed` says that it is a day agreed
    or counted, and no deadline: it moves to no working day.
    """

    kind: WheelKind
    day: date
    state: WheelState
    institution: str
    plan: str = ""
    number: str = ""
    text: str = ""
    area: str = ""
    standing: DutyStanding | None = None
    fixed: bool = False

    @property
    def key(self) -> str:
        """A key that is unique among entries, and stays the same when the day is moved."""
        return "/".join(["wheel", self.kind, self.plan or self.area or self.institution, self.number])

    @property
    def working_day(self) -> date:
        """The last working day on or before the day, for what is due."""
        one = self.standing.occurrence if self.standing else None
        return self.day if self.fixed else find_working_day(self.day, one.plan.closed if one else NO_DAYS)


def find_due_state(due: date, as_of: date, *, done: bool, owed: bool = True) -> WheelState:
    """Find how something stands that is due on a day; what is not `owed` any more is never late."""
    if done:
        return WheelState.DONE
    if count_days_left(due, as_of) >= 0:
        return WheelState.AHEAD
    return WheelState.LATE if owed else WheelState.PASSED


_KINDS = list(WheelKind)


def rank_entry(entry: WheelEntry) -> tuple[date, int, str, str, str]:
    """Rank by day, then by kind, then by whose it is."""
    return entry.day, _KINDS.index(entry.kind), entry.institution, entry.plan, entry.number
