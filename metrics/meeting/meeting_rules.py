"""Which steps may follow with a meeting, what may be captured at it, and why not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.access import Action, Grant, Person, Resource, Role
from metrics.errors import Problem
from metrics.meeting.meeting_course import (
    APPROVALS,
    MeetingCourse,
    MeetingState,
    MeetingStep,
    MeetingStepKind,
)
from metrics.meeting.meeting_entries import (
    CAPTURED,
    FOLLOWED,
    STRIKABLE,
    EntryKind,
    MeetingEntry,
    find_done,
    find_standing,
)
from metrics.plan.terms import Party, find_text_problems

_AHEAD = frozenset({MeetingState.NOT_PLANNED, MeetingState.PLANNED})
_DRAFT = frozenset({MeetingState.DRAFT})
FOLLOWS: dict[MeetingStepKind, frozenset[MeetingState]] = {
    MeetingStepKind.PLANNED: _AHEAD,
    MeetingStepKind.CANCELLED: frozenset({MeetingState.PLANNED}),
    MeetingStepKind.OPENED: _AHEAD,
    MeetingStepKind.ATTENDED: frozenset({MeetingState.OPEN}),
    MeetingStepKind.CLOSED: frozenset({MeetingState.OPEN}),
    MeetingStepKind.REOPENED: _DRAFT,
    MeetingStepKind.COMMENTED: _DRAFT,
    MeetingStepKind.APPROVED_DEPARTMENT: _DRAFT,
    MeetingStepKind.APPROVED_INSTITUTION: _DRAFT,
}
"""The states in which each step may be taken."""

WORDED = frozenset(
    {
        MeetingStepKind.ATTENDED,
        MeetingStepKind.CANCELLED,
        MeetingStepKind.REOPENED,
        MeetingStepKind.COMMENTED,
    }
)
"""Steps that take words: who attended, why it is cancelled or the minutes opened again, the comment itself."""

DATED = frozenset({MeetingStepKind.PLANNED, MeetingStepKind.CLOSED})
"""Steps that take a day: of the meeting, and until which the minutes can be commented on."""


def find_untimely(course: MeetingCourse, kind: MeetingStepKind, day: date) -> Problem | None:
    """Find why a step may not be taken on a day in the state the meeting is in; None where it may."""
    if course.subject.is_part:
        return _find_untimely_of_part(course, kind, day)
    if course.state not in FOLLOWS[kind]:
        return Problem("meeting_not_now", course.quarter, {"step": kind, "state": course.state})
    party = APPROVALS.get(kind)
    if Party.INSTITUTION not in course.subject.parties and kind in _OF_INSTITUTION:
        return Problem("meeting_of_area", course.quarter)
    if party and party not in course.awaited:
        return Problem("minutes_approved", course.quarter, {"party": party})
    return None


def _find_untimely_of_part(course: MeetingCourse, kind: MeetingStepKind, day: date) -> Problem | None:
    """Find why an institution may not do something with its part of an area's minutes: it comments until the end.

    That the department has approved them ends no comments, as it does so alone.
    """
    if kind is not MeetingStepKind.COMMENTED:
        return Problem("meeting_of_area", course.quarter)
    if course.closed is None or course.is_final(day):
        return Problem("meeting_not_now", course.quarter, {"step": kind, "state": course.state})
    return None


_OF_INSTITUTION = frozenset({MeetingStepKind.COMMENTED, MeetingStepKind.APPROVED_INSTITUTION})


def find_meeting_step_problems(
    course: MeetingCourse, step: MeetingStep, today: date, *, for_both: bool = False
) -> list[Problem]:
    """Find everything that is wrong with a step; where it may not be taken at all, that alone.

    Nobody approves for both parties, unless they act `for_both` as the program itself does.
    """
    if untimely := find_untimely(course, step.kind, today):
        return [untimely]
    if step.kind in APPROVALS and not for_both and any(one.person == step.person for one in course.approvals):
        return [Problem("minutes_by_one", course.quarter)]
    return [*_find_word_problems(step), *_find_day_problems(step, today), *_find_attendance(course, step)]


def _find_word_problems(step: MeetingStep) -> Iterator[Problem]:
    if step.kind in WORDED or step.words:
        yield from find_text_problems(step.words, "words")
    if step.absent:
        yield from find_text_problems(step.absent, "absent")


def _find_day_problems(step: MeetingStep, today: date) -> Iterator[Problem]:
    if step.kind in DATED and step.on is None:
        yield Problem("day_missing", "on")
    elif step.on and step.on < today:
        yield Problem("day_past", "on", {"day": step.on})


def _find_attendance(course: MeetingCourse, step: MeetingStep) -> Iterator[Problem]:
    if step.kind is MeetingStepKind.CLOSED and course.find_last(MeetingStepKind.ATTENDED) is None:
        yield Problem("attendance_missing", "words")


@dataclass(frozen=True, slots=True)
class EntryGround:
    """What a line is held against: the meeting, all lines of its subject, and the goals of each plan it is about."""

    course: MeetingCourse
    entries: Sequence[MeetingEntry]
    goals: Mapping[str, Collection[str]]
    today: date


def find_entry_problems(entry: MeetingEntry, ground: EntryGround) -> list[Problem]:
    """Find everything that is wrong with a line; where nothing can be captured now, that alone."""
    if ground.course.state is not MeetingState.OPEN:
        return [Problem("meeting_not_open", entry.quarter, {"state": ground.course.state})]
    if entry.kind not in CAPTURED:
        return [*_find_answered_problems(entry, ground)]
    return [
        *find_text_problems(entry.text, "text"),
        *_find_place_problems(entry, ground),
        *_find_owner_problems(entry, ground.today),
    ]


def _find_place_problems(entry: MeetingEntry, ground: EntryGround) -> Iterator[Problem]:
    if entry.plan and entry.plan not in ground.goals:
        yield Problem("plan_not_of_meeting", "plan", {"value": entry.plan, "allowed": sorted(ground.goals)})
    elif entry.goal and entry.goal not in ground.goals.get(entry.plan, ()):
        allowed = list(ground.goals.get(entry.plan, ()))
        yield Problem("goal_unknown", "goal", {"value": entry.goal, "allowed": allowed})
    elif entry.kind is EntryKind.DEVIATION and not entry.goal:
        yield Problem("deviation_of_goal", "goal")


def _find_owner_problems(entry: MeetingEntry, today: date) -> Iterator[Problem]:
    """Find what an action and an accepted deviation lack: both have somebody who answers for them, and a day."""
    if entry.kind not in (EntryKind.ACTION, EntryKind.DEVIATION):
        return
    yield from find_text_problems(entry.owner, "owner")
    if entry.due is None:
        yield Problem("day_missing", "due")
    elif entry.due < today:
        yield Problem("day_past", "due", {"day": entry.due})


def _find_answered_problems(entry: MeetingEntry, ground: EntryGround) -> Iterator[Problem]:
    """Find what is wrong with a line that says of another that it is done, or that it is struck out."""
    standing = {one.number: one for one in find_standing(ground.entries)}
    about = standing.get(entry.about or 0)
    if entry.kind is EntryKind.STRUCK:
        if about is None or about.kind not in STRIKABLE or about.quarter != entry.quarter:
            yield Problem("line_not_here", "about")
        return
    if about is None or about.kind not in FOLLOWED:
        yield Problem("line_not_here", "about")
    elif about.number in find_done(ground.entries):
        yield Problem("line_done", "about")
    if entry.on is None:
        yield Problem("day_missing", "on")
    elif entry.on > ground.today:
        yield Problem("day_to_come", "on", {"day": entry.on})


def find_acting_role(person: Person, action: Action, resource: Resource, day: date) -> Role | None:
    """Find the role in which somebody does something at a meeting: the one nearest to what it is about."""
    able = [grant for grant in person.grants if grant.allows(action) and grant.stands(day)]
    near = [(_measure(grant), grant.role) for grant in able if grant.covers(resource)]
    # Who holds each institution of an area by itself holds a meeting about the area, too.
    return min(near)[1] if near else next((grant.role for grant in able), None)


def _measure(grant: Grant) -> int:
    """Measure how far a grant reaches: an institution, an area, everything."""
    return 0 if grant.institution else 1 if grant.area else 2
