"""When today's areas were last known to be kept, as a monitor is told it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from service.answers import last_fill

NOW = datetime(2026, 12, 1, 6, tzinfo=UTC)


def test_it_is_well_within_some_minutes_and_told_by_its_age_after_that() -> None:
    last_fill.forget()
    assert (last_fill.find_age(NOW), last_fill.write_state(NOW)) == (None, "not worked out yet")
    last_fill.note(NOW)
    assert last_fill.write_state(NOW + timedelta(minutes=5)) == "ok"
    assert last_fill.write_state(NOW + timedelta(minutes=7, seconds=59)) == "last worked out 7 minutes ago"
    last_fill.note(NOW + timedelta(minutes=8))
    assert last_fill.find_age(NOW + timedelta(minutes=8)) == timedelta(0)


def test_a_clock_that_was_put_back_makes_nothing_fresh() -> None:
    last_fill.note(NOW + timedelta(days=1))
    assert (last_fill.find_age(NOW), last_fill.write_state(NOW)) == (None, "not worked out yet")
