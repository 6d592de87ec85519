"""Workbooks: what a cell is as text, and what is hidden."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook

from db.results.workbook_tables import MOST_COLUMNS, read_sheets, write_cell
from metrics.errors import InvalidInput


def cell(value: Any, shown: str = "General") -> Any:
    found = Workbook().worksheets[0].cell(1, 1, value)
    found.number_format = shown
    return found


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        *((None, "General", ""), (True, "General", "true"), ("x", "@", "x"), (90.0, "General", "90")),
        *((0.1 + 0.2, "General", "0.3"), (0.07, "0%", "7%"), (1 / 3, "General", "0.333333333")),
        *((0.9496, "0.0%", "94.96%"), (4.2, '"5 %" 0.0', "4.2"), (1146, '#,##0 "kr."', "1146")),
        *((date(2026, 1, 1), "[$-da-DK]mmmm\\ yy;@", "2026-01"), (date(2026, 1, 1), "mmm-yy", "2026-01")),
        *((date(2026, 1, 1), "d. mmmm yyyy", "2026-01-01"), (date(2026, 1, 1), "dd-mm-yyyy", "2026-01-01")),
        *((date(2026, 1, 1), "yyyy", "2026"), (date(2026, 1, 1), '"dag" mmmm yyyy', "2026-01")),
        (datetime.fromisoformat("2026-01-01T12:00"), "h:mm", "2026-01-01"),
    ],
)
def test_a_cell_is_the_text_it_would_have_in_a_text_file(value: Any, shown: str, text: str) -> None:
    assert write_cell(cell(value, shown)) == text


def test_numbers_are_told_from_text_and_from_yes_and_no(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Ark1").write_row(1, 0, ["4.200", 4.2, True, 1])
    (sheet,) = read_sheets(path, 10)
    (line,) = sheet.lines
    assert (line.place, line.row, line.sheet) == ("Ark1!2", 2, "Ark1")
    assert line.stored == {1, 3}


def test_hidden_sheets_rows_and_columns_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(path) as book:
        shown, hidden = book.add_worksheet("Ark1"), book.add_worksheet("Gemt")
        hidden.very_hidden()
        for row in range(4):
            shown.write_row(row, 0, ["a", "b", "c", "d"])
        shown.set_row(1, None, None, {"hidden": True})
        shown.set_row(3, None, None, {"hidden": True})
        shown.set_column("B:C", None, None, {"hidden": True})
    first, second = read_sheets(path, 10)
    assert (first.hidden, first.find_hidden_rows(), first.find_hidden_columns()) == (False, [2, 4], [1, 2])
    assert (second.hidden, second.lines) == (True, [])


def test_rows_without_height_and_columns_without_width_are_hidden(tmp_path: Path) -> None:
    made, changed = tmp_path / "made.xlsx", tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        for row in range(3):
            sheet.write_row(row, 0, ["a", "b", "c"])
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            text = old.read(part).decode()
            text = text.replace('<row r="2"', '<row r="2" ht="0" customHeight="1"')
            narrow = '<cols><col min="3" max="3" width="0" customWidth="1"/></cols><sheetData>'
            new.writestr(part, text.replace("<sheetData>", narrow))
    (found,) = read_sheets(changed, 10)
    assert (found.find_hidden_rows(), found.find_hidden_columns()) == ([2], [2])


def test_what_stands_beyond_the_last_column_is_refused_and_not_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    for last in (MOST_COLUMNS - 1, MOST_COLUMNS):
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet("Ark1").write(0, last, "x")
        if last < MOST_COLUMNS:
            assert len(read_sheets(path, 10)) == 1
    with pytest.raises(InvalidInput) as refused:
        read_sheets(path, 10)
    assert [(p.code, p.place) for p in refused.value.problems] == [("row_too_wide", "Ark1!1")]
