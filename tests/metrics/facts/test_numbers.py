"""Numbers as people write them: read in one way or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.errors import InvalidInput
from metrics.facts.numbers import (
    is_not_available,
    parse_number,
    read_number,
    read_whole,
    write_plain_number,
)
from metrics.plan.terms import Unit


def refused(text: str, unit: Unit | None = None, *, stored: bool = False) -> str:
    with pytest.raises(InvalidInput) as wrong:
        parse_number(text, "value", unit=unit, stored=stored)
    (problem,) = wrong.value.problems
    assert problem.place == "value"
    return problem.code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            ("90", "90"),
            ("91,5", "91.5"),
            ("91.50", "91.50"),
            (" -0,25 ", "-0.25"),
            ("+3", "3"),
            ("−5", "-5"),
        ),
        *(("9" * 15, "9" * 15), ("0,123456789", "0.123456789"), ("0.123", "0.123"), ("-0,125", "-0.125")),
        *(("1 146", "1146"), ("1\u00a0146", "1146"), ("12\u202f345\u202f678,5", "12345678.5")),
        *(
            ("1.234.567", "1234567"),
            ("1.146,50", "1146.50"),
            ("1.146,500", "1146.500"),
            ("-1.146,5", "-1146.5"),
        ),
        *(("1,234,567", "1234567"), ("1,146.50", "1146.50"), ("1234.567", "1234.567"), ("012.345", "12.345")),
        *(("4200 kr.", "4200"), ("kr. 4.200,00", "4200.00"), ("DKK 5", "5")),
    ],
)
def test_a_number_as_people_write_it(text: str, number: str) -> None:
    assert str(parse_number(text)) == number
    assert str(read_number(text)) == number


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "ca. 90", "1,2,3", "1e3", "NaN", ",5", "5,", "- 5", "\u0663", "kr.", "%", "1_000"),
        *(
            "12.34.567",
            "1 1460",
            "1 14",
            "0 146",
            "1.146 50",
            "1.146,50,5",
            "1..5",
            "--5",
            "5-",
            "1.234,567,890",
        ),
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    assert read_number(text) is None
    assert refused(text) in {"figure_needed", "number_unit"}


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        *(("4.200", "4200", "4.2"), ("4,200", "4200", "4.2"), ("-12.567", "-12567", "-12.567")),
        *(("999,000 kr.", "999000", "999"), ("+1.146", "+1146", "1.146")),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_both(text: str, whole: str, part: str) -> None:
    with pytest.raises(InvalidInput) as wrong:
        parse_number(text)
    (problem,) = wrong.value.problems
    assert problem.code == "number_ambiguous"
    assert (problem.params["whole"], problem.params["part"]) == (whole, Decimal(part))
    assert parse_number(str(problem.params["exact"])) == Decimal(part)
    assert parse_number(whole) == Decimal(whole)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        *(
            ("94,96 %", Unit.PERCENT, "94.96"),
            ("3,7 dage", Unit.DAYS, "3.7"),
            ("12 årsværk", Unit.FTE, "12"),
            ("2 år", Unit.YEARS, "2"),
            ("94,96 pct.", Unit.PERCENT, "94.96"),
            ("5%", Unit.PERCENT, "5"),
        ),
        *(("4 200 kr.", Unit.DKK, "4200"), ("12,3 mio. kr.", Unit.MIO_DKK, "12.3")),
        *(
            ("5 %", Unit.COUNT, None),
            ("5 %", None, None),
            ("5 kr.", Unit.DAYS, None),
            ("5 kr.", Unit.MIO_DKK, None),
        ),
        ("5 mio. kr.", Unit.DKK, None),
    ],
)
def test_a_unit_may_stand_at_a_number_of_that_unit(text: str, unit: Unit | None, number: str | None) -> None:
    if number is None:
        assert refused(text, unit) == "number_unit"
    else:
        assert parse_number(text, unit=unit) == Decimal(number)


def test_a_number_a_program_stored_has_a_decimal_point_and_no_other_sign() -> None:
    assert parse_number("4.200", stored=True) == Decimal("4.2")
    assert parse_number("94.967%", unit=Unit.PERCENT, stored=True) == Decimal("94.967")
    assert refused("4,2", stored=True) == "figure_needed"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("1000000000000000", None), ("1000000000000001", "number_out_of_range")),
        *(("-1000000000000001", "number_out_of_range"), ("9" * 1_000_000, "number_out_of_range")),
        *(("1.123456789", None), ("0,1234567891", "number_too_fine")),
    ],
)
def test_a_number_has_a_largest_and_at_most_nine_decimals(text: str, code: str | None) -> None:
    assert code is None or refused(text) == code
    assert (read_number(text) is None) is (code is not None)


@given(st.decimals(-(10**9), 10**9, places=3, allow_nan=False, allow_infinity=False))
def test_a_number_is_written_so_that_it_is_read_back(number: Decimal) -> None:
    assert parse_number(write_plain_number(number)) == number


@pytest.mark.parametrize(
    ("text", "told"), [("..", True), (" - ", True), ("…", True), ("", False), (".", False)]
)
def test_what_is_not_available_is_said_so(text: str, told: bool) -> None:
    assert is_not_available(text) is told


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("999999999", 999_999_999)])
def test_a_whole_number(text: str, number: int) -> None:
    assert read_whole(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.0", " 1", "1000000000", "\u0663"])
def test_anything_else_is_no_whole_number(text: str) -> None:
    assert read_whole(text) is None
