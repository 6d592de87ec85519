"""The four ways to write a period, the spans of any plan year, and Danish midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import InvalidInput
from metrics.periods import (
    Frequency,
    Period,
    add_years,
    add_years_to_span_end,
    count_days_left,
    find_day_end,
    find_day_start,
    find_month_end,
    find_working_day,
    move_year_on,
    split_into_spans,
)

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2017Q1", date(2017, 1, 1), date(2017, 3, 31)),
        ("2017Q3", date(2017, 7, 1), date(2017, 9, 30)),
        ("2017Q4", date(2017, 10, 1), date(2017, 12, 31)),
        ("2017-09", date(2017, 9, 1), date(2017, 9, 30)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2017-09-30", date(2017, 9, 30), date(2017, 9, 30)),
        ("1900", date(1900, 1, 1), date(1900, 12, 31)),
        ("2100-12-31", date(2100, 12, 31), date(2100, 12, 31)),
    ],
)
def test_a_period_in_each_of_its_forms(text: str, start: date, end: date) -> None:
    assert Period.parse(text) == Period(start, end, text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "17", "20170", "2017 ", " 2017", "2017\n"),
        *("2017Q0", "2017Q5", "2017q3", "2017 Q3", "2017K3", "Q3 2017"),
        *(
            "2017-00",
            "2017-13",
            "2017-9",
            "2017-9-30",
            "2017/09",
            "09-2017",
            "2017-09-31",
            "2017-02-29",
            "2017-09-00",
        ),
        *("20170930", "2017-W39", "2017-09-30T00:00:00", "30-09-2017", "30.9.2017"),
        *("1899", "2101", "0000", "0001-01-01", "9999Q4"),
        *("\uff12\uff10\uff11\uff17", "\u0662\u0660\u0661\u0667", "-2017", "2017.0"),
    ],
)
def test_anything_else_is_refused_and_shown(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        Period.parse(text)
    assert [(p.code, p.params) for p in refused.value.problems] == [("period_invalid", {"value": text})]


@given(DAYS, st.sampled_from(Frequency), st.integers(1, 40))
def test_spans_follow_each_other_and_fill_the_plan_exactly(
    start: date, frequency: Frequency, months: int
) -> None:
    end = start + timedelta(days=30 * months)
    found = split_into_spans(start, end, frequency)
    assert (found[0][0], found[-1][1]) == (start, end)
    assert all(first <= last for first, last in found)
    assert all(later[0] - earlier[1] == timedelta(days=1) for earlier, later in pairwise(found))
    assert all(last == find_month_end(last.year, last.month) for _, last in found[:-1])


@pytest.mark.parametrize(
    ("frequency", "count"), [(Frequency.YEAR, 1), (Frequency.QUARTER, 4), (Frequency.MONTH, 12)]
)
def test_a_plan_year_from_august_has_as_many_spans_as_any_other(frequency: Frequency, count: int) -> None:
    assert len(split_into_spans(date(2017, 8, 1), date(2018, 7, 31), frequency)) == count


def test_the_quarters_of_a_plan_year_from_august_begin_in_august() -> None:
    assert list(split_into_spans(date(2017, 8, 1), date(2018, 7, 31), Frequency.QUARTER)) == [
        (date(2017, 8, 1), date(2017, 10, 31)),
        (date(2017, 11, 1), date(2018, 1, 31)),
        (date(2018, 2, 1), date(2018, 4, 30)),
        (date(2018, 5, 1), date(2018, 7, 31)),
    ]


def test_a_plan_that_begins_and_ends_within_months_has_short_spans_at_its_ends() -> None:
    found = list(split_into_spans(date(2017, 1, 15), date(2017, 5, 10), Frequency.QUARTER))
    assert found == [(date(2017, 1, 15), date(2017, 3, 31)), (date(2017, 4, 1), date(2017, 5, 10))]


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2017, 8, 1), 1, date(2018, 8, 1)),
        (date(2017, 8, 1), -3, date(2014, 8, 1)),
        (date(2016, 2, 29), 1, date(2017, 2, 28)),
        (date(2016, 2, 29), 4, date(2020, 2, 29)),
        (date(2017, 2, 28), -1, date(2016, 2, 28)),
    ],
)
def test_the_same_day_in_another_year(day: date, years: int, expected: date) -> None:
    assert add_years(day, years) == expected


def test_a_day_is_known_from_midnight_in_denmark_in_winter_and_summer() -> None:
    assert find_day_start(date(2017, 1, 15)) == datetime(2017, 1, 14, 23, tzinfo=UTC)
    assert find_day_start(date(2017, 7, 15)) == datetime(2017, 7, 14, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2017, 3, 26), 23), (date(2017, 10, 29), 25), (date(2017, 5, 1), 24)]
)
def test_a_day_lasts_until_the_next_begins_also_when_the_clocks_change(day: date, hours: int) -> None:
    assert find_day_end(day) + timedelta(microseconds=1) == find_day_start(day + timedelta(days=1))
    assert find_day_end(day) + timedelta(microseconds=1) - find_day_start(day) == timedelta(hours=hours)


def test_an_end_before_the_start_has_no_spans() -> None:
    assert split_into_spans(date(2017, 5, 1), date(2017, 4, 30), Frequency.MONTH) == ()


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2017, 4, 14), date(2017, 4, 12)),  # Good Friday, after Maundy Thursday
        (date(2017, 4, 17), date(2017, 4, 12)),  # Easter Monday
        (date(2023, 5, 5), date(2023, 5, 4)),  # General Prayer Day
        (date(2024, 4, 26), date(2024, 4, 26)),  # abolished
        (date(2018, 1, 14), date(2018, 1, 12)),  # a Sunday
        (date(2017, 9, 30), date(2017, 9, 29)),  # a Saturday
        (date(2017, 6, 30), date(2017, 6, 30)),
        (date(2026, 6, 5), date(2026, 6, 4)),  # Constitution Day
        (date(2026, 12, 26), date(2026, 12, 23)),  # Christmas Eve too
        (date(2021, 12, 31), date(2021, 12, 30)),
        (date(2027, 1, 1), date(2026, 12, 30)),  # over New Year's Eve
        (date(2026, 5, 1), date(2026, 5, 1)),
        (date(2026, 5, 15), date(2026, 5, 15)),  # the day after Ascension Day
    ],
)
def test_the_last_working_day_on_or_before(day: date, last: date) -> None:
    assert find_working_day(day) == last


def test_a_span_of_months_may_be_of_one_month() -> None:
    found = Period.parse("2017-08/2017-08")
    assert (found.start, found.end) == (date(2017, 8, 1), date(2017, 8, 31))
    with pytest.raises(InvalidInput):
        Period.parse("2017-09/2017-08")


@pytest.mark.parametrize(
    ("end", "years", "later"),
    [
        (date(2018, 2, 28), 2, date(2020, 2, 29)),
        (date(2020, 2, 29), 1, date(2021, 2, 28)),
        (date(2017, 12, 31), 1, date(2018, 12, 31)),
    ],
)
def test_a_span_that_ends_with_february_does_so_in_every_year(end: date, years: int, later: date) -> None:
    assert add_years_to_span_end(end, years) == later


@pytest.mark.parametrize(
    ("period", "later"),
    [("2023-02-28", "2024-02-29"), ("2024-02-28", "2025-02-28"), ("2017-06-30", "2018-06-30")],
)
def test_the_last_day_of_a_month_is_the_last_a_year_later(period: str, later: str) -> None:
    assert move_year_on(period) == later


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (date(2017, 4, 12), 2),
        (date(2017, 4, 14), 0),
        (date(2017, 4, 15), 0),
        (date(2017, 4, 18), 0),
        (date(2017, 4, 19), -1),
        (date(2017, 4, 21), -3),
    ],
)
def test_what_is_due_on_good_friday_is_in_time_on_the_tuesday_after_easter(day: date, left: int) -> None:
    assert count_days_left(date(2017, 4, 14), day) == left


def test_what_is_due_on_a_day_of_work_is_late_the_next_day() -> None:
    assert [count_days_left(date(2017, 7, 14), date(2017, 7, day)) for day in (13, 14, 15)] == [1, 0, -1]


@pytest.mark.parametrize(
    ("period", "day", "over"),
    [
        ("2017Q3", date(2017, 9, 30), False),
        ("2017Q3", date(2017, 10, 1), True),
        ("2017-09-30", date(2017, 9, 29), False),
        ("2017-09-30", date(2017, 9, 30), True),
    ],
)
def test_a_period_is_over_the_day_after_its_last_and_a_day_on_itself(
    period: str, day: date, over: bool
) -> None:
    assert Period.parse(period).is_over(day) is over
