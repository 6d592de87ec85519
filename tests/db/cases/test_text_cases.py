"""Text files of cases: encodings, what separates cells, and rows that are not whole."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.cases.text_cases import scan_text
from db.cases.written_columns import ROW
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


@pytest.mark.parametrize(
    "data",
    [
        b'navn;tal\n5" r\xc3\xb8r;1\n6";2\n',
        b'navn;tal\n"5"" r\xc3\xb8r";1\n6";2\n',
        b'sep=;\nnavn;tal\n5" r\xc3\xb8r;1\n6";2\n',
        b'navn;tal\r5" r\xc3\xb8r;1\r6";2\r',
    ],
    ids=["within", "doubled", "sep", "cr"],
)
def test_a_quotation_mark_within_a_cell_is_a_part_of_it(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data) == [('5" rør', "1"), ('6"', "2")]


def test_rows_keep_their_numbers_where_empty_ones_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("navn;tal\na;1\n\n;\nb;2\n")
    assert scan_text(path, None, tmp_path).collect()[ROW].to_list() == [2, 5]


@given(
    st.lists(st.tuples(*[st.text(st.sampled_from('ab";,\n\r\t æ'), max_size=5)] * 2), max_size=6),
    st.sampled_from([";", ",", "\t"]),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_as_csv_is_read_as_it_was(
    tmp_path: Path, rows: list[tuple[str, str]], delimiter: str
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([("navn", "tal"), *rows])
    # Blanks around a cell do not count, and are taken away where it is read.
    wanted = [(name.strip(), number.strip()) for name, number in rows if name or number]
    found = read(tmp_path, out.getvalue().encode())
    assert [((name or "").strip(), (number or "").strip()) for name, number in found] == wanted


def test_a_wide_file_is_read_at_once(tmp_path: Path) -> None:
    # Each column was asked of each row whether it is empty: a thousand took a quarter of a minute.
    heading = ["navn", "tal", *(f"k{number}" for number in range(5_000))]
    path = tmp_path / "wide.csv"
    path.write_text("\n".join([";".join(heading), ";".join(["x"] * len(heading)), ""]))
    began = time.process_time()
    assert scan_text(path, None, tmp_path).select("navn").collect().height == 1
    assert time.process_time() - began < 10
