"""Columns of totals never reach across the points wanted, and the table says the same as they do."""

from __future__ import annotations

from fractions import Fraction

import pytest

from metrics.algebra.outcome import Outcome
from metrics.whatif.prospects import Prospects
from pages.outlook.parts.whatif import distribution_sheet


@pytest.mark.parametrize("wanted", [0, 37, 50, 80, 100])
def test_many_totals_are_gathered_and_none_across_the_points_wanted(wanted: int) -> None:
    total = Outcome.forecast({Fraction(n, 400): 1 / 401 for n in range(401)})
    columns = distribution_sheet.group_totals(Prospects(Fraction(100), total, total, total), Fraction(wanted))
    assert 20 < len(columns) <= distribution_sheet.MOST_COLUMNS
    assert sum(p for _, _, p in columns) == pytest.approx(1)
    assert not [column for column in columns if column[0] < wanted <= column[1]]
