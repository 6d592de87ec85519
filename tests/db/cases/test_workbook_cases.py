"""Workbooks of cases: one sheet, its heading, and numbers that can be read in one way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from db.cases.workbook_cases import read_workbook
from metrics.errors import InvalidInput
from metrics.facts.tables.sheet_choice import FileChoices


def made(tmp_path: Path, change: Callable[[Workbook, Worksheet], object] = lambda book, sheet: None) -> Path:
    book = Workbook()
    sheet = book.create_sheet("Sager", 0)
    for row in (["navn", "tal"], ["a", 1.234], [None, None], ["b", "1,5"]):
        sheet.append(row)
    change(book, sheet)
    book.save(tmp_path / "x.xlsx")
    return tmp_path / "x.xlsx"


def test_cells_are_text_and_a_stored_number_cannot_be_read_in_two_ways(tmp_path: Path) -> None:
    found = read_workbook(made(tmp_path), FileChoices()).collect()
    assert found.rows() == [("a", "1.2340", 2), ("b", "1,5", 4)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda book, sheet: book.create_sheet("To").append(["x"]), "case_sheet_asked"),
        (lambda book, sheet: setattr(sheet.row_dimensions[2], "hidden", True), "case_sheet_hidden"),
        (lambda book, sheet: sheet.append(["=1+1", 1]), "case_formulas"),
        (lambda book, sheet: setattr(sheet["C1"], "value", "tal"), "case_columns_twice"),
    ],
    ids=["sheets", "hidden", "formula", "twice"],
)
def test_what_needs_a_choice_or_a_correction(
    tmp_path: Path, change: Callable[[Workbook, Worksheet], object], code: str
) -> None:
    with pytest.raises(InvalidInput) as wrong:
        read_workbook(made(tmp_path, change), FileChoices())
    assert [one.code for one in wrong.value.problems] == [code]
