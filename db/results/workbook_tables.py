"""Workbooks as tables of text: what a cell would be in a CSV file, and which sheets, rows and columns are hidden."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from metrics.errors import InvalidInput, refuse
from metrics.facts.tables.result_table import MOST_TITLES, TableLine
from metrics.facts.tables.sheet_choice import SheetTable
from metrics.plan.terms import DECIMALS

LARGEST_UNPACKED = 200_000_000  # bytes; a workbook is a compressed archive
# The unpacked bytes a part may always have, and above that the most times its packed size. Equal rows compress to a
# fiftieth; the styles and names openpyxl reads are slow to read, and compress to a tenth.
DATA = ("xl/worksheets/", "xl/sharedStrings")
DATA_PART, OTHER_PART = (1_000_000, 100), (100_000, 20)
MOST_COLUMNS = 120  # ten years of months
HIDDEN = ("1", "true")

# What of a number format is no part of a date: conditions and locales in brackets, quoted and escaped characters.
_ASIDE = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|_.|\*.')

# A row without height and a column without width are as hidden as those that say so.
_CONCEALING = re.compile(rb'hidden|ht="0|width="0')


def read_sheets(path: Path, most: int) -> list[SheetTable]:
    """Read the sheets of a workbook; of one with more rows than `most` the first few, and how many there are.

    Raises InvalidInput when it is not one.
    """
    try:
        _refuse_bombs(path)
        with closing(load_workbook(path, read_only=True)) as book:
            found = [_read_sheet(sheet, most) for sheet in book.worksheets]
    except InvalidInput:
        raise
    except (
        Exception
    ) as wrong:  # a broken workbook breaks openpyxl in many ways, and none of them is documented
        raise refuse("xlsx_unreadable", path.name) from wrong
    if not found:
        raise refuse("xlsx_unreadable", path.name)
    return found


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


def _read_sheet(sheet: Worksheet, most: int) -> SheetTable:
    """Read the rows of a sheet that are not empty. The size a workbook claims to have is not trusted."""
    filled = _count_filled_rows(sheet)
    too_many = filled > most + MOST_TITLES
    # One row and column more than are allowed, so that what is too much is seen and not cut off.
    read = MOST_TITLES + 2 if too_many else most + MOST_TITLES + 2
    rows = sheet.iter_rows(max_row=read, max_col=MOST_COLUMNS + 1)
    lines = [_read_line(sheet.title, number, row) for number, row in _list_rows(rows)]
    for line in lines:
        if line.cells[MOST_COLUMNS:] and line.cells[MOST_COLUMNS]:
            raise refuse("row_too_wide", line.place, columns=MOST_COLUMNS, cells=len(line.cells))
    hides = bool(lines) and not too_many
    hidden_rows, hidden_columns = _find_hidden(sheet) if hides else (frozenset(), frozenset())
    state = sheet.sheet_state != "visible"
    return SheetTable(
        sheet.title, lines, state, hidden_rows, hidden_columns, filled=filled if too_many else 0
    )


def _count_filled_rows(sheet: Any) -> int:
    """Count the rows that hold something, without making cells of them."""
    with sheet._get_source() as source:
        return sum(b"<v" in row or b"<is" in row or b"<f" in row for row in source.read().split(b"</row>"))


def _list_rows(
    rows: Iterable[Sequence[Cell | MergedCell]],
) -> Iterator[tuple[int, Sequence[Cell | MergedCell]]]:
    """List the rows that have cells, with their numbers. One cell at the bottom makes a million rows."""
    blank = None
    for number, row in enumerate(rows, 1):
        if row is blank:
            continue
        if {*map(type, row)} - {EmptyCell}:
            yield number, row
        else:
            blank = row  # openpyxl gives the same row for each that is missing


def _read_line(title: str, number: int, cells: Sequence[Cell | MergedCell]) -> TableLine:
    stored = frozenset(place for place, cell in enumerate(cells) if _is_number(cell.value))
    return TableLine(f"{title}!{number}", [write_cell(cell) for cell in cells], stored, title, number)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def write_cell(cell: Cell | MergedCell) -> str:
    """Write a cell as the text it would have in a CSV file. A formula stays recognisable, and is refused later."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, ArrayFormula | DataTableFormula):
        return "=" + str(getattr(value, "text", None) or "").removeprefix("=")
    if isinstance(value, date):
        return value.strftime(_find_date_form(cell.number_format))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return _digits(value, cell.number_format)
    return str(value)


def _find_date_form(number_format: str) -> str:
    """Find what of a date is shown. Excel makes the first of September of a typed 2017-09, and shows no day."""
    shown = _ASIDE.sub("", number_format.lower()).split(";")[0]
    if "d" in shown or "h" in shown or "y" not in shown:
        return "%Y-%m-%d"
    return "%Y-%m" if "m" in shown else "%Y"


def _digits(value: float, number_format: str) -> str:
    """Write a number as the sheet shows it: 0.91 shown as 91% becomes "91%"."""
    percent = "%" in _ASIDE.sub("", number_format)
    # Floating-point results have some 16 digits, of which the last are noise.
    number = round(Decimal(repr(value)) * (100 if percent else 1), DECIMALS)
    whole = number == number.to_integral_value()
    digits = format(number.to_integral_value() if whole else number.normalize(), "f")
    return f"{digits}%" if percent else digits


def _find_hidden(sheet: Any) -> tuple[frozenset[int], frozenset[int]]:
    """Find the hidden rows, from 1, and columns, from 0, of a sheet; openpyxl tells them of whole workbooks only."""
    with sheet._get_source() as source:
        if not _CONCEALING.search(source.read().replace(b"\0", b"")):
            return frozenset(), frozenset()
    rows: set[int] = set()
    columns: set[int] = set()
    number = 0
    with sheet._get_source() as source:
        for event, element in ElementTree.iterparse(source, ("start", "end")):  # noqa: S314 # as openpyxl does
            name = element.tag.rpartition("}")[2]
            if event == "end":
                element.clear()
            elif name == "row":
                number = int(element.get("r", number + 1))
                if element.get("hidden") in HIDDEN or float(element.get("ht", 1)) == 0:
                    rows.add(number)
            elif name == "col" and (element.get("hidden") in HIDDEN or float(element.get("width", 1)) == 0):
                first, last = int(element.get("min", 1)), int(element.get("max", 1))
                columns.update(range(first - 1, min(last, MOST_COLUMNS)))
    return frozenset(rows), frozenset(columns)
