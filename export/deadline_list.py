"""Deadlines for other programs: as JSON for `maalstreg deadlines --json`, and as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from icalendar import Event

from export.calendar_days import build_day, start_calendar
from export.meeting_invitation import build_meeting
from metrics.followup.commitments import Commitment
from metrics.followup.deadlines import Deadline
from metrics.meeting.called_meeting import CalledMeeting
from metrics.plan.catalogue import Catalogue
from words.deadline import link_to_page, name_duty, name_owner, write_due_day, write_since
from words.language import Words
from words.meetings.commitment_line import link_to_commitment, name_commitment, name_party, write_owner

MEDIA_TYPE = "text/calendar; charset=utf-8"


def build_deadline_document(deadline: Deadline, on: date) -> dict[str, str | int | None]:
    """Build the document of a deadline as it stands on a day; `goal` is null for what the whole plan owes."""
    return {
        "plan": deadline.plan.id,
        "quarter": deadline.quarter,
        "goal": deadline.goal,
        "criterion": deadline.criterion.number if deadline.criterion else None,
        "what": deadline.duty.value,
        "due": deadline.due.isoformat(),
        "working_day": deadline.working_day.isoformat(),
        "days_left": deadline.days_left(on),
        "role": deadline.role.value,
        "awaited": deadline.awaited.isoformat() if deadline.awaited else None,
    }


def build_commitment_document(one: Commitment, on: date) -> dict[str, str | int | None]:
    """Build the document of a duty or an initiative as it stands on a day, with the same names as a deadline's."""
    return {
        "plan": one.plan,
        "quarter": None,
        "goal": None,
        "criterion": None,
        "what": one.kind.value,
        "title": one.text,
        "due": one.due.isoformat(),
        "working_day": one.working_day.isoformat(),
        "days_left": one.days_left(on),
        "role": one.role.value if one.role else None,
        "awaited": None,
    }


def write_calendar(
    found: Iterable[Deadline],
    catalogue: Catalogue,
    words: Words,
    now: datetime,
    base: str = "",
    agreed: Iterable[Commitment] = (),
    *,
    meetings: Iterable[CalledMeeting] = (),
) -> bytes:
    """Write the deadlines, and what was agreed with a day, as all-day events; and the meetings that are called.

    `base` is the public address of the pages, if known.

    An event keeps its identity when its day is moved. It rings no alarm, and shows nobody as busy but at a meeting
    with hours.
    """
    made = start_calendar(words)
    for deadline in found:
        made.add_component(_build_event(deadline, catalogue, words, now, base))
    for one in agreed:
        if one.planned:
            continue  # a season or a year is on no day
        made.add_component(_build_agreed(one, catalogue, words, now, base))
    for meeting in meetings:
        made.add_component(build_meeting(meeting.course, meeting.name, words, now, base))
    written: bytes = made.to_ical()
    return written


def _build_event(deadline: Deadline, catalogue: Catalogue, words: Words, now: datetime, base: str) -> Event:
    whose, what = name_owner(deadline, catalogue, words), name_duty(deadline, catalogue, words)
    made = build_day(
        deadline.key, deadline.due, words.t("calendar.summary", institution=whose, what=what), now
    )
    told = [
        words.t("calendar.plan", plan=deadline.plan.title),
        *filter(None, [write_since(deadline, words)]),
        words.t("calendar.due", day=write_due_day(deadline, words)),
        words.t("calendar.role", role=words.t(f"role.{deadline.role}")),
    ]
    made.add("description", "\n".join(told))
    if base:
        made.add("url", base + link_to_page(deadline, words))
    return made


def _build_agreed(agreed: Commitment, catalogue: Catalogue, words: Words, now: datetime, base: str) -> Event:
    whose, what = name_party(agreed, catalogue, words), name_commitment(agreed, words)
    made = build_day(agreed.key, agreed.due, words.t("calendar.summary", institution=whose, what=what), now)
    told = [words.t("calendar.due", day=write_due_day(agreed, words)), write_owner(agreed, words)]
    made.add("description", "\n".join(told))
    if base:
        made.add("url", base + link_to_commitment(agreed, words))
    return made
