"""Workbooks of cases as columns of text: the sheet that is chosen, whose first row is its heading."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from db.cases.written_columns import ROW
from metrics.errors import refuse
from metrics.facts.tables.result_table import TableLine
from metrics.facts.tables.sheet_choice import FileChoices, SheetTable

MOST_ROWS = 200_000
_TWO_WAYS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)


def read_workbook(path: Path, choices: FileChoices) -> pl.LazyFrame:
    """Read a sheet as columns of text.

    Raises InvalidInput: what `workbook_tables.read_sheets` does, `case_sheet_asked`, `case_sheet_hidden`,
    `case_rows_too_many`, `case_columns_twice`, `case_formulas`.
    """
    from db.results import workbook_tables  # noqa: PLC0415 - what reads it is large, and seldom needed

    sheet = _choose_sheet(workbook_tables.read_sheets(path, MOST_ROWS), choices, path.name)
    if not sheet.lines:
        raise refuse("case_no_rows", path.name)
    if (there := sheet.filled or len(sheet.lines)) > MOST_ROWS + 1:
        raise refuse("case_rows_too_many", path.name, count=there - 1, most=MOST_ROWS)
    heading = [cell.strip() for cell in sheet.lines[0].cells]
    named = {place: name for place, name in enumerate(heading) if name}
    if twice := sorted({name for name in named.values() if heading.count(name) > 1}):
        raise refuse("case_columns_twice", path.name, columns=twice)
    formulas = sum(cell.startswith("=") for line in sheet.lines for cell in line.cells)
    if formulas:
        raise refuse("case_formulas", path.name, count=formulas)
    columns = {name: [_find_cell(line, place) for line in sheet.lines[1:]] for place, name in named.items()}
    texts = pl.LazyFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return texts.with_columns(pl.Series(ROW, [line.row for line in sheet.lines[1:]]))


def _choose_sheet(sheets: list[SheetTable], choices: FileChoices, name: str) -> SheetTable:
    filled = [sheet for sheet in sheets if sheet.lines and (choices.sheet in (None, sheet.name))]
    if len(filled) != 1:
        raise refuse("case_sheet_asked", name, sheets=[sheet.name for sheet in sheets if sheet.lines])
    found = filled[0]
    if found.hidden or found.find_hidden_rows() or found.find_hidden_columns():
        raise refuse("case_sheet_hidden", name, sheet=found.name)
    return found


def _find_cell(line: TableLine, place: int) -> str:
    text = line.cells[place] if place < len(line.cells) else ""
    # A number that the workbook holds as one has a point: it is written so that it can be read in one way.
    return f"{text}0" if place in line.stored and _TWO_WAYS.fullmatch(text) else text
