"""Results files: CSV and XLSX into rows of text with their places. What the rows mean is `metrics.intake`."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils.exceptions import InvalidFileException

from db.planfile import read_text
from metrics.errors import InvalidInput, Problem, refuse
from metrics.intake import COLUMNS, REQUIRED, RawRow

LARGEST_FILE = 20_000_000  # bytes
LARGEST_UNPACKED = 200_000_000  # bytes; a workbook is a compressed archive
MOST_ROWS = 200_000
DELIMITERS = ",;\t"


def read(path: Path) -> list[RawRow]:
    """The rows of a results file. Raises InvalidInput when the file is not one."""
    if path.suffix.lower() == ".xlsx":
        return _workbook(path)
    if path.suffix.lower() == ".csv":
        return _csv(read_text(path, LARGEST_FILE), path.name)
    raise refuse("file_kind", path.name, allowed=".csv, .xlsx")


def _csv(text: str, name: str) -> list[RawRow]:
    first = text.lstrip().splitlines()[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as wrong:
        raise refuse("csv_syntax", name) from wrong
    return _rows([(f"{name}:{number}", cells) for number, cells in enumerate(lines, 1)], name)


def _workbook(path: Path) -> list[RawRow]:
    if not path.is_file():
        raise refuse("file_missing", str(path))
    if path.stat().st_size > LARGEST_FILE:
        raise refuse("file_too_large", path.name, size=path.stat().st_size, largest=LARGEST_FILE)
    if not path.stat().st_size:
        raise refuse("file_empty", path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise refuse("file_too_large", path.name, size=unpacked, largest=LARGEST_UNPACKED)
        book = load_workbook(path, read_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as wrong:
        raise refuse("xlsx_unreadable", path.name) from wrong
    sheet = book.worksheets[0]
    lines = [
        (f"{sheet.title}!{number}", [_text(cell) for cell in row])
        for number, row in enumerate(sheet.iter_rows(max_row=MOST_ROWS + 2), 1)
    ]
    return _rows(lines, path.name)


def _text(cell: Cell) -> str:
    """A cell as the text it would have in a CSV file. A formula stays visible as one, and is refused later."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        number = Decimal(repr(value))
        return format(number.to_integral_value() if number == number.to_integral_value() else number, "f")
    return str(value)


def _rows(lines: Sequence[tuple[str, Sequence[str]]], name: str) -> list[RawRow]:
    """Rows below the header. Raises InvalidInput for a header, or rows, that do not fit the columns."""
    filled = [(place, cells) for place, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        raise refuse("file_empty", name)
    (place, header), *body = filled
    columns = [cell.strip().lower() for cell in header]
    problems = [*_header_problems(columns, place), *_width_problems(body, len(columns))]
    if len(body) > MOST_ROWS:
        problems.append(Problem("too_many_rows", name, {"most": MOST_ROWS}))
    if not body:
        problems.append(Problem("no_rows", name))
    if problems:
        raise InvalidInput(problems)
    return [RawRow(where, dict(zip(columns, cells, strict=False))) for where, cells in body]


def _header_problems(columns: Sequence[str], place: str) -> Iterator[Problem]:
    while columns and not columns[-1]:
        columns = columns[:-1]
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
