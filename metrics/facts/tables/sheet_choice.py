"""Which sheets, rows and columns of a workbook are read: what is hidden, and further sheets, need a choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from metrics.errors import InvalidInput, Problem
from metrics.facts.import_answer import SheetNote
from metrics.facts.tables.result_table import TableLine, find_heading, write_letters

EVERY_SHEET = "all"


class HiddenChoice(StrEnum):
    """What is done with hidden sheets, rows and columns that hold something."""

    INCLUDE = "include"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class FileChoices:
    """What somebody chose about a file: the sheet or all of them, what is hidden, and its encoding."""

    sheet: str | None = None
    hidden: HiddenChoice | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The rows of a sheet that hold something, and what of it is hidden: rows from 1, columns from 0."""

    name: str
    lines: Sequence[TableLine]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filled: int = 0
    """How many rows hold something, of a sheet that was not read whole, since they are too many; otherwise 0."""

    @property
    def rows(self) -> int:
        """How many rows stand below the heading of results; none where there is no such heading."""
        at = find_heading(self.lines)
        return 0 if at is None else (self.filled or len(self.lines)) - at - 1

    def find_hidden_rows(self) -> list[int]:
        """Find the hidden rows that hold something."""
        return sorted(line.row for line in self.lines if line.row in self.hidden_rows)

    def find_hidden_columns(self) -> list[int]:
        """Find the hidden columns that hold something."""
        held = {place for line in self.lines for place, cell in enumerate(line.cells) if cell.strip()}
        return sorted(held & self.hidden_columns)


def choose_sheets(
    sheets: Sequence[SheetTable], choices: FileChoices, name: str
) -> tuple[list[SheetTable], list[SheetNote]]:
    """Choose what is read, and note every sheet. Raises InvalidInput with what has to be chosen, or is not there."""
    told = [sheet for sheet in sheets if sheet.rows]
    if not told:
        return _find_first(sheets), []
    problems: list[Problem] = []
    read = list(_select(told, choices, name, problems))
    if choices.hidden is None and (what := list(_list_hidden(read))):
        problems.append(Problem("hidden_asked", name, {"what": what}))
    if not read and not problems:
        problems.append(Problem("no_rows", name))
    if problems:
        raise InvalidInput(problems)
    kept = [_leave_out_hidden(sheet) if choices.hidden is HiddenChoice.SKIP else sheet for sheet in read]
    return kept, list(_note(sheets, kept))


def _find_first(sheets: Sequence[SheetTable]) -> list[SheetTable]:
    """Find the first visible sheet that holds anything, so that what is wrong with it can be told."""
    held = [sheet for sheet in sheets if sheet.lines]
    return [sheet for sheet in held if not sheet.hidden][:1] or held[:1] or list(sheets[:1])


def _select(
    told: Sequence[SheetTable], choices: FileChoices, name: str, problems: list[Problem]
) -> Iterable[SheetTable]:
    """Select the sheets to read; add a problem where further sheets, or hidden ones, need a choice first."""
    visible = [sheet for sheet in told if not sheet.hidden]
    concealed = [sheet.name for sheet in told if sheet.hidden]
    if choices.sheet is not None and choices.sheet.casefold() != EVERY_SHEET:
        found = [sheet for sheet in told if sheet.name.casefold() == choices.sheet.strip().casefold()]
        if not found:
            names = [sheet.name for sheet in told]
            problems.append(Problem("sheet_unknown", name, {"value": choices.sheet, "allowed": names}))
        return found
    if choices.sheet is None and len(visible) > 1:
        problems.append(Problem("sheets_asked", name, {"sheets": [sheet.name for sheet in visible]}))
    if choices.hidden is None and concealed:
        problems.append(Problem("hidden_asked", name, {"what": concealed}))
    return told if choices.hidden is HiddenChoice.INCLUDE else visible


def _list_hidden(sheets: Iterable[SheetTable]) -> Iterator[str]:
    """List the hidden rows and columns that would be read, as a spreadsheet writes them: `Ark1!3:3`, `Ark1!D:D`."""
    for sheet in sheets:
        yield from (f"{sheet.name}!{row}:{row}" for row in sheet.find_hidden_rows())
        letters = map(write_letters, sheet.find_hidden_columns())
        yield from (f"{sheet.name}!{letter}:{letter}" for letter in letters)


def _leave_out_hidden(sheet: SheetTable) -> SheetTable:
    lines = [
        replace(
            line,
            cells=["" if n in sheet.hidden_columns else cell for n, cell in enumerate(line.cells)],
        )
        for line in sheet.lines
        if line.row not in sheet.hidden_rows
    ]
    return replace(sheet, lines=lines)


def _note(sheets: Sequence[SheetTable], kept: Sequence[SheetTable]) -> Iterator[SheetNote]:
    read = {sheet.name for sheet in kept}
    for sheet in sheets:
        if sheet.lines:
            left_out = next((len(sheet.lines) - len(one.lines) for one in kept if one.name == sheet.name), 0)
            yield SheetNote(sheet.name, sheet.rows, sheet.name in read, sheet.hidden, left_out)
