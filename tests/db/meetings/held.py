"""Meetings about the source plan's institution, held by its parties on a test's own database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from db.meetings import meeting_commands, meeting_queries
from db.meetings.meeting_commands import MeetingRequest
from db.meetings.meeting_queries import SubjectMeetings
from db.scope import EVERYTHING
from db.session import open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.meeting.meeting_course import MeetingStep, MeetingStepKind, MeetingSubject
from metrics.meeting.meeting_document import MeetingDocument
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from tests.db.reports.played import AREA, CHIEF, CONTROLLER, hold

OWN, PLAN, QUARTER, NEXT = MeetingSubject("cpr"), "cpr-2017", "2017Q2", "2017Q3"
NOW, LATER = datetime(2017, 8, 1, 9, tzinfo=UTC), date(2100, 1, 1)
HEAD = hold(Role.HEAD, area=AREA)
BOTH = Person("both@example.dk", (*HEAD.grants, *CHIEF.grants))
ELSEWHERE = Person("else@example.dk", (Grant(Role.HEAD, date(2016, 1, 1), area="Elsewhere"),))
PEOPLE = (HEAD, CHIEF, CONTROLLER)


def take(url: str, by: Person, kind: str, words: str = "", **said: Any) -> MeetingStep:
    """Take a step with the meeting about the second quarter, unless another is said."""
    subject, quarter = said.pop("subject", OWN), said.pop("quarter", QUARTER)
    now = said.pop("now", NOW)
    wanted = MeetingRequest(subject, quarter, MeetingStepKind(kind), words, **said)
    with open_writing(url, by) as session:
        return meeting_commands.take_meeting_step(session, wanted, now)


def capture(url: str, by: Person, kind: str, text: str = "", **said: Any) -> MeetingEntry:
    """Capture a line at the same."""
    subject, quarter, now = said.pop("subject", OWN), said.pop("quarter", QUARTER), said.pop("now", NOW)
    entry = MeetingEntry(quarter, EntryKind(kind), text, **said)
    with open_writing(url, by) as session:
        return meeting_commands.capture_entry(session, subject, entry, now)


def close(url: str, by: Person = HEAD, **said: Any) -> MeetingStep:
    """Note who attended and close the meeting."""
    take(url, by, "attended", "Head, chief", **said)
    return take(url, by, "closed", on=LATER, **said)


def read(url: str, subject: MeetingSubject = OWN) -> SubjectMeetings:
    """All meetings, as whoever sees everything finds them."""
    with open_reading(url, sees=EVERYTHING) as session:
        return meeting_queries.read_meetings(session, subject)


def minutes(url: str, quarter: str = QUARTER) -> MeetingDocument:
    """What the latest close kept."""
    with open_reading(url, sees=EVERYTHING) as session:
        found = meeting_queries.read_minutes(session, OWN, quarter)
    assert found is not None
    return found
