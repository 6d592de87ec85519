"""Text files as tables: CSV and TSV in UTF-8, UTF-16 or, where that is said, the Windows character set."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from metrics.errors import refuse
from metrics.facts.tables.result_table import TableLine

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

DELIMITERS = ",;\t"
WINDOWS = "cp1252"
ENCODINGS = (WINDOWS, "utf-8")

_SEPARATOR = re.compile(r'"?sep=([,;\t])"?[,;\t ]*(\r\n|\n|\r|$)', re.IGNORECASE)


def decode_text(data: bytes, name: str, encoding: str | None) -> str:
    """Decode the bytes of a text file.

    Raises InvalidInput: `encoding_asked` for a file that looks like one of the Windows character set, unless
    `encoding` says that it is; `file_not_utf8` for any other; `not_allowed` for an encoding that is not known.
    """
    if encoding is not None and encoding.lower() not in ENCODINGS:
        raise refuse("not_allowed", "--encoding", value=encoding, allowed=list(ENCODINGS))
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        windows = _decode_windows(data)
        if windows is None:
            raise refuse("file_not_utf8", name, line=line) from wrong
        if (encoding or "").lower() != WINDOWS:
            raise refuse("encoding_asked", name, line=line, text=_find_line(windows, line)) from wrong
        return windows


def read_lines(text: str, name: str) -> list[TableLine]:
    """Read each record with the line it begins on; quoted text may span several lines."""
    body, delimiter, skipped = _split_separator(text)
    if not body.strip():
        raise refuse("file_empty", name)
    first = body.lstrip().splitlines()[0]
    found = delimiter or max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=found, strict=True)
    return list(_records(reader, name, skipped))


def _decode_windows(data: bytes) -> str | None:
    """Decode the Windows character set; None where the bytes are no text in it."""
    if b"\0" in data:
        return None
    try:
        return data.decode(WINDOWS)
    except UnicodeDecodeError:
        return None


def _find_line(text: str, line: int) -> str:
    found = text.split("\n")[line - 1 : line]
    return found[0].strip()[:60] if found else ""


def _split_separator(text: str) -> tuple[str, str | None, int]:
    """Split off a first line such as `sep=;`, by which Excel is told what stands between cells."""
    named = _SEPARATOR.match(text)
    return (text[named.end() :], named[1], 1) if named else (text, None, 0)


def _records(reader: CsvReader, name: str, skipped: int) -> Iterator[TableLine]:
    line = 1
    try:
        for cells in reader:
            yield TableLine(f"{name}:{line + skipped}", cells)
            line = reader.line_num + 1
    except csv.Error as wrong:
        raise refuse("csv_syntax", f"{name}:{line + skipped}") from wrong
