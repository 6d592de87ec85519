"""Columns of text read strictly: Danish and international days and numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from db.cases.case_choices import DecimalSign
from db.cases.written_columns import read_columns
from metrics.errors import InvalidInput
from metrics.plan.cases.case_rule import ColumnKind

COMMA, POINT = DecimalSign.COMMA, DecimalSign.POINT


def read(kind: ColumnKind, *cells: str | None, decimal: DecimalSign | None = None) -> list[Any]:
    texts = pl.LazyFrame({"x": list(cells)}, {"x": pl.String})
    return read_columns(texts, {"x": kind}, "f", decimal).collect()["x"].to_list()


def refused(kind: ColumnKind, *cells: str) -> list[tuple[str, dict[str, Any]]]:
    with pytest.raises(InvalidInput) as wrong:
        read(kind, *cells)
    return [(one.code, one.params) for one in wrong.value.problems]


def test_days_as_both_write_them() -> None:
    days = ("2026-07-31", "31-07-2026", " 31.7.2026 ", "31/7-2026", "2026-07-31 23:59", "2026-07-31T00:00:00")
    assert read(ColumnKind.DAY, *days, "", None) == [*[date(2026, 7, 31)] * 6, None, None]


@pytest.mark.parametrize("text", ["07/31/2026", "31/07/2026", "2026-02-30", "31-04-2026", "46234", "2026"])
def test_what_is_no_day_or_could_be_two_is_told_with_its_row(text: str) -> None:
    found = refused(ColumnKind.DAY, "2026-07-31", text, text, text, text)
    assert found == [("case_day_unread", {"count": 4, "rows": "3, 4, 5", "value": text})]


@pytest.mark.parametrize(
    ("cells", "decimal", "numbers"),
    [
        (("1.234,5", "12", "1.234", "−3,25"), None, [1234.5, 12, 1234, -3.25]),
        (("1,234.5", "12", "1,234", "+3.25"), None, [1234.5, 12, 1234, 3.25]),
        (("1 234", "1\u00a0234,5"), None, [1234, 1234.5]),
        (("1.234",), COMMA, [1234]),
        (("1.234",), POINT, [1.234]),
    ],
)
def test_numbers_as_their_column_writes_them(
    cells: tuple[str, ...], decimal: DecimalSign | None, numbers: list[float]
) -> None:
    assert read(ColumnKind.NUMBER, *cells, decimal=decimal) == numbers


def test_numbers_that_could_be_two_or_are_written_in_two_ways_or_are_none() -> None:
    assert refused(ColumnKind.NUMBER, "1.234", "5") == [("case_numbers_two_ways", {"count": 1})]
    assert refused(ColumnKind.NUMBER, "1,5", "2.5")[0] == ("case_numbers_mixed", {"comma": 1, "point": 1})
    assert refused(ColumnKind.NUMBER, "5", "..") == [
        ("case_number_unread", {"count": 1, "rows": "3", "value": ".."})
    ]


def test_words_are_without_the_space_around_them_and_empty_is_none() -> None:
    assert read(ColumnKind.WORD, " a ", "", "  ", "b") == ["a", None, None, "b"]
