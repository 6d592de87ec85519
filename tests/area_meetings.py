"""A meeting about an area of the example, with lines about two of its institutions and about all of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from db.meetings import meeting_commands
from db.meetings.meeting_commands import MeetingRequest
from db.session import MACHINE, open_writing
from metrics.meeting.meeting_course import MeetingStepKind, MeetingSubject
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry

PLAN, QUARTER = "eksempel-ankenaevn-2026", "2026Q3"
AREA = "Digitaliserings- og Borgerministeriet (opdigtet)"
OTHER = "eksempel-tilsyn-2026"
DUE = date(2026, 12, 31)


def hold(url: str, *, close: bool = True, opened: bool = False) -> None:
    """Hold the meeting, and close it unless it is said not to be."""
    subject = MeetingSubject(area=AREA)

    def step(kind: str, words: str = "", **said: Any) -> None:
        with open_writing(url, MACHINE) as session:
            wanted = MeetingRequest(subject, QUARTER, MeetingStepKind(kind), words, **said)
            meeting_commands.take_meeting_step(session, wanted)

    def capture(kind: str, words: str, **said: Any) -> None:
        with open_writing(url, MACHINE) as session:
            meeting_commands.capture_entry(
                session, subject, MeetingEntry(QUARTER, EntryKind(kind), words, **said)
            )

    if not opened:
        step("opened")
    own, other = {"plan": PLAN, "goal": "2.1"}, {"plan": OTHER, "goal": "1.1"}
    capture("decision", "Eget besluttet", **own)
    capture("action", "Egen opgave", owner="Direktør", due=DUE, **own)
    capture("note", "Departementets note", **own)
    capture("decision", "Andet besluttet", **other)
    capture("action", "Anden opgave", owner="Direktør", due=DUE, **other)
    capture("decision", "Fælles besluttet")
    if close:
        step(
            "attended",
            "Departementet: Chef\nBorgertilsynet: Tilsynschef\nAnkenævnet for Borgersager: Direktør",
        )
        step("closed", on=DUE)


OTHERS = ("Andet besluttet", "Anden opgave", "Fælles besluttet", "Departementets note", "Tilsynschef")
"""What of it the institution of the plan is not told."""
