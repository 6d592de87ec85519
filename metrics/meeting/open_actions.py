"""The actions of meetings that are not done, as somebody is reminded of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from metrics.followup.commitments import Commitment, CommitmentKind
from metrics.meeting.meeting_course import MeetingCourse, MeetingSubject
from metrics.meeting.meeting_entries import MeetingEntry, find_open_actions
from metrics.plan.terms import Party

_NAMED: Final = {
    Party.DEPARTMENT: ("departement", "ministeri", "controller", "department", "ministry"),
    Party.INSTITUTION: ("institution", "reporter", "indberetter"),
}
"""What an owner is called that is of one party, in either language."""


def find_sides(owner: str, name: str) -> frozenset[Party]:
    """Find the party that an owner is of by how it is written; both where that says neither, or each."""
    said = owner.casefold()
    found = {party for party, words in _NAMED.items() if any(word in said for word in words)}
    if name and name.casefold() in said:
        found.add(Party.INSTITUTION)
    return frozenset(found) if len(found) == 1 else frozenset(Party)


def list_open_actions(
    subject: MeetingSubject,
    courses: Mapping[str, MeetingCourse],
    entries: Sequence[MeetingEntry],
    members: Sequence[str],
    name: str,
) -> list[Commitment]:
    """List the open actions of the meetings about one subject that a close has told, those due first at the top.

    `members` are the institutions it is about, and `name` is the institution's. Of a meeting about an area the
    department alone is told.
    """
    found = []
    for entry in find_open_actions(entries):
        course = courses.get(entry.quarter)
        closed = course.closed if course else None
        if closed is None or entry.at is None or entry.at > closed.at or entry.due is None:
            continue
        own = frozenset({Party.DEPARTMENT})
        found.append(
            Commitment(
                CommitmentKind.ACTION,
                entry.number,
                entry.due,
                entry.text,
                entry.owner,
                tuple(members),
                find_sides(entry.owner, name) if subject.institution else own,
                entry.plan,
                entry.goal,
                subject.area,
                entry.quarter,
            )
        )
    return found
