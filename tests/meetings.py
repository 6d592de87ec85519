"""Steps and lines of a meeting for tests, with defaults for what a test does not care about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from metrics.access import Role
from metrics.meeting.meeting_course import MeetingCourse, MeetingStep, MeetingStepKind, MeetingSubject
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry

OWN = MeetingSubject("inst")
QUARTER = "2017Q2"
START = datetime(2017, 8, 1, 9, tzinfo=UTC)
JUNE, AUGUST, LATER = date(2017, 6, 30), date(2017, 8, 1), date(2017, 9, 30)


def steps(*kinds: str, subject: MeetingSubject = OWN, quarter: str = QUARTER, **said: Any) -> MeetingCourse:
    """The course of a meeting in which steps were taken an hour apart, each by somebody of its own kind."""
    found = [
        MeetingStep(
            MeetingStepKind(kind),
            "chief@example.dk" if kind.endswith("institution") or kind == "commented" else "head@example.dk",
            Role.CHIEF if kind.endswith("institution") or kind == "commented" else Role.HEAD,
            START + timedelta(hours=place),
            number=place + 1,
            **said,
        )
        for place, kind in enumerate(kinds)
    ]
    return MeetingCourse(subject, quarter, tuple(found))


def line(number: int, kind: str = "action", quarter: str = QUARTER, **said: Any) -> MeetingEntry:
    """A line with a number; an action by somebody within a time."""
    owned = {"owner": "Chief", "due": LATER} if kind in ("action", "deviation") else {}
    text = {} if kind in ("done", "struck") else {"text": f"Line {number}"}
    return MeetingEntry(quarter, EntryKind(kind), number=number, **{**text, **owned, **said})
