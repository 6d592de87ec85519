"""The part of an area's meetings that is about one institution: its goals, and the lines told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from metrics.meeting.meeting_course import MeetingCourse, MeetingStepKind
from metrics.meeting.meeting_document import MeetingDocument
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry, find_standing

_TOLD = frozenset({EntryKind.DECISION, EntryKind.ACTION, EntryKind.DEVIATION, EntryKind.ESCALATION})
SHOWN = frozenset(
    {
        MeetingStepKind.PLANNED,
        MeetingStepKind.OPENED,
        MeetingStepKind.APPROVED_DEPARTMENT,
    }
)
"""The steps of the department that every institution of the area sees; the words of the others are its own."""


@dataclass(frozen=True, slots=True)
class AreaPart:
    """Which part of an area's meetings is told: the keys of the `plans` and the `names` of their institutions."""

    plans: frozenset[str]
    names: frozenset[str]

    def is_own(self, entry: MeetingEntry) -> bool:
        """Tell whether a line is about one of the plans, or is an action that one of the institutions answers for."""
        owned = entry.kind is EntryKind.ACTION and any(is_owner(entry.owner, name) for name in self.names)
        return entry.plan in self.plans or owned


def is_owner(owner: str, name: str) -> bool:
    """Tell whether an owner is an institution, or a role that is written as of it."""
    said, sought = owner.strip().casefold(), name.strip().casefold()
    return bool(sought) and (said == sought or said.endswith(f", {sought}"))


def select_told(
    entries: Iterable[MeetingEntry], courses: Mapping[str, MeetingCourse]
) -> tuple[MeetingEntry, ...]:
    """Select the lines that a close has told: those captured before the latest one of their meeting."""
    found = []
    for entry in entries:
        course = courses.get(entry.quarter)
        closed = course.closed if course else None
        if closed and entry.at and entry.at <= closed.at:
            found.append(entry)
    return tuple(found)


def select_own_entries(
    entries: Iterable[MeetingEntry], courses: Mapping[str, MeetingCourse], part: AreaPart
) -> tuple[MeetingEntry, ...]:
    """Select the told lines of a part but for notes, with those that say of them that they are done.

    The goal of another institution that such an action is about is not named.
    """
    told = select_told(entries, courses)
    own = {one.number: one for one in find_standing(told) if one.kind in _TOLD and part.is_own(one)}
    return tuple(
        one if one.plan in part.plans else replace(one, plan="", goal="")
        for one in told
        if one.number in own or (one.kind is EntryKind.DONE and one.about in own)
    )


def select_own_document(
    document: MeetingDocument, part: AreaPart, entries: Collection[MeetingEntry]
) -> MeetingDocument:
    """Keep of an area's minutes the part about some plans, with these `entries` and who was there from them."""
    numbers = {one.number for one in entries}
    return {
        **document,
        "attended": _select_lines(document["attended"], part),
        "absent": _select_lines(document["absent"], part),
        "plans": [plan for plan in document["plans"] if plan["plan"] in part.plans],
        "agenda": [[plan, goal] for plan, goal in document.get("agenda", []) if plan in part.plans],
        "old": [one for one in document["old"] if one["entry"] in numbers],
        "dues": [one for one in document.get("dues", []) if one["plan"] in part.plans],
        "entries": [number for number in document["entries"] if number in numbers],
    }


def _select_lines(text: str, part: AreaPart) -> str:
    starts = tuple(f"{name.casefold()}:" for name in part.names)
    return "\n".join(line for line in text.splitlines() if line.casefold().startswith(starts))
