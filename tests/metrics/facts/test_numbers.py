"""Numbers as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.facts.numbers import read_number, read_whole


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("90", "90"), ("91,5", "91.5"), ("91.50", "91.50"), (" -0,25 ", "-0.25"), ("+3", "3")),
        *(("9" * 15, "9" * 15), ("0,123456789", "0.123456789")),
    ],
)
def test_a_number_with_a_comma_or_a_point(text: str, number: str) -> None:
    assert str(read_number(text)) == number


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "ca. 90", "1.146,5", "1,2,3", "1e3", "NaN", "90%", ",5", "5,", "- 5", "\u0663"),
        *("9" * 16, "0,1234567891"),
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("999999999", 999_999_999)])
def test_a_whole_number(text: str, number: int) -> None:
    assert read_whole(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "1000000000", "\u0663"])
def test_anything_else_is_no_whole_number(text: str) -> None:
    assert read_whole(text) is None


def test_the_digits_of_a_number_are_kept() -> None:
    assert read_number("90,0") == Decimal(90)
    assert str(read_number("90,0")) == "90.0"
