"""A paper as data."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from export.papers.paper import PaperCell
from tests.papers import table


def test_a_total_sums_up_only_where_it_is_exactly_the_sum() -> None:
    given = table(count=3)
    assert given.total is not None
    assert [given.sums_up(column) for column in range(4)] == [False, True, False, False]
    other = (given.total[0], PaperCell("99,9", value=Fraction(999, 10)), *given.total[2:])
    assert not replace(given, total=other).sums_up(1)
    assert not replace(given, total=None).sums_up(1)


def test_a_total_is_the_last_row_and_a_cell_has_its_remarks_on_lines_below() -> None:
    given = table(count=1)
    assert given.every_row == (*given.rows, given.total)
    assert replace(given, total=None).every_row == given.rows
    assert given.rows[0][3].full_text == "I risiko\nPrognose 9"
