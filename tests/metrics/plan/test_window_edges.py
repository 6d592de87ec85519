"""The same span in another year."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.plan.window import Window


@pytest.mark.parametrize(
    ("year", "last"), [(2017, date(2018, 2, 28)), (2019, date(2020, 2, 29)), (2016, date(2017, 2, 28))]
)
def test_a_year_that_ends_with_february_ends_with_it_in_every_year(year: int, last: date) -> None:
    found = Window("inst", date(2017, 3, 1), date(2018, 2, 28), 2017).at(year)
    assert (found.start, found.end, found.year) == (date(year, 3, 1), last, year)
