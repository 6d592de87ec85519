"""A table of results as cells: its heading, and the rows below it; long, or wide with a column for each period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from metrics.errors import InvalidInput, Problem, refuse
from metrics.facts.raw_row import AMOUNTS, COLUMNS, REQUIRED, RawRow
from metrics.facts.tables.file_words import INFORMATION, find_column
from metrics.facts.written_periods import is_period

MOST_TITLES = 10
"""A table's heading is among its first rows; above it there may be titles of one or two cells."""

_TITLE_CELLS = 2


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of cells as text. `stored` are the columns, from 0, whose cells are numbers and not text.

    `sheet` and `row` place a row of a workbook, `place` a line of a text file.
    """

    place: str
    cells: Sequence[str]
    stored: frozenset[int] = frozenset()
    sheet: str = ""
    row: int = 0

    @property
    def filled(self) -> bool:
        """Whether anything stands in it."""
        return any(cell.strip() for cell in self.cells)

    def find_cell_place(self, column: int, heading: str) -> str:
        """Return the place of one cell: by sheet and address, or by line and heading."""
        return f"{self.sheet}!{write_letters(column)}{self.row}" if self.sheet else f"{self.place}, {heading}"


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The rows of a table, and the headings of its columns that are not read."""

    rows: list[RawRow]
    unread: list[str]


def find_heading(lines: Sequence[TableLine]) -> int | None:
    """Find the row with the headings of results; None where no row has them."""
    for place, line in enumerate(lines[:MOST_TITLES]):
        if is_heading(line.cells):
            return place
        if sum(bool(cell.strip()) for cell in line.cells) > _TITLE_CELLS:
            return None
    return None


def is_heading(cells: Iterable[str]) -> bool:
    """Return whether cells are the headings of results: an indicator, and a period or several of them."""
    columns = {find_column(cell) for cell in cells}
    return "indicator" in columns and ("period" in columns or any(is_period(name) for name in columns))


def read_table(lines: Sequence[TableLine], name: str, most: int) -> ResultTable:
    """Read the rows below the heading, at most so many. Raises InvalidInput for what does not fit the columns."""
    filled = [line for line in lines if line.filled]
    if not filled:
        raise refuse("file_empty", name)
    at = find_heading(filled) or 0
    header, body = filled[at], filled[at + 1 :]
    columns = [find_column(cell) for cell in header.cells]
    while columns and not columns[-1]:
        columns.pop()
    wide = _is_wide(columns)
    problems = list(_header_problems(columns, header.place, wide=wide))
    if set(columns) & set(COLUMNS):  # otherwise it is no header, and tells nothing about the rows below
        problems += _width_problems(body, len(columns))
    if len(body) > most:
        problems.append(Problem("too_many_rows", name, {"most": most}))
    if not body:
        problems.append(Problem("no_rows", name))
    if problems:
        raise InvalidInput(problems)
    named = {
        column: heading.strip()
        for column, heading in zip(columns, header.cells, strict=False)
        if column in COLUMNS and heading.strip().lower() != column
    }
    whole = [_row(line, columns, named) for line in body]
    rows = (
        [one for line, row in zip(body, whole, strict=True) for one in _split_line(line, row, columns)]
        if wide
        else whole
    )
    if len(rows) > most:
        raise refuse("too_many_rows", name, most=most)
    return ResultTable(rows, [column for column in columns if column in INFORMATION])


def _is_wide(columns: Sequence[str]) -> bool:
    named = {"period", *AMOUNTS} & set(columns)
    return not named and any(is_period(column) for column in columns)


def _row(line: TableLine, columns: Sequence[str], named: Mapping[str, str]) -> RawRow:
    cells = {name: cell for name, cell in zip(columns, line.cells, strict=False) if name in COLUMNS}
    stored = frozenset(columns[place] for place in line.stored if place < len(columns))
    return RawRow(line.place, cells, stored, named)


def _split_line(line: TableLine, row: RawRow, columns: Sequence[str]) -> Iterator[RawRow]:
    """Split a row of a wide table into one row for each period."""
    for place, name in enumerate(columns):
        if name not in COLUMNS and name not in INFORMATION:
            value = line.cells[place] if place < len(line.cells) else ""
            stored = frozenset(("value",) if place in line.stored else ())
            cells = {**row.cells, "period": name, "value": value}
            yield RawRow(line.find_cell_place(place, name), cells, stored, row.headings)


def _header_problems(columns: Sequence[str], place: str, *, wide: bool) -> Iterator[Problem]:
    allowed = ", ".join(COLUMNS)
    for name in REQUIRED:
        if name not in columns and not (wide and name == "period"):
            yield Problem("column_missing", place, {"column": name, "allowed": allowed})
    for name, count in Counter(columns).items():
        if name not in COLUMNS and name not in INFORMATION and not (wide and is_period(name)):
            yield Problem("column_unknown", place, {"column": name, "allowed": allowed})
        elif count > 1:
            yield Problem("column_repeated", place, {"column": name})


def _width_problems(body: Iterable[TableLine], width: int) -> Iterator[Problem]:
    for line in body:
        if any(cell.strip() for cell in line.cells[width:]):
            yield Problem("row_too_wide", line.place, {"columns": width, "cells": len(line.cells)})


def write_letters(column: int) -> str:
    """Return the letters of a column: A for 0, AA for 26."""
    letters, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters
