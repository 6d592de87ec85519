"""When something is planned, in words of both languages."""

from __future__ import annotations

import pytest

from metrics.direction.planned_time import parse_time
from tests.directions import PERIOD, initiative
from words.directions.planned_line import write_span, write_time
from words.language import Words

DA, EN = Words("da"), Words("en")


@pytest.mark.parametrize(
    ("text", "danish", "english"),
    [
        ("2024-06-30", "30. juni 2024", "30 June 2024"),
        ("2024-06", "juni 2024", "June 2024"),
        ("2024Q3", "3. kvartal 2024", "Q3 2024"),
        ("2024H1", "1. halvår 2024", "half-year 1 of 2024"),
        ("2024-spring", "foråret 2024", "spring 2024"),
        ("2024-summer", "sommeren 2024", "summer 2024"),
        ("2024-autumn", "efteråret 2024", "autumn 2024"),
        ("2023/2024-winter", "vinteren 2023/2024", "winter 2023/2024"),
        ("2024", "2024", "2024"),
        ("2023/2024", "2023 og 2024", "2023 and 2024"),
        ("2023/2025", "2023 til 2025", "2023 to 2025"),
        ("whole", "hele planens periode", "the plan’s whole period"),
    ],
)
def test_a_time_is_written_as_exactly_as_it_was_said(text: str, danish: str, english: str) -> None:
    found = parse_time(text, PERIOD)
    assert (write_time(found, DA), write_time(found, EN)) == (danish, english)


@pytest.mark.parametrize(
    ("given", "danish", "english"),
    [
        ({}, "uden dato i planen", "no date in the plan"),
        ({"when": "2024-summer"}, "sommeren 2024", "summer 2024"),
        ({"ends": "2024-summer"}, "sommeren 2024", "summer 2024"),
        ({"begins": "2024Q1"}, "fra 1. kvartal 2024", "from Q1 2024"),
        ({"begins": "2023", "ends": "2024-summer"}, "2023 til sommeren 2024", "2023 to summer 2024"),
    ],
)
def test_a_span_is_written_with_what_is_said_of_it(given: dict[str, str], danish: str, english: str) -> None:
    found = initiative(**given).find_span(PERIOD)
    assert (write_span(found, DA), write_span(found, EN)) == (danish, english)
