"""Results files: CSV, TSV and XLSX as rows of text with their places, for `metrics.facts.results_file` to interpret."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from db.results import text_tables
from metrics.errors import InvalidInput, Problem, refuse
from metrics.facts.import_answer import SheetNote
from metrics.facts.raw_row import RawRow
from metrics.facts.tables.result_table import ResultTable, TableLine, read_table
from metrics.facts.tables.sheet_choice import FileChoices, choose_sheets

LARGEST_FILE = 20_000_000  # bytes
MOST_ROWS = 200_000
TEXTS, WORKBOOK = (".csv", ".tsv"), ".xlsx"

_NOTHING_CHOSEN = FileChoices()


@dataclass(frozen=True, slots=True)
class ResultsFile:
    """The rows of a file, its sheets where it has any, and the columns that are not read."""

    rows: list[RawRow] = field(default_factory=list)
    sheets: tuple[SheetNote, ...] = ()
    unread: tuple[str, ...] = ()


def read_rows(path: Path, choices: FileChoices = _NOTHING_CHOSEN) -> list[RawRow]:
    """Read the rows of a results file. Raises InvalidInput when it is not one, or a choice is needed."""
    return read_results_file(path, choices).rows


def read_results_file(path: Path, choices: FileChoices = _NOTHING_CHOSEN) -> ResultsFile:
    """Read a results file. Raises InvalidInput when it is not one, or a choice is needed."""
    kind = path.suffix.lower()
    if kind not in (*TEXTS, WORKBOOK):
        raise refuse("file_kind", path.name, allowed=", ".join((*TEXTS, WORKBOOK)))
    _refuse_size(path)
    if kind == WORKBOOK:
        from db.results import workbook_tables  # noqa: PLC0415 - what reads it is large, and seldom needed

        found = workbook_tables.read_sheets(path, MOST_ROWS)
        chosen, notes = choose_sheets(found, choices, path.name)
        if any(sheet.filled for sheet in chosen):
            raise refuse("too_many_rows", path.name, most=MOST_ROWS)
        return _join((sheet.lines for sheet in chosen), path.name, notes)
    text = text_tables.decode_text(path.read_bytes(), path.name, choices.encoding)
    return _join([text_tables.read_lines(text, path.name)], path.name, ())


def _refuse_size(path: Path) -> None:
    if not path.is_file():
        raise refuse("file_missing", str(path))
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise refuse("file_too_large", path.name, size=size, largest=LARGEST_FILE)
    if not size:
        raise refuse("file_empty", path.name)


def _join(tables: Iterable[Iterable[TableLine]], name: str, notes: Iterable[SheetNote]) -> ResultsFile:
    """Join the tables of a file. Raises InvalidInput with the problems of all of them."""
    found: list[ResultTable] = []
    problems: list[Problem] = []
    for lines in tables:
        try:
            found.append(read_table(list(lines), name, MOST_ROWS))
        except InvalidInput as refused:
            problems += refused.problems
    if problems:
        raise InvalidInput(problems)
    rows = [row for table in found for row in table.rows]
    if len(rows) > MOST_ROWS:
        raise refuse("too_many_rows", name, most=MOST_ROWS)
    unread = dict.fromkeys(name for table in found for name in table.unread)
    return ResultsFile(rows, tuple(notes), tuple(unread))
