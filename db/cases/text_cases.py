"""Text files of cases as columns of text: CSV and TSV of any size, in the encodings that results files have."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from db.cases.written_columns import FIRST_ROW, ROW
from db.results.text_tables import DELIMITERS, ENCODINGS, WINDOWS
from metrics.errors import refuse

_CHUNK = 1 << 20
_MOST_PLACES = 3


def scan_text(path: Path, encoding: str | None, folder: Path) -> pl.LazyFrame:
    """Scan a text file as columns of text. What is not UTF-8 is written anew in `folder`.

    Raises InvalidInput: what `text_tables.decode_text` does, `file_empty`, `csv_syntax`, `case_columns_twice`,
    `case_text_nul`, and `case_rows_ragged` with the number of rows that have too few or too many cells.
    """
    plain = _write_plain(path, encoding, folder)
    with plain.open(encoding="utf-8-sig", newline="") as opened:
        first = opened.readline()
        skipped = first.lower().startswith("sep=") or first.lower().startswith('"sep=')
        heading = opened.readline() if skipped else first
        delimiter = max(DELIMITERS, key=heading.count)
        opened.seek(0)
        tidy = _check_shape(opened, delimiter, path.name, int(skipped)) and not first.endswith("\r")
        if not tidy:
            opened.seek(0)
            plain = _write_anew(opened, delimiter, folder / f"{path.stem}.tidy", int(skipped))
    texts = pl.scan_csv(
        plain,
        glob=False,
        separator=delimiter if tidy else ",",
        infer_schema=False,
        skip_lines=int(skipped) if tidy else 0,
        row_index_name=ROW if tidy else None,
        row_index_offset=FIRST_ROW,
    )
    return texts if tidy else texts.with_columns(pl.col(ROW).cast(pl.Int64))


def _write_plain(path: Path, encoding: str | None, folder: Path) -> Path:
    """Return a file in UTF-8: the same, or another with the same text."""
    if encoding is not None and encoding.lower() not in ENCODINGS:
        raise refuse("not_allowed", "--encoding", value=encoding, allowed=list(ENCODINGS))
    with path.open("rb") as opened:
        head = opened.read(4)
    if not head:
        raise refuse("file_empty", path.name)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _transcode(path, "utf-16", folder)
    line = _find_unreadable(path)
    if line is None:
        return path
    if (encoding or "").lower() == WINDOWS:
        return _transcode(path, WINDOWS, folder)
    raise refuse("encoding_asked", path.name, line=line[0], text=line[1])


def _find_unreadable(path: Path) -> tuple[int, str] | None:
    """Find the first line that is not UTF-8, with its number; read as in the Windows character set."""
    with path.open("rb") as opened:
        for number, line in enumerate(opened, 1):
            try:
                line.decode("utf-8")
                if b"\0" in line:
                    raise refuse("case_text_nul", path.name, line=number)
            except UnicodeDecodeError:
                return number, line.decode(WINDOWS, errors="replace").strip()[:60]
    return None


def _transcode(path: Path, encoding: str, folder: Path) -> Path:
    made = folder / f"{path.stem}.utf8"
    try:
        with (
            path.open(encoding=encoding, newline="") as opened,
            made.open("w", encoding="utf-8", newline="") as out,
        ):
            while part := opened.read(_CHUNK):
                out.write(part)
    except UnicodeDecodeError as wrong:
        raise refuse("file_not_utf8", path.name, line=1) from wrong
    return made


def _check_shape(lines: Iterator[str], delimiter: str, name: str, skipped: int) -> bool:
    """Refuse a file whose rows have not all as many cells as its heading: nobody can tell which one is missing.

    Tell whether no cell has a quotation mark in it and no row is empty, so that every reader takes it for the same.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    ragged, places, tidy = 0, [], True
    try:
        for _ in range(skipped):
            next(reader)
        heading = next(reader, [])
        _check_heading(heading, name)
        width, line = len(heading), reader.line_num
        for cells in reader:
            if len(cells) != width and cells:
                ragged += 1
                places += [str(line + 1)] if ragged <= _MOST_PLACES else []
            if tidy and ('"' in "".join(cells) or not any(cells)):
                tidy = False
            line = reader.line_num
    except csv.Error as wrong:
        raise refuse("csv_syntax", f"{name}:{reader.line_num}") from wrong
    if ragged:
        raise refuse("case_rows_ragged", name, count=ragged, rows=", ".join(places), columns=width)
    return tidy


def _write_anew(lines: Iterator[str], delimiter: str, made: Path, skipped: int) -> Path:
    """Write rows anew with their numbers, without those that are empty: they are no cases."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    with made.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for _ in range(skipped):
            next(reader)
        writer.writerow([*next(reader), ROW])
        writer.writerows([*cells, number] for number, cells in enumerate(reader, FIRST_ROW) if any(cells))
    return made


def _check_heading(heading: Sequence[str], name: str) -> None:
    twice = sorted({one for one in heading if heading.count(one) > 1})
    if twice:
        raise refuse("case_columns_twice", name, columns=twice)
