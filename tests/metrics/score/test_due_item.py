"""What a test waits for, and when it is late."""

from __future__ import annotations

from datetime import date

from metrics.score.chosen_parts import OwedValue
from metrics.score.due_item import DueItem


def test_a_due_item_is_late_from_the_first_open_day_on() -> None:
    """14 January 2018 is a Sunday."""
    due = DueItem(date(2018, 1, 14), OwedValue("inst", "share", date(2017, 1, 1), date(2017, 12, 31)))
    assert [due.count_days_late(date(2018, 1, day)) for day in (13, 14, 15, 16, 18)] == [0, 0, 0, 1, 3]
