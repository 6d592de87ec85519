"""Meetings for calendar programs (iCalendar, RFC 5545 and 5546): one that is called, moved or cancelled, or all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from icalendar import Calendar, Event, vCalAddress

from metrics.meeting.meeting_course import MeetingCourse
from metrics.meeting.meeting_hours import find_hours
from words import addresses
from words.language import Words


def write_invitations(
    courses: Sequence[MeetingCourse], name: str, words: Words, now: datetime, base: str = ""
) -> bytes:
    """Write the meetings about `name` that are called or were cancelled; `base` is the pages' public address, if known.

    Each keeps its identity, and its number grows whenever it is moved or cancelled, so that a calendar which has it
    already moves it. Nobody is asked for an answer: whoever opens it invites from their own calendar.
    """
    called = [course for course in courses if course.last_call]
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//Maalstreg//Maalstreg//DA")
    cancels = bool(called) and all(course.is_cancelled for course in called)
    made.add("method", "CANCEL" if cancels else "PUBLISH")
    for course in called:
        made.add_component(build_meeting(course, name, words, now, base))
    written: bytes = made.to_ical()
    return written


def build_meeting(course: MeetingCourse, name: str, words: Words, now: datetime, base: str) -> Event:
    """Build the event of a meeting about `name` that was called."""
    step = course.last_call
    assert step is not None
    assert step.on is not None
    subject = course.subject
    made = Event()
    made.add(
        "uid", f"meeting/{quote(subject.institution or subject.area, safe='')}/{course.quarter}@maalstreg"
    )
    made.add("sequence", course.sequence)
    made.add("dtstamp", now)
    made.add("last-modified", course.steps[-1].at)
    hours = find_hours(step.words, step.on)
    if hours:
        begins, ends = hours
        made.add("dtstart", begins.astimezone(UTC))
        made.add("dtend", ends.astimezone(UTC))
    else:
        made.add("dtstart", step.on)
        made.add("dtend", step.on + timedelta(days=1))
        made.add("transp", "TRANSPARENT")  # a day without hours blocks nobody's calendar
    made.add("summary", words.t("invitation.summary", name=name, quarter=words.period(course.quarter)))
    if step.words:
        made.add("location", step.words)
    made.add("description", words.t(f"invitation.{_find_state(course)}"))
    made.add("status", "CANCELLED" if course.is_cancelled else "CONFIRMED")
    if "@" in step.person:
        organizer = vCalAddress(f"mailto:{quote(step.person, safe='@+')}")
        organizer.params["cn"] = words.t(f"role.{step.role}")
        made.add("organizer", organizer)
    if base:
        query = {"institution": subject.institution} if subject.institution else {"area": subject.area}
        made.add(
            "url", base + addresses.make_path("meeting", {**query, "quarter": course.quarter}, words.lang)
        )
    return made


def _find_state(course: MeetingCourse) -> str:
    if course.is_cancelled:
        return "cancelled"
    return "held" if course.closed else "called"
