"""Periods and days as people and statistics offices write them."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.errors import InvalidInput
from metrics.facts.written_periods import is_period, read_period, read_written_day


@pytest.mark.parametrize(
    ("text", "period"),
    [
        *(
            ("2026", "2026"),
            ("2026Q3", "2026Q3"),
            ("2026-09", "2026-09"),
            ("2026-08/2026-10", "2026-08/2026-10"),
        ),
        *(("27-11-2026", "2026-11-27"), ("27.11.2026", "2026-11-27"), ("1.2.2026", "2026-02-01")),
        *(("26/11-2026", "2026-11-26"), ("26. November 2026", "2026-11-26")),
        *(("3. kvartal 2026", "2026Q3"), ("3.kvartal  2026", "2026Q3"), ("4 kvt. 2026", "2026Q4")),
        *(("Q3 2026", "2026Q3"), ("2026K1", "2026Q1"), ("2026 k2", "2026Q2"), ("K4-2026", "2026Q4")),
        *(("2026M01", "2026-01"), ("2026M12", "2026-12"), ("11-2026", "2026-11"), ("1/2026", "2026-01")),
        *(
            ("januar 2026", "2026-01"),
            ("jan 2026", "2026-01"),
            ("Okt. 2026", "2026-10"),
            ("May 2026", "2026-05"),
        ),
        *(("1. halvår 2026", "2026-01/2026-06"), ("2026H2", "2026-07/2026-12")),
    ],
)
def test_a_period_as_people_write_it(text: str, period: str) -> None:
    assert read_period(text).text == period
    assert is_period(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "5. kvartal 2026", "2026K5", "2026M13", "2026M0", "hest 2026", "31-02-2026", "januar 26"),
        *("03/04/2026", "1899", "2026Q", "kvartal 2026", "27-11.2026", "13-2026", "\u0663. kvartal 2026"),
    ],
)
def test_anything_else_is_refused_as_it_was_written(text: str) -> None:
    with pytest.raises(InvalidInput) as wrong:
        read_period(text)
    (problem,) = wrong.value.problems
    assert (problem.code, problem.params) == ("period_invalid", {"value": text})
    assert not is_period(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(
            ("2026-07-31", date(2026, 7, 31)),
            ("31-07-2026", date(2026, 7, 31)),
            (" 31.7.2026 ", date(2026, 7, 31)),
        ),
        *(("2026-07", None), ("31.06.2026", None), ("1-1-1899", None)),
    ],
)
def test_a_day_as_people_write_it(text: str, day: date | None) -> None:
    assert read_written_day(text) == day
