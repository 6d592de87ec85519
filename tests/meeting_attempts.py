"""Each step with a meeting and each line, tried on an institution's meeting that is where it may be taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from db.meetings import meeting_commands
from db.meetings.meeting_commands import MeetingRequest
from metrics.meeting.meeting_course import MeetingStepKind, MeetingSubject
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from tests.matrix import AREAS, ELSEWHERE, NEIGHBOUR, OWN
from tests.preparations import AfterAnother, Do

QUARTERS = {OWN: "2026Q3", NEIGHBOUR: "2026Q3", ELSEWHERE: "2017Q3"}
GOAL, LATER = "1.1", date(2100, 1, 1)
_OPEN = (MeetingStepKind.OPENED,)
_CLOSED = (*_OPEN, MeetingStepKind.ATTENDED, MeetingStepKind.CLOSED)
BEFORE: dict[MeetingStepKind, tuple[MeetingStepKind, ...]] = {
    MeetingStepKind.PLANNED: (),
    MeetingStepKind.CANCELLED: (MeetingStepKind.PLANNED,),
    MeetingStepKind.OPENED: (),
    MeetingStepKind.ATTENDED: _OPEN,
    MeetingStepKind.CLOSED: _CLOSED[:2],
    **dict.fromkeys(
        (
            MeetingStepKind.REOPENED,
            MeetingStepKind.COMMENTED,
            MeetingStepKind.APPROVED_DEPARTMENT,
            MeetingStepKind.APPROVED_INSTITUTION,
        ),
        _CLOSED,
    ),
}
"""The steps that come before each."""
Attempt = tuple[Callable[..., object], Callable[[str], Do]]


def request(subject: MeetingSubject, quarter: str, kind: MeetingStepKind) -> MeetingRequest:
    """A step with all that any step takes."""
    dated = kind in (MeetingStepKind.PLANNED, MeetingStepKind.CLOSED)
    return MeetingRequest(subject, quarter, kind, "W", on=LATER if dated else None)


def list_attempts(plans: dict[str, str]) -> dict[str, Attempt]:
    """What is tried with meetings, by the names of the commands."""
    steps: dict[str, Attempt] = {
        f"meeting_{kind}": (meeting_commands.take_meeting_step, _try_step(kind)) for kind in BEFORE
    }
    return {
        **steps,
        "meeting_series": (meeting_commands.plan_series, _try_series),
        "meeting_of_area": (meeting_commands.take_meeting_step, _try_area),
        "meeting_capture": (meeting_commands.capture_entry, _try_capture(EntryKind.ACTION, plans)),
        "meeting_note": (meeting_commands.capture_entry, _try_capture(EntryKind.NOTE, plans)),
    }


def _take(subject: MeetingSubject, quarter: str, kinds: tuple[MeetingStepKind, ...]) -> Do:
    def do(session: Session) -> None:
        for kind in kinds:
            meeting_commands.take_meeting_step(session, request(subject, quarter, kind))

    return do


def _try_step(kind: MeetingStepKind) -> Callable[[str], Do]:
    def of(owner: str) -> Do:
        subject, quarter = MeetingSubject(owner), QUARTERS[owner]
        return AfterAnother(_take(subject, quarter, BEFORE[kind]), _take(subject, quarter, (kind,)))

    return of


def _try_series(owner: str) -> Do:
    wanted = request(MeetingSubject(owner), QUARTERS[owner], MeetingStepKind.PLANNED)
    return lambda session: meeting_commands.plan_series(session, wanted)


def _try_area(owner: str) -> Do:
    return _take(MeetingSubject(area=AREAS[owner]), QUARTERS[owner], _OPEN)


def _try_capture(kind: EntryKind, plans: dict[str, str]) -> Callable[[str], Do]:
    def of(owner: str) -> Do:
        subject, quarter = MeetingSubject(owner), QUARTERS[owner]
        wanted = MeetingEntry(quarter, kind, "W", plans[owner], GOAL, "R", LATER)
        return AfterAnother(
            _take(subject, quarter, _OPEN),
            lambda session: meeting_commands.capture_entry(session, subject, wanted, datetime.now(UTC)),
        )

    return of
