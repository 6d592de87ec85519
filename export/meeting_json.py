"""Meetings as the terminal writes them for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from db.meetings.meeting_queries import SubjectMeetings
from metrics.meeting.meeting_course import MeetingState, MeetingStep, MeetingSubject
from metrics.meeting.meeting_document import MeetingDocument
from metrics.meeting.meeting_entries import MeetingEntry, find_done, find_open_actions, find_standing
from metrics.periods import write_day


def build_meeting_list(states: Mapping[tuple[MeetingSubject, str], MeetingState]) -> list[dict[str, Any]]:
    """Build where each meeting stands."""
    return [
        {
            "institution": subject.institution or None,
            "area": subject.area or None,
            "quarter": quarter,
            "state": state.value,
        }
        for (subject, quarter), state in sorted(states.items())
    ]


def build_meeting(found: SubjectMeetings, quarter: str, minutes: MeetingDocument | None) -> dict[str, Any]:
    """Build one meeting: where it stands, its steps and lines, the actions still open, and what its close kept."""
    course = found.find_course(quarter)
    standing, done = find_standing(found.find_entries(quarter)), find_done(found.entries)
    return {
        "institution": course.subject.institution or None,
        "area": course.subject.area or None,
        "quarter": quarter,
        "state": course.state.value,
        "version": course.version,
        "planned": write_day(course.planned),
        "comments_until": write_day(course.closed.on if course.closed else None),
        "awaited": [party.value for party in course.awaited] if course.closed else [],
        "steps": [_build_step(step) for step in course.steps],
        "entries": list(_build_entries(standing, done)),
        "open_actions": [entry.number for entry in find_open_actions(found.entries)],
        "minutes": minutes,
    }


def _build_step(step: MeetingStep) -> dict[str, Any]:
    return {
        "kind": step.kind.value,
        "person": step.person,
        "role": step.role.value,
        "at": step.at.isoformat(),
        "words": step.words,
        "absent": step.absent,
        "institution": step.institution or None,
        "on": write_day(step.on),
    }


def _build_entries(
    entries: Iterable[MeetingEntry], done: Mapping[int, MeetingEntry]
) -> Iterable[dict[str, Any]]:
    for entry in entries:
        said = done.get(entry.number)
        yield {
            "number": entry.number,
            "kind": entry.kind.value,
            "plan": entry.plan or None,
            "goal": entry.goal or None,
            "text": entry.text,
            "owner": entry.owner,
            "due": write_day(entry.due),
            "decision": entry.decision,
            "done": write_day(said.on) if said else None,
        }
