"""What is captured at meetings, line by line, and what of it is still to be done at the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from metrics.access import Role


class EntryKind(StrEnum):
    """What a captured line is. A line is never changed: that it is done, or struck, is a line of its own."""

    DECISION = "decision"
    ACTION = "action"
    NOTE = "note"
    DEVIATION = "deviation"
    ESCALATION = "escalation"
    PARKED = "parked"
    DONE = "done"
    STRUCK = "struck"


CAPTURED = (
    EntryKind.DECISION,
    EntryKind.ACTION,
    EntryKind.NOTE,
    EntryKind.DEVIATION,
    EntryKind.ESCALATION,
    EntryKind.PARKED,
)
"""What is captured by hand, in the order in which it is offered."""

FOLLOWED = frozenset({EntryKind.ACTION, EntryKind.ESCALATION, EntryKind.PARKED})
"""What can be marked as done. The next meeting follows it up, with each accepted deviation and each decision."""

STRIKABLE = FOLLOWED | {EntryKind.DECISION, EntryKind.NOTE, EntryKind.DEVIATION}
"""What can be struck out at its own meeting: with an accepted deviation its decision is revoked."""


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """One captured line about a goal of a plan, or about the meeting as a whole where it names none.

    `owner` is who does an action, in words or as a role, and who accepted a deviation; `due` the day an action is due
    or a deviation is accepted until; `on` the day something was done; `about` the line that is done or struck;
    `decision` the decision that was recorded with an accepted deviation, which may have been `revoked` since. `number`
    is the database's.
    """

    quarter: str
    kind: EntryKind
    text: str = ""
    plan: str = ""
    goal: str = ""
    owner: str = ""
    due: date | None = None
    on: date | None = None
    about: int | None = None
    decision: int | None = None
    person: str = ""
    role: Role | None = None
    at: datetime | None = None
    number: int = 0
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class FollowedEntry:
    """A line of an earlier meeting with the line that says it was done, if any."""

    entry: MeetingEntry
    done: MeetingEntry | None = None


def has_passed(entry: MeetingEntry, day: date) -> bool:
    """Tell whether the day of a line has passed: it was due, or the deviation was accepted no longer than that."""
    return entry.due is not None and entry.due < day


def find_standing(entries: Iterable[MeetingEntry]) -> list[MeetingEntry]:
    """Find the captured lines that were not struck out, in the order captured."""
    every = list(entries)
    struck = {entry.about for entry in every if entry.kind is EntryKind.STRUCK}
    return [entry for entry in every if entry.kind in CAPTURED and entry.number not in struck]


def find_done(entries: Iterable[MeetingEntry]) -> dict[int, MeetingEntry]:
    """Find which lines are done, by their number, with the line that says so."""
    every = list(entries)
    struck = {entry.about for entry in every if entry.kind is EntryKind.STRUCK}
    done = (entry for entry in every if entry.kind is EntryKind.DONE and entry.number not in struck)
    return {entry.about: entry for entry in done if entry.about is not None}


def find_old_business(
    entries: Sequence[MeetingEntry], quarter: str, earlier: Sequence[str], last_held: date | None = None
) -> list[FollowedEntry]:
    """Find what a meeting follows up first: all of the last meeting, and of older ones what has not come to its end.

    `earlier` are the quarters of the meetings held before, oldest first, `last_held` is the day of the last. What was
    done at an earlier meeting was told there; what is done at this one stays in view. Of older meetings these are the
    actions still open, the points parked, and the deviations that were accepted beyond the last meeting, so that one
    that ends says so.
    """
    done = find_done(entries)
    found = []
    for entry in find_standing(entries):
        if entry.kind is EntryKind.NOTE or entry.revoked or entry.quarter not in earlier:
            continue
        told = done.get(entry.number)
        if told and told.quarter != quarter:
            continue
        if entry.quarter == earlier[-1] or _goes_on(entry, last_held):
            found.append(FollowedEntry(entry, told))
    return sorted(found, key=_rank_followed)


def _goes_on(entry: MeetingEntry, last_held: date | None) -> bool:
    if entry.kind is EntryKind.DEVIATION:
        return last_held is not None and not has_passed(entry, last_held)
    return entry.kind in (EntryKind.ACTION, EntryKind.PARKED)


def find_open_actions(entries: Sequence[MeetingEntry]) -> list[MeetingEntry]:
    """Find the actions that are not done, those due first at the top."""
    done = find_done(entries)
    found = (e for e in find_standing(entries) if e.kind is EntryKind.ACTION and e.number not in done)
    return sorted(found, key=lambda entry: (entry.due or date.max, entry.number))


def _rank_followed(found: FollowedEntry) -> tuple[date, int]:
    return found.entry.due or date.max, found.entry.number
