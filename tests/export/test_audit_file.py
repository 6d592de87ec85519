"""The audit as a file, read again as an auditor's program would."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

from openpyxl import load_workbook

from db.audit.chain import ChainEntry
from export.audit_file import COLUMNS, write_audit_workbook, write_csv
from words.audit_entry import RecordNames
from words.language import Words

NAMES = RecordNames({"cpr-2017": "=SUM(A1)"}, {})
ENTRY = ChainEntry(
    7,
    datetime(2017, 1, 2, 9, 30, tzinfo=UTC),
    "+45@cpr.dk",
    "plan.signed",
    "cpr-2017",
    {"observations": (2, 1, ""), "events": (1, 3, "abc")},
    "p" * 64,
    "s" * 64,
)
CELLS = [
    *("7", "2017-01-02T09:30:00+00:00", "+45@cpr.dk", "Plan gemt: underskrevet", "=SUM(A1)"),
    *("plan.signed", "cpr-2017", '{"events": [1, 3, "abc"], "observations": [2, 1, ""]}', "p" * 64, "s" * 64),
]


def read_sheet(content: bytes) -> list[list[Any]]:
    """The cells of the only sheet."""
    (sheet,) = load_workbook(io.BytesIO(content)).worksheets
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_a_row_holds_all_that_the_seal_covers_and_no_formula() -> None:
    written = write_csv([ENTRY], NAMES, Words("da")).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(written), delimiter=";")
    assert head[:2] == ["Nummer", "Hvornår (UTC)"]
    assert row == [f"'{text}" if text[0] in "+=" else text for text in CELLS]


def test_in_a_spreadsheet_every_cell_is_text_as_it_was() -> None:
    _, row = read_sheet(write_audit_workbook([ENTRY], NAMES, Words("da")))
    assert row == CELLS


def test_an_audit_without_entries_has_its_head_alone() -> None:
    assert len(write_csv([], NAMES, Words("en")).splitlines()) == 1
    for lang, separator in (("da", b";"), ("en", b",")):
        assert write_csv([], NAMES, Words(lang)).startswith(b"\xef\xbb\xbf")
        assert write_csv([], NAMES, Words(lang)).count(separator) == len(COLUMNS) - 1
    assert len(read_sheet(write_audit_workbook([], NAMES, Words("en")))) == 1
