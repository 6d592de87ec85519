"""The audit as a file: every entry with all that its seal covers, so that the seals can be checked."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter

from db.audit.chain import ChainEntry
from words import audit_entry
from words.audit_entry import RecordNames
from words.language import Words

CSV_TYPE = "text/csv"
COLUMNS = (
    *("record.number", "record.moment", "record.actor", "record.what", "record.about"),
    *("record.action", "record.subject", "record.rows", "record.previous", "record.seal"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(entries: Iterable[ChainEntry], names: RecordNames, words: Words) -> bytes:
    """Write separated values in UTF-8; a text that looks like a formula gets a leading apostrophe.

    Between them stands what a spreadsheet program in the language expects, so that it opens the file in columns.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=words.t("file.separator"), lineterminator="\n")
    writer.writerows([_escape_formula(text) for text in row] for row in _list_rows(entries, names, words))
    return file.getvalue().encode("utf-8-sig")


def write_audit_workbook(entries: Iterable[ChainEntry], names: RecordNames, words: Words) -> bytes:
    """Write the same as a spreadsheet in which every cell is text."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet, bold = book.add_worksheet(words.t("page.audit")), book.add_format({"bold": True})
        for place, row in enumerate(_list_rows(entries, names, words)):
            for column, text in enumerate(row):
                sheet.write_string(place, column, text, None if place else bold)
        sheet.freeze_panes(1, 0)
        sheet.autofit(max_width=420)
    return file.getvalue()


def _list_rows(entries: Iterable[ChainEntry], names: RecordNames, words: Words) -> Iterator[Sequence[str]]:
    yield [words.t(key) for key in COLUMNS]
    for entry in entries:
        yield [
            str(entry.number),
            entry.at.isoformat(),
            audit_entry.describe_actor(entry.actor, words),
            audit_entry.describe_action(entry, words),
            audit_entry.describe_subject(entry, names, words),
            entry.action,
            entry.subject,
            json.dumps(entry.rows, sort_keys=True),
            entry.previous,
            entry.seal,
        ]


def _escape_formula(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
