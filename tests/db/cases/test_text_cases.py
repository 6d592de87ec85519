"""Text files of cases: encodings, what separates cells, and rows that are not whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.cases.text_cases import scan_text
from metrics.errors import InvalidInput

TEXT = 'navn;tal\nHøring;1\n\n;\n"a;b\nc";2\n'


def read(tmp_path: Path, data: bytes, encoding: str | None = None) -> list[tuple[str | None, str | None]]:
    path = tmp_path / "c.csv"
    path.write_bytes(data)
    found = scan_text(path, encoding, tmp_path).select("navn", "tal").collect()
    return list(found.iter_rows())


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), None),
        (TEXT.encode("utf-8-sig"), None),
        (TEXT.encode("utf-16"), None),
        (TEXT.encode("cp1252"), "cp1252"),
        (b"sep=;\r\n" + TEXT.encode(), None),
        (TEXT.replace(";", "\t").replace("a\tb", "a;b").encode(), None),
    ],
    ids=["utf-8", "bom", "utf-16", "cp1252", "sep", "tabs"],
)
def test_each_encoding_and_separator_reads_alike_and_empty_rows_are_none(
    tmp_path: Path, data: bytes, encoding: str | None
) -> None:
    assert read(tmp_path, data, encoding) == [("Høring", "1"), ("a;b\nc", "2")]


@pytest.mark.parametrize(
    ("data", "encoding", "code"),
    [
        (TEXT.encode("cp1252"), None, "encoding_asked"),
        (TEXT.encode(), "latin-9", "not_allowed"),
        (b"", None, "file_empty"),
        (b"navn;tal\na\n", None, "case_rows_ragged"),
        (b"navn;tal\na;1;2\n", None, "case_rows_ragged"),
        (b"navn;navn\na;1\n", None, "case_columns_twice"),
        (b'navn;tal\n"a"b;1\n', None, "csv_syntax"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, data: bytes, encoding: str | None, code: str) -> None:
    with pytest.raises(InvalidInput) as wrong:
        read(tmp_path, data, encoding)
    assert [one.code for one in wrong.value.problems] == [code]
