"""A year's course as a drawing: a line with its interval, cut where nothing was foreseen."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from metrics.periods import find_month_end
from metrics.whatif.headline import LikelyTotal
from metrics.whatif.month_ends import MonthEnd
from pages.ui.draw.multiples.month_plot import MonthRow, MonthSubject, draw_month_plot, find_column
from tests.pages.drawing import DA, Reader, drawings, plain

MONTHS = [(date(2017, month, 1), find_month_end(2017, month)) for month in range(1, 13)]


def known(day: date, *likely: int) -> MonthEnd:
    return MonthEnd(day, LikelyTotal(*map(Fraction, likely)) if likely else None, None)


COURSE = [
    known(date(2017, 1, 31)),
    known(date(2017, 2, 28), 50, 20, 80),
    known(date(2017, 3, 31), 60, 40, 80),
    known(date(2017, 4, 15), 62, 45, 80),
]


@pytest.mark.parametrize(
    ("day", "column"), [(date(2017, 1, 31), 0), (date(2017, 12, 31), 11), (date(2017, 4, 15), 2.5)]
)
def test_the_end_of_a_month_stands_at_its_name_and_a_day_before_it_to_the_left(
    day: date, column: float
) -> None:
    assert find_column(day, MONTHS) == column


def test_the_line_begins_with_the_first_month_that_had_a_forecast() -> None:
    html = draw_month_plot(MonthSubject(COURSE, MONTHS), "told", DA)
    band, line = drawings(html)
    assert "".join(node.attrib["d"] for node in band).count("L") == 5
    assert "".join(node.attrib["d"] for node in line).count("h.01") == 3
    assert re.findall(r'class="m-last-value"[^>]*>([^<]*)<', html) == ["62"]
    assert Reader(html).values("aria-label") == ["told"]


def test_a_gap_in_what_was_foreseen_is_a_gap_in_the_line() -> None:
    course = [COURSE[1], known(date(2017, 3, 31)), known(date(2017, 4, 30), 70, 60, 80)]
    line = drawings(draw_month_plot(MonthSubject(course, MONTHS), "", DA))[-1]
    assert [node.attrib["d"].count("L") for node in line] == [0, 0]


def test_reports_within_the_months_are_marked_and_later_ones_are_not() -> None:
    reports = [(date(2017, 4, 14), "1. kvt."), (date(2018, 1, 14), "4. kvt.")]
    html = draw_month_plot(MonthSubject(COURSE, MONTHS, reports), "", DA)
    assert re.findall(r'class="m-report-name"[^>]*>([^<]*)<', html) == ["1. kvt."]
    assert html.count('class="m-report"') == 1


def test_a_row_has_its_numbers_below_the_months() -> None:
    row = MonthRow("Sandsynlighed for mindst 80 point, pct.", {1: "40", 3: "62"})
    html = draw_month_plot(MonthSubject(COURSE, MONTHS, rows=[row]), "", DA)
    assert plain(html).endswith("Sandsynlighed for mindst 80 point, pct. 40 62")
