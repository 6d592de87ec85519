"""A meeting about an institution of the example, as its parties hold it at the dashboard."""

from __future__ import annotations

from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from db.meetings import meeting_commands, meeting_queries
from db.meetings.meeting_commands import MeetingRequest
from db.meetings.meeting_queries import SubjectMeetings
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.meeting.meeting_course import MeetingStepKind, MeetingSubject
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from tests.pages.conftest import Open

INSTITUTION, PLAN, QUARTER, NEXT = "eksempel-ankenaevn", "eksempel-ankenaevn-2026", "2026Q3", "2026Q4"
GOAL, LATER = f"{PLAN}:2.1", date(2100, 1, 1)
OWN = MeetingSubject(INSTITUTION)
DAY = "2026-11-20"
"""The day of the clock in these tests."""


def take(url: str, *kinds: str, quarter: str = QUARTER, words: str = "Chef og controller") -> None:
    """Take steps, as another has done before."""
    for kind in kinds:
        on = LATER if kind in ("planned", "closed") else None
        with open_writing(url, MACHINE) as session:
            wanted = MeetingRequest(OWN, quarter, MeetingStepKind(kind), words, on=on)
            meeting_commands.take_meeting_step(session, wanted)


def capture(url: str, kind: str, text: str = "", **said: Any) -> MeetingEntry:
    """Capture a line, as another has done before."""
    with open_writing(url, MACHINE) as session:
        return meeting_commands.capture_entry(
            session, OWN, MeetingEntry(QUARTER, EntryKind(kind), text, **said)
        )


def read(url: str) -> SubjectMeetings:
    """What is kept of the institution's meetings."""
    with open_reading(url, sees=EVERYTHING) as session:
        return meeting_queries.read_meetings(session, OWN)


def show(open_page: Open, role: str = "head", **query: str) -> AppTest:
    """Open the meeting as somebody of the trial."""
    return open_page("meeting", **{"institution": INSTITUTION, "quarter": QUARTER, "role": role, **query})


def press(at: AppTest, label: str) -> AppTest:
    """Press the button with a label."""
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception, at.exception
    return at


def write(at: AppTest, label: str, text: str) -> None:
    """Write in the field with a label."""
    next(field for field in (*at.text_input, *at.text_area) if field.label == label).set_value(text)


def labels(at: AppTest) -> set[str]:
    """What stands on the buttons."""
    return {button.label for button in at.button}
