"""Exact sums are what adding fractions one by one gives."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.algebra.sums import add_up, add_weighted, is_same, subtract, take_share, to_fraction

FRACTIONS = st.fractions(max_denominator=10_000)
SHARES = st.fractions(0, 1, max_denominator=100) | st.sampled_from([Fraction(0), Fraction(1)])


@given(st.lists(FRACTIONS))
def test_a_sum_is_what_adding_one_by_one_gives(values: list[Fraction]) -> None:
    assert add_up(values) == sum(values, Fraction(0))


@given(st.lists(st.tuples(FRACTIONS, FRACTIONS)))
def test_a_weighted_sum_is_what_adding_products_gives(pairs: list[tuple[Fraction, Fraction]]) -> None:
    found = add_weighted([weight for weight, _ in pairs], [value for _, value in pairs])
    assert found == sum((weight * value for weight, value in pairs), Fraction(0))


@given(SHARES, FRACTIONS)
def test_a_portion_and_the_rest_make_the_whole(share: Fraction, whole: Fraction) -> None:
    assert take_share(share, whole) == share * whole
    assert subtract(whole, take_share(share, whole)) == (1 - share) * whole


@given(FRACTIONS, FRACTIONS)
def test_two_fractions_are_the_same_when_they_are_equal(one: Fraction, other: Fraction) -> None:
    assert is_same(one, other) is (one == other)
    assert is_same(one, Fraction(one.numerator, one.denominator))


@pytest.mark.parametrize("text", ["0", "90.0", "-0.5", "1E+3", "0.000000001"])
def test_a_decimal_keeps_its_value(text: str) -> None:
    assert to_fraction(Decimal(text)) == Fraction(text)
