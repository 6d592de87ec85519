"""TOML of plan files: every line that cannot be read, at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from db.plans.toml_text import MOST_UNREAD, dump_toml, parse_toml, read_toml
from metrics.errors import InvalidInput


def test_numbers_are_kept_digit_by_digit() -> None:
    data = parse_toml("x = 78.90")
    assert str(data["x"]) == "78.90"
    assert dump_toml({"x": Decimal("78.90")}) == "x = 78.90\n"


def test_lines_that_cannot_be_read_are_left_out_and_told() -> None:
    data, unread = read_toml('a = 1\nb = ca. 2\nc = "x"\nd = 5,5\n')
    assert data == {"a": 1, "c": "x"}
    told = [(p.code, p.params["line"]) for p in unread]
    assert told == [("toml_syntax", 2), ("decimal_comma_line", 4)]


@pytest.mark.parametrize("text", ["hello", "x = [\n1,\n}", "= 5"])
def test_where_the_rest_would_be_guessed_only_the_first_is_told(text: str) -> None:
    data, unread = read_toml(text)
    assert data == {}
    assert [p.code for p in unread] == ["toml_syntax"]


def test_what_is_hardly_a_plan_is_not_read_to_its_end() -> None:
    data, unread = read_toml("".join(f"k{n} = ca. 5\n" for n in range(100)))
    assert (data, len(unread)) == ({}, MOST_UNREAD)
    with pytest.raises(InvalidInput):
        parse_toml("k = ca. 5")
