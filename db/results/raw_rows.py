"""Results files: CSV and XLSX as rows of text with their places, for `metrics.facts.results_file` to interpret."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from db.plans.plan_file import read_text
from metrics.errors import InvalidInput, Problem, refuse
from metrics.facts.raw_row import COLUMNS, REQUIRED, RawRow
from metrics.plan.terms import DECIMALS

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

LARGEST_FILE = 20_000_000  # bytes
LARGEST_UNPACKED = 200_000_000  # bytes; a workbook is a compressed archive
# The unpacked bytes a part may always have, and above that the most times its packed size. Equal rows compress to a
# fiftieth; the styles and names openpyxl reads are slow to read, and compress to a tenth.
DATA = ("xl/worksheets/", "xl/sharedStrings")
DATA_PART, OTHER_PART = (1_000_000, 100), (100_000, 20)
MOST_ROWS = 200_000
MOST_COLUMNS = 40
DELIMITERS = ",;\t"


def read_rows(path: Path) -> list[RawRow]:
    """Read the rows of a results file. Raises InvalidInput when the file is not one."""
    if path.suffix.lower() == ".xlsx":
        return _workbook(path)
    if path.suffix.lower() == ".csv":
        return _csv(read_text(path, LARGEST_FILE), path.name)
    raise refuse("file_kind", path.name, allowed=".csv, .xlsx")


def _csv(text: str, name: str) -> list[RawRow]:
    first = text.lstrip().splitlines()[0]
    delimiter = max(DELIMITERS, key=first.count)
    lines = list(_records(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), name))
    return _rows(lines, name, danish=delimiter == ";")


def _records(reader: CsvReader, name: str) -> Iterator[tuple[str, list[str]]]:
    """Read each record with the line it begins on; quoted text may span several lines."""
    line = 1
    try:
        for cells in reader:
            yield f"{name}:{line}", cells
            line = reader.line_num + 1
    except csv.Error as wrong:
        raise refuse("csv_syntax", f"{name}:{line}") from wrong


def _workbook(path: Path) -> list[RawRow]:
    if not path.is_file():
        raise refuse("file_missing", str(path))
    if path.stat().st_size > LARGEST_FILE:
        raise refuse("file_too_large", path.name, size=path.stat().st_size, largest=LARGEST_FILE)
    if not path.stat().st_size:
        raise refuse("file_empty", path.name)
    try:
        _refuse_bombs(path)
        lines = _lines(path)
    except InvalidInput:
        raise
    except (
        Exception
    ) as wrong:  # a broken workbook breaks openpyxl in many ways, and none of them is documented
        raise refuse("xlsx_unreadable", path.name) from wrong
    return _rows(lines, path.name)


def _refuse_bombs(path: Path) -> None:
    """Refuse an archive, or a part of one, that unpacks to far more than its packed size justifies."""
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
    packed = path.stat().st_size
    _refuse_above(LARGEST_UNPACKED, sum(part.file_size for part in parts), path)
    for part in parts:
        room, times = DATA_PART if part.filename.startswith(DATA) else OTHER_PART
        # The compressed size an archive claims for a part is not trusted either.
        _refuse_above(max(room, times * min(part.compress_size, packed)), part.file_size, path)


def _refuse_above(largest: int, size: int, path: Path) -> None:
    if size > largest:
        raise refuse("file_too_large", path.name, size=size, largest=largest)


def _lines(path: Path) -> list[tuple[str, list[str]]]:
    """Read the non-empty rows of the first sheet. The size a workbook claims to have is not trusted."""
    with closing(load_workbook(path, read_only=True)) as book:
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS)
        return [
            (f"{sheet.title}!{number}", [_text(cell) for cell in row])
            for number, row in enumerate(rows, 1)
            if {*map(type, row)} - {EmptyCell}  # one cell at the bottom makes a million rows
        ]


def _text(cell: Cell | MergedCell) -> str:
    """Turn a cell into the text it would have in a CSV file. A formula stays recognisable, and is refused later."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, ArrayFormula | DataTableFormula):
        return "=" + str(getattr(value, "text", None) or "").removeprefix("=")
    if isinstance(value, date):
        # Excel turns "2017-09" into the first of September, and shows it without a day.
        return value.strftime("%Y-%m-%d" if "d" in cell.number_format.lower() else "%Y-%m")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return _digits(value, cell.number_format)
    return str(value)


def _digits(value: float, number_format: str) -> str:
    """Write a number as the sheet shows it: 0.91 shown as 91% becomes "91%", which is refused later."""
    percent = "%" in number_format
    # Floating-point results have some 16 digits, of which the last are noise.
    number = round(Decimal(repr(value)) * (100 if percent else 1), DECIMALS)
    whole = number == number.to_integral_value()
    digits = format(number.to_integral_value() if whole else number.normalize(), "f")
    return f"{digits}%" if percent else digits


def _rows(lines: Sequence[tuple[str, Sequence[str]]], name: str, *, danish: bool = False) -> list[RawRow]:
    """Build the rows below the header. Raises InvalidInput for a header or rows that do not fit the columns."""
    filled = [(place, cells) for place, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        raise refuse("file_empty", name)
    (place, header), *body = filled
    columns = [cell.strip().lower() for cell in header]
    while columns and not columns[-1]:
        columns.pop()
    problems = list(_header_problems(columns, place))
    if set(columns) & set(COLUMNS):  # otherwise it is no header, and tells nothing about the rows below
        problems += _width_problems(body, len(columns))
    if len(body) > MOST_ROWS:
        problems.append(Problem("too_many_rows", name, {"most": MOST_ROWS}))
    if not body:
        problems.append(Problem("no_rows", name))
    if problems:
        raise InvalidInput(problems)
    return [RawRow(where, dict(zip(columns, cells, strict=False)), danish) for where, cells in body]


def _header_problems(columns: Sequence[str], place: str) -> Iterator[Problem]:
    for name in REQUIRED:
        if name not in columns:
            yield Problem("column_missing", place, {"column": name, "allowed": ", ".join(COLUMNS)})
    for name, count in Counter(columns).items():
        if name not in COLUMNS:
            yield Problem("column_unknown", place, {"column": name, "allowed": ", ".join(COLUMNS)})
        elif count > 1:
            yield Problem("column_repeated", place, {"column": name})


def _width_problems(body: Iterable[tuple[str, Sequence[str]]], width: int) -> Iterator[Problem]:
    for place, cells in body:
        if any(cell.strip() for cell in cells[width:]):
            yield Problem("row_too_wide", place, {"columns": width, "cells": len(cells)})
