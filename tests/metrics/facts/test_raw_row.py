"""A row of a results file as text."""

from __future__ import annotations

from metrics.facts.raw_row import COLUMNS, REQUIRED, RawRow

ROW = RawRow("f.csv:3", {"value": " 91.5 ", "note": "  "})


def test_a_cell_is_its_text_without_the_space_around_it() -> None:
    assert [ROW.cell(name) for name in ("value", "note", "source")] == ["91.5", "", ""]


def test_a_cell_is_placed_by_its_row_and_its_column() -> None:
    assert ROW.at("value") == "f.csv:3, value"


def test_who_wrote_the_file_makes_no_other_row_of_it() -> None:
    assert RawRow("f.csv:3", {"value": "1"}, danish=True) == RawRow("f.csv:3", {"value": "1"})


def test_every_column_stands_once_and_the_required_ones_first() -> None:
    assert COLUMNS[: len(REQUIRED)] == REQUIRED
    assert len(set(COLUMNS)) == len(COLUMNS)
