"""What meetings await of somebody: minutes that their side has not approved, and the open actions they answer for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from metrics.access import Person, Resource
from metrics.followup.commitments import Commitment, CommitmentKind, rank_commitment
from metrics.followup.reminders import find_held_roles
from metrics.meeting.meeting_course import APPROVALS, MeetingCourse
from metrics.meeting.meeting_rules import find_untimely
from metrics.plan.terms import Party


@dataclass(frozen=True, slots=True)
class AwaitedMinutes:
    """Minutes that a party has not approved, of a meeting about some institutions."""

    course: MeetingCourse
    party: Party
    members: tuple[str, ...]

    @property
    def until(self) -> date | None:
        """The last day for comments."""
        return self.course.closed.on if self.course.closed else None


def find_awaited_minutes(
    courses: Iterable[tuple[MeetingCourse, tuple[str, ...]]],
    sides: Mapping[Party, Collection[str]],
    day: date,
) -> list[AwaitedMinutes]:
    """Find the minutes that await somebody, those with the earliest day for comments first.

    `sides` are the institutions for which they may approve minutes on behalf of each party; each course comes with
    the institutions that its meeting is about.
    """
    found = [
        AwaitedMinutes(course, party, members)
        for course, members in courses
        for kind, party in APPROVALS.items()
        if set(members) <= set(sides.get(party, ())) and find_untimely(course, kind, day) is None
    ]
    return sorted(found, key=lambda one: (one.until or date.max, one.course.subject, one.course.quarter))


def select_own_actions(
    agreed: Iterable[Commitment], person: Person, owners: Mapping[str, Resource], day: date
) -> list[Commitment]:
    """Select the open actions that are told to somebody's side, the overdue ones first."""
    actions = (one for one in agreed if one.kind is CommitmentKind.ACTION)
    found = [one for one in actions if find_held_roles(person, one, owners, day) & one.roles]
    return sorted(found, key=rank_commitment)
