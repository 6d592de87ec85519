"""Text files by their bytes and their first line."""

from __future__ import annotations

import pytest

from db.results import text_tables
from metrics.errors import InvalidInput, Problem

TEXT = "institution;note\r\nprove;Årsrapport\r\n"


def refused(data: bytes, encoding: str | None = None) -> Problem:
    with pytest.raises(InvalidInput) as wrong:
        text_tables.decode_text(data, "f.csv", encoding)
    (problem,) = wrong.value.problems
    return problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_unicode_is_read_whatever_is_said_of_it(encoding: str) -> None:
    data = ("\ufeff" + TEXT).encode(encoding) if encoding == "utf-16-le" else TEXT.encode(encoding)
    for said in (None, "cp1252", "UTF-8"):
        assert text_tables.decode_text(data, "f.csv", said).removeprefix("\ufeff") == TEXT


def test_the_windows_character_set_is_recognised_and_asked_about() -> None:
    asked = refused(TEXT.encode("cp1252"))
    assert (asked.code, asked.params) == ("encoding_asked", {"line": 2, "text": "prove;Årsrapport"})
    assert refused(TEXT.encode("cp1252"), "utf-8").code == "encoding_asked"
    assert text_tables.decode_text(TEXT.encode("cp1252"), "f.csv", "CP1252") == TEXT


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a\0\xe5", b"a\n\x81\xe5", b"\xff\xfe\x00\xd8"])
def test_what_is_no_text_in_any_of_them_is_refused(data: bytes) -> None:
    assert refused(data).code == "file_not_utf8"
    assert refused(data, "cp1252").code == "file_not_utf8"


def test_an_encoding_that_is_not_known_is_refused() -> None:
    assert refused(b"x", "klingon").code == "not_allowed"


@pytest.mark.parametrize(
    ("text", "cells", "place"),
    [
        ("sep=;\na;b,c\n", ["a", "b,c"], "f.csv:2"),
        ("sep=,\r\na;b,c\r\n", ["a;b", "c"], "f.csv:2"),
        ('"sep=\t"\ra\tb', ["a", "b"], "f.csv:2"),
        ("sep=;;;\na;b\n", ["a", "b"], "f.csv:2"),
        ("sep=x\n", ["sep=x"], "f.csv:1"),
        ("a\tb;c\td", ["a", "b;c", "d"], "f.csv:1"),
    ],
)
def test_a_first_line_may_say_what_stands_between_cells(text: str, cells: list[str], place: str) -> None:
    first = text_tables.read_lines(text, "f.csv")[0]
    assert (first.cells, first.place) == (cells, place)


def test_a_text_over_several_lines_is_counted_as_so_many() -> None:
    lines = text_tables.read_lines('sep=,\na,"one\ntwo"\nb,c\n', "f.csv")
    assert [line.place for line in lines] == ["f.csv:2", "f.csv:4"]


@pytest.mark.parametrize("text", ["", " \n", "sep=;\n", "sep=;"])
def test_a_file_without_more_is_empty(text: str) -> None:
    with pytest.raises(InvalidInput) as wrong:
        text_tables.read_lines(text, "f.csv")
    assert [problem.code for problem in wrong.value.problems] == ["file_empty"]
