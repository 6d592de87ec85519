"""A year of everything in a calendar for other programs: one event for each entry, on its day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from export.calendar_days import build_day, start_calendar
from metrics.plan.catalogue import Catalogue
from metrics.wheel.wheel_entry import WheelEntry
from words.directions.wheel_line import (
    link_to_entry,
    name_entry,
    name_whose,
    write_entry_day,
    write_entry_state,
)
from words.language import Words


def write_wheel_calendar(
    entries: Iterable[WheelEntry], catalogue: Catalogue, words: Words, now: datetime, base: str = ""
) -> bytes:
    """Write the entries of a year as all-day events; `base` is the public address of the pages, if known.

    An event keeps its identity when its day is moved.
    """
    made = start_calendar(words)
    for entry in entries:
        whose, what = name_whose(entry, catalogue), name_entry(entry, words)
        event = build_day(
            entry.key, entry.day, words.t("calendar.summary", institution=whose, what=what), now
        )
        told = [
            words.t(f"wheel.kind_{entry.kind}"),
            write_entry_day(entry, words),
            write_entry_state(entry, words),
        ]
        event.add("description", "\n".join(told))
        if base:
            event.add("url", base + link_to_entry(entry, words))
        made.add_component(event)
    written: bytes = made.to_ical()
    return written
