"""The terms of a plan: operators, units, and what is valid as a number, a key or a text."""

from __future__ import annotations

import operator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from metrics.plan import terms
from metrics.plan.terms import LONGEST_TEXT, Operator, Unit, find_text_problems, is_intact

SIGNS = {
    "≥": operator.ge,
    "≤": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "≠": operator.ne,
}


def refused(kind: Any, value: object) -> list[str]:
    """The codes with which a value is refused; none where it is valid."""
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError as wrong:
        return [error["type"] for error in wrong.errors()]
    return []


@given(st.sampled_from(Operator), st.fractions(-2, 2), st.fractions(-2, 2))
def test_the_sign_holds_where_the_operator_does_and_the_other_where_not(
    found: Operator, value: Fraction, limit: Fraction
) -> None:
    assert found.holds(value, limit) is SIGNS[found.sign](value, limit)
    assert found.holds(value, limit) is not SIGNS[found.negated](value, limit)


@pytest.mark.parametrize(
    ("found", "below", "at", "above"),
    [
        (Operator.AT_LEAST, False, True, True),
        (Operator.AT_MOST, True, True, False),
        (Operator.ABOVE, False, False, True),
        (Operator.BELOW, True, False, False),
        (Operator.EQUAL, False, True, False),
    ],
)
def test_an_operator_at_and_around_its_limit(found: Operator, below: bool, at: bool, above: bool) -> None:
    assert [found.holds(Fraction(n), Fraction(90)) for n in (89, 90, 91)] == [below, at, above]


def test_an_operator_goes_up_or_down_or_neither() -> None:
    assert [o for o in Operator if o.upward] == [Operator.AT_LEAST, Operator.ABOVE]
    assert [o for o in Operator if o.downward] == [Operator.AT_MOST, Operator.BELOW]


def test_only_a_ratio_in_percent_is_times_a_hundred() -> None:
    assert {unit for unit in Unit if unit.scale != 1} == {Unit.PERCENT}
    assert Unit.PERCENT.scale == 100


@pytest.mark.parametrize("text", ["Målet er nået", "to\nlinjer\r\nog\ttal", "\U0001f600", ""])
def test_a_text_that_is_intact(text: str) -> None:
    assert is_intact(text)


@pytest.mark.parametrize("text", ["a\0b", "\x08", "\x0b", "\x0c", "\x1f", "\ud800", "a\udfff"])
def test_a_text_with_what_nobody_sees(text: str) -> None:
    assert not is_intact(text)
    (problem,) = find_text_problems(f"x{text}y", "note")
    assert (problem.code, problem.place) == ("not_understood", "note")
    assert refused(terms.Text, f"x{text}y") != []


def test_a_required_text_is_neither_empty_nor_too_long() -> None:
    assert [p.code for p in find_text_problems(" \n", "note")] == ["text_empty"]
    assert [p.params for p in find_text_problems("x" * (LONGEST_TEXT + 1), "note")] == [
        {"max_length": LONGEST_TEXT}
    ]
    assert list(find_text_problems("x" * LONGEST_TEXT, "note")) == []


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        *((1, []), (Decimal("0.123456789"), []), (Decimal(10) ** 15, []), (-(Decimal(10) ** 15), [])),
        *(("91,5", ["decimal_comma"]), ("1.291,5", ["decimal_comma"]), ("ca. 90", ["number_as_text"])),
        *(("90", ["number_as_text"]), (True, ["number_as_text"])),
        (Decimal("0.1234567891"), ["decimal_max_places"]),
        (Decimal(10) ** 15 + 1, ["less_than_equal"]),
        (Decimal("NaN"), ["finite_number"]),
    ],
)
def test_a_number_is_a_number(value: object, codes: list[str]) -> None:
    assert refused(terms.Number, value) == codes


def test_our_own_json_holds_decimals_as_text() -> None:
    assert TypeAdapter(terms.Number).validate_json('"91.50"') == Decimal("91.50")


@pytest.mark.parametrize(
    ("kind", "inside", "outside"),
    [
        (terms.Weight, [0, 10**15], [-1, 10**15 + 1]),
        (terms.Share, [0, 1], [-1, 2]),
        (terms.Positive, [Decimal("0.1"), 10**15], [0, -1]),
        (terms.Year, [1900, 2100], [1899, 2101, "2017"]),
        (terms.YesNo, [True, False], [1, "true"]),
        (
            terms.Day,
            [date(1900, 1, 1), date(2100, 12, 31)],
            [date(1899, 12, 31), date(2101, 1, 1), "2017-01-01"],
        ),
        (terms.Key, ["a", "cpr-2017", "9"], ["", "-a", "A", "å", "a b", "a" * 81]),
        (terms.GoalNumber, ["1", "2.1.a", "A"], ["", ".1", "1.", "1-1", "1" * 21]),
        (terms.PeriodText, ["2017", "2017Q3", "2017-08/2017-10"], ["2017Q5", "", "3. kvartal"]),
        (terms.Text, ["x", "x" * LONGEST_TEXT], ["", " ", "x" * (LONGEST_TEXT + 1)]),
    ],
)
def test_what_is_valid_at_the_edges_of_a_field(
    kind: Any, inside: list[object], outside: list[object]
) -> None:
    assert [value for value in inside if refused(kind, value)] == []
    assert [value for value in outside if not refused(kind, value)] == []


def test_a_text_is_kept_without_the_space_around_it() -> None:
    assert TypeAdapter(terms.Text).validate_python(" mål ") == "mål"
