"""Tables open in columns in a Danish spreadsheet program, and what was typed is never a formula."""

from __future__ import annotations

import json

from export.filing.table_file import (
    list_objects,
    write_csv_file,
    write_decimal,
    write_json_file,
    write_table_csv,
)


def test_a_text_that_looks_like_a_formula_is_text_and_a_negative_number_a_number() -> None:
    written = write_csv_file(["a", "b"], [["=1+1", "-5"], ["@x", "-5,5"], ["-x", None], [True, False]])
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig") == "a;b\n'=1+1;-5\n'@x;-5,5\n'-x;\n1;0\n"


def test_further_blocks_stand_after_an_empty_line() -> None:
    assert write_csv_file(["a"], [["1"]], [["x"]]).decode("utf-8-sig") == "a\n1\n\nx\n"


def test_exact_numbers_have_a_comma_and_nothing_else_has() -> None:
    written = write_table_csv(["goal", "value"], [["1.2", "78.9"], ["1.3", None]])
    assert written.decode("utf-8-sig") == "goal;value\n1.2;78,9\n1.3;\n"
    assert write_decimal(None) is None


def test_json_has_the_values_as_they_are() -> None:
    rows = list_objects(["a", "b"], [["=1", None]])
    assert json.loads(write_json_file(rows)) == [{"a": "=1", "b": None}]
