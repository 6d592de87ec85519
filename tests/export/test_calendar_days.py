"""Days in a calendar for other programs."""

from __future__ import annotations

from datetime import UTC, date, datetime

from export.calendar_days import build_day, start_calendar
from words.language import Words


def test_a_day_is_a_whole_one_that_shows_nobody_as_busy() -> None:
    made = start_calendar(Words("da"))
    made.add_component(build_day("a/b", date(2026, 12, 31), "What", datetime(2026, 11, 20, tzinfo=UTC)))
    text = made.to_ical().decode()
    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101" in text
    assert "UID:a/b@maalstreg" in text
    assert "TRANSP:TRANSPARENT" in text
    assert "VALARM" not in text
