"""When a meeting is, as officials write it, and the days of a series."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.meeting.meeting_hours import find_hours, list_series_days
from metrics.periods import Period

DAY = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("kl. 10.00-11.30, lokale 3", ("10:00", "11:30")),
        ("9:15", ("09:15", "10:15")),
        ("lokale 3, 13.00 – 14.00", ("13:00", "14:00")),
        ("14.00-13.00", ("14:00", "15:00")),
        ("lokale 3", None),
        ("25.00", None),
        ("den 5.11.2026", None),
        ("", None),
    ],
)
def test_hours_are_read_where_they_are_written(written: str, hours: tuple[str, str] | None) -> None:
    found = find_hours(written, DAY)
    assert (found and tuple(f"{at:%H:%M}" for at in found)) == hours


def test_hours_are_danish_in_summer_and_in_winter() -> None:
    for day, offset in ((date(2026, 7, 1), 2), (date(2026, 12, 1), 1)):
        found = find_hours("10.00", day)
        assert found is not None
        delta = found[0].utcoffset()
        assert delta is not None
        assert delta.total_seconds() == offset * 3600
        assert (found[0].date(), found[0].hour) == (day, 10)


def test_a_series_is_as_long_after_each_quarter_and_never_on_a_weekend() -> None:
    quarters = [Period.parse(f"2026Q{number}") for number in (1, 2, 3, 4)]
    # 31 March + 35 days is 5 May 2026; 35 days after 30 June is 4 August, after 30 September 4 November,
    # and after 31 December 4 February 2027, all working days.
    found = list_series_days(quarters[0], date(2026, 5, 5), quarters)
    assert [day for _, day in found] == [date(2026, 8, 4), date(2026, 11, 4), date(2027, 2, 4)]
    # 38 days after 30 June is Friday 7 August, after 30 September Saturday 7 November: the Friday before.
    assert list_series_days(quarters[1], date(2026, 8, 7), quarters)[0] == (quarters[2], date(2026, 11, 6))
