"""The actions of meetings that are not done, as somebody is reminded of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from metrics.followup.commitments import Commitment, CommitmentKind
from metrics.meeting.area_part import is_owner
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
    members: Mapping[str, str],
    owners: Mapping[str, str],
) -> list[Commitment]:
    """List the open actions of the meetings about one subject that a close has told, those due first at the top.

    `members` are the institutions it is about, each with its name, and `owners` the institution of each plan. An action
    of a meeting about an area is told to the institution it was given, else to the department alone.
    """
    found = []
    for entry in find_open_actions(entries):
        course = courses.get(entry.quarter)
        closed = course.closed if course else None
        if closed is None or entry.at is None or entry.at > closed.at or entry.due is None:
            continue
        given = subject.institution or _find_given(entry, members, owners)
        sides = find_sides(entry.owner, members.get(given, "")) if given else frozenset({Party.DEPARTMENT})
        found.append(
            Commitment(
                CommitmentKind.ACTION,
                entry.number,
                entry.due,
                entry.text,
                entry.owner,
                (given,) if Party.INSTITUTION in sides else tuple(members),
                sides,
                entry.plan,
                entry.goal,
                subject.area,
                entry.quarter,
            )
        )
    return found


def _find_given(entry: MeetingEntry, members: Mapping[str, str], owners: Mapping[str, str]) -> str:
    """Find the institution that an action of an area's meeting was given: its owner's, or that of its plan."""
    named = next((key for key, name in members.items() if is_owner(entry.owner, name)), "")
    about = owners.get(entry.plan, "")
    return named or (about if about in members else "")
