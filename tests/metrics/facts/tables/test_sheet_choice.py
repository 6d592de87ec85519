"""Which sheets, rows and columns of a workbook are read, and what has to be chosen first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from metrics.errors import InvalidInput
from metrics.facts.tables.result_table import TableLine
from metrics.facts.tables.sheet_choice import FileChoices, HiddenChoice, SheetTable, choose_sheets

HEADING = ["institution", "indicator", "period", "value"]
SKIP, INCLUDE = FileChoices(hidden=HiddenChoice.SKIP), FileChoices(hidden=HiddenChoice.INCLUDE)


def sheet(name: str, *, rows: int = 1, hidden: bool = False, heading: bool = True) -> SheetTable:
    cells = [HEADING if heading else ["x"], *([["i", "k", "2026", "1"]] * rows)]
    lines = [TableLine(f"{name}!{row}", one, sheet=name, row=row) for row, one in enumerate(cells, 1)]
    return SheetTable(name, lines, hidden)


PLAIN = sheet("A")
NOTHING = FileChoices()
CONCEALED = sheet("H", hidden=True)
ROW = replace(sheet("R", rows=2), hidden_rows=frozenset((3, 9)))
COLUMN = replace(sheet("C"), hidden_columns=frozenset((3, 7)))


def asked(*sheets: SheetTable, choices: FileChoices = NOTHING) -> list[tuple[str, object]]:
    with pytest.raises(InvalidInput) as refused:
        choose_sheets(sheets, choices, "f.xlsx")
    return [(p.code, next(iter(p.params.values()), None)) for p in refused.value.problems]


def read(*sheets: SheetTable, choices: FileChoices = NOTHING) -> list[str]:
    return [one.name for one in choose_sheets(sheets, choices, "f.xlsx")[0]]


def test_one_sheet_with_results_is_read_and_every_sheet_is_noted() -> None:
    found, notes = choose_sheets([sheet("V", heading=False), PLAIN], FileChoices(), "f.xlsx")
    assert found == [PLAIN]
    assert [(note.name, note.rows, note.read) for note in notes] == [("V", 0, False), ("A", 1, True)]


def test_further_sheets_need_a_choice() -> None:
    other = sheet("B")
    assert asked(PLAIN, other) == [("sheets_asked", ["A", "B"])]
    assert read(PLAIN, other, choices=FileChoices(sheet="all")) == ["A", "B"]
    assert read(PLAIN, other, choices=FileChoices(sheet="b")) == ["B"]
    assert asked(PLAIN, other, choices=FileChoices(sheet="x")) == [("sheet_unknown", "x")]
    assert read(PLAIN, sheet("E", rows=0)) == ["A"]


def test_what_is_hidden_needs_a_choice() -> None:
    assert asked(PLAIN, CONCEALED) == [("hidden_asked", ["H"])]
    assert read(PLAIN, CONCEALED, choices=SKIP) == ["A"]
    assert read(PLAIN, CONCEALED, choices=INCLUDE) == ["A", "H"]
    assert read(PLAIN, CONCEALED, choices=FileChoices(sheet="H")) == ["H"]
    assert asked(ROW) == [("hidden_asked", ["R!3:3"])]
    assert asked(COLUMN) == [("hidden_asked", ["C!D:D"])]


def test_what_is_hidden_is_left_out_or_read() -> None:
    (kept,), (note,) = choose_sheets([ROW], SKIP, "f.xlsx")
    assert ([line.row for line in kept.lines], note.skipped) == ([1, 2], 1)
    (kept,), _ = choose_sheets([ROW], INCLUDE, "f.xlsx")
    assert [line.row for line in kept.lines] == [1, 2, 3]
    (kept,), _ = choose_sheets([COLUMN], SKIP, "f.xlsx")
    assert [line.cells[3] for line in kept.lines] == ["", ""]


def test_a_book_of_hidden_sheets_alone_has_nothing_to_read_without_them() -> None:
    assert asked(CONCEALED) == [("hidden_asked", ["H"])]
    assert asked(CONCEALED, choices=SKIP) == [("no_rows", None)]
    assert read(CONCEALED, choices=INCLUDE) == ["H"]


def test_a_book_without_results_gives_its_first_sheet_for_what_is_wrong_with_it() -> None:
    assert read(SheetTable("Tom", []), sheet("V", heading=False)) == ["V"]
    assert read(SheetTable("Tom", [])) == ["Tom"]
