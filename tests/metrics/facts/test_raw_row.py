"""A row of a results file as text."""

from __future__ import annotations

import pytest

from metrics.facts.raw_row import COLUMNS, REQUIRED, RawRow

ROW = RawRow("f.csv:3", {"value": " 91.5 ", "note": "  "})


def test_a_cell_is_its_text_without_the_space_around_it() -> None:
    assert [ROW.cell(name) for name in ("value", "note", "source")] == ["91.5", "", ""]


def test_a_cell_is_placed_by_its_row_and_its_column() -> None:
    assert ROW.at("value") == "f.csv:3, value"


def test_how_a_number_was_stored_makes_no_other_row_of_it() -> None:
    assert RawRow("f.csv:3", {"value": "1"}, frozenset({"value"})) == RawRow("f.csv:3", {"value": "1"})


@pytest.mark.parametrize(
    ("cells", "empty", "not_available"),
    [
        ({"value": "1"}, False, False),
        ({"value": " ", "note": "venter"}, True, False),
        ({"value": ".."}, False, True),
        ({"value": "..", "awaited": "2018-03-01"}, False, False),
        ({"awaited": "2018-03-01"}, False, False),
        ({"numerator": "-", "denominator": "…"}, False, True),
        ({"numerator": "1", "denominator": ".."}, False, False),
    ],
)
def test_a_row_may_say_nothing_or_that_there_is_nothing(
    cells: dict[str, str], empty: bool, not_available: bool
) -> None:
    found = RawRow("f.csv:3", cells)
    assert (found.empty, found.not_available) == (empty, not_available)


def test_every_column_stands_once_and_the_required_ones_first() -> None:
    assert COLUMNS[: len(REQUIRED)] == REQUIRED
    assert len(set(COLUMNS)) == len(COLUMNS)
