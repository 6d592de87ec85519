"""When something is planned: as exactly as it was said."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.direction.planned_time import PlannedSpan, parse_time
from metrics.errors import InvalidInput

PERIOD = (date(2023, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("text", "exactness", "start", "end"),
    [
        ("2024-06-30", "day", date(2024, 6, 30), date(2024, 6, 30)),
        ("2024-02", "month", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024Q3", "quarter", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024H1", "half", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024H2", "half", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-spring", "season", date(2024, 3, 1), date(2024, 5, 31)),
        ("2024-summer", "season", date(2024, 6, 1), date(2024, 8, 31)),
        ("2024-autumn", "season", date(2024, 9, 1), date(2024, 11, 30)),
        ("2023/2024-winter", "season", date(2023, 12, 1), date(2024, 2, 29)),
        ("2024", "year", date(2024, 1, 1), date(2024, 12, 31)),
        ("2023/2024", "years", date(2023, 1, 1), date(2024, 12, 31)),
        ("whole", "whole", *PERIOD),
    ],
)
def test_a_time_has_the_days_it_may_mean_and_how_exactly_it_was_said(
    text: str, exactness: str, start: date, end: date
) -> None:
    found = parse_time(text, PERIOD)
    assert (found.text, found.exactness, found.start, found.end) == (text, exactness, start, end)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "sommeren 2024",
            "2024-winter",
            "2023/2025-winter",
            "2024Q5",
            "2024H3",
            "2024-13",
            "2024-02-30",
        ),
        *(
            "24",
            "1899",
            "2101-summer",
            "2023-01/2023-06",
            "2024-6-30",
            "Whole",
            "2024 ",
            "\uff12\uff10\uff12\uff14",
        ),
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_time(text, PERIOD)
    assert [(p.code, p.params["value"]) for p in refused.value.problems] == [("time_unreadable", text)]


@pytest.mark.parametrize("text", ["2024/2023", "2024/2024"])
def test_years_in_the_wrong_order_end_before_they_begin(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_time(text, PERIOD)
    assert refused.value.problems[0].code == "ends_before_it_begins"


def test_nothing_is_over_before_the_last_day_its_time_may_mean() -> None:
    summer = PlannedSpan(None, parse_time("2024-summer", PERIOD))
    assert not summer.is_over(date(2024, 8, 31))
    assert summer.is_over(date(2024, 9, 1))
    assert not summer.has_begun(date(2024, 7, 1))
    only_begun = PlannedSpan(parse_time("2024", PERIOD), None)
    assert not only_begun.is_over(date(2100, 1, 1))
    assert not only_begun.has_begun(date(2023, 12, 31))
    assert only_begun.has_begun(date(2024, 1, 1))


def test_times_are_ordered_by_the_last_day_they_may_mean_and_an_open_end_comes_last() -> None:
    spans = [
        PlannedSpan(parse_time("2024", PERIOD), None),
        PlannedSpan(None, parse_time("2025", PERIOD)),
        PlannedSpan(None, parse_time("2024-summer", PERIOD)),
        PlannedSpan(*[parse_time("2023/2024", PERIOD)] * 2),
    ]
    ordered = sorted(spans, key=lambda span: span.order)
    assert [spans.index(span) for span in ordered] == [2, 3, 1, 0]
    assert [span.is_one for span in ordered] == [False, True, False, False]
