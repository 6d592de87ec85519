"""Days in a calendar for other programs (iCalendar, RFC 5545): all-day events that ring no alarm."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from words.language import Words


def start_calendar(words: Words) -> Calendar:
    """Start a calendar with nothing in it."""
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//Maalstreg//Maalstreg//DA")
    made.add("x-wr-calname", words.t("calendar.name"))
    return made


def build_day(key: str, due: date, summary: str, now: datetime) -> Event:
    """Build an event of one day, told apart by its key. It shows nobody as busy."""
    made = Event()
    made.add("uid", f"{key}@maalstreg")
    made.add("dtstamp", now)
    made.add("dtstart", due)
    made.add("dtend", due + timedelta(days=1))
    made.add("summary", summary)
    made.add("transp", "TRANSPARENT")
    return made
