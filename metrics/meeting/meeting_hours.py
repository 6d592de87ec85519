"""When a meeting begins and ends, as it is written beside its day: "kl. 10.00-11.30, lokale 3"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from metrics.periods import Period, find_working_day

USUAL_LENGTH = timedelta(hours=1)
_COPENHAGEN = ZoneInfo("Europe/Copenhagen")
_HOUR = r"([01]?\d|2[0-3])[.:]([0-5]\d)"
_HOURS = re.compile(rf"(?<![\d.:]){_HOUR}(?![\d.:])(?:\s*[-–]\s*{_HOUR}(?![\d.:]))?")


def find_hours(written: str, day: date) -> tuple[datetime, datetime] | None:
    """Find when a meeting begins and ends on its day; an hour long where no end is written, None without hours."""
    found = _HOURS.search(written)
    if found is None:
        return None
    begin_hour, begin_minute, end_hour, end_minute = found.groups()
    begins = datetime.combine(day, time(int(begin_hour), int(begin_minute)), _COPENHAGEN)
    if end_hour is None:
        return begins, begins + USUAL_LENGTH
    ends = datetime.combine(day, time(int(end_hour), int(end_minute)), _COPENHAGEN)
    return begins, ends if ends > begins else begins + USUAL_LENGTH


def list_series_days(quarter: Period, day: date, later: Iterable[Period]) -> list[tuple[Period, date]]:
    """List the day of each later quarter's meeting: as long after its quarter as this one's, on a working day."""
    after = day - quarter.end
    return [(one, find_working_day(one.end + after)) for one in later if one.end > quarter.end]
