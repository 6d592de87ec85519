"""The institution and the days that a value is read for."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.plan.window import Window
from tests.factories import plan

AUGUST = plan(start=date(2025, 8, 1), end=date(2026, 7, 31))
MARCH = plan(start=date(2015, 3, 1), end=date(2016, 2, 29))


def test_a_plan_is_read_over_its_own_year() -> None:
    assert Window.of(AUGUST) == Window("inst", date(2025, 8, 1), date(2026, 7, 31), 2025)


@pytest.mark.parametrize(
    ("window", "year", "start", "end"),
    [
        (Window.of(AUGUST), 2025, date(2025, 8, 1), date(2026, 7, 31)),
        (Window.of(AUGUST), 2024, date(2024, 8, 1), date(2025, 7, 31)),
        (Window.of(MARCH), 2016, date(2016, 3, 1), date(2017, 2, 28)),
        (Window.of(MARCH).at(2016), 2019, date(2019, 3, 1), date(2020, 2, 29)),
    ],
)
def test_the_same_span_in_another_year(window: Window, year: int, start: date, end: date) -> None:
    assert window.at(year) == Window("inst", start, end, year)
