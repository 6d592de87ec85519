"""Tables as files: separated values that a spreadsheet program opens in columns, and JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from export.audit_file import FORMULA

NUMBERS = frozenset({"value", "numerator", "denominator", "exempt", "points"})
"""Columns of exact numbers, which separated values write with a comma as a Danish spreadsheet program reads them."""
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
_BETWEEN = ";"  # what a Danish spreadsheet program expects


def write_csv_file(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], *more: Iterable[Sequence[Any]]
) -> bytes:
    """Write separated values in UTF-8; a text that looks like a formula gets a leading apostrophe.

    `more` are further blocks of rows, each after an empty line.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=_BETWEEN, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_write_cell(value) for value in row] for row in rows)
    for block in more:
        writer.writerow([])
        writer.writerows([_write_cell(value) for value in row] for row in block)
    return file.getvalue().encode("utf-8-sig")


def write_json_file(content: Any) -> bytes:
    """Write JSON for people to read as well."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def write_decimal(text: str | None) -> str | None:
    """Write an exact number with a decimal comma."""
    return text.replace(".", ",") if text else text


def write_table_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Write a table as separated values, its exact numbers with a decimal comma."""
    places = {place for place, name in enumerate(columns) if name in NUMBERS}
    shown = ([write_decimal(cell) if at in places else cell for at, cell in enumerate(row)] for row in rows)
    return write_csv_file(columns, shown)


def list_objects(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[dict[str, Any]]:
    """List rows as objects."""
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _write_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) and not _NUMBER.fullmatch(text) else text
