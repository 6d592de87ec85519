"""Operators at their limit and texts at their longest."""

from __future__ import annotations

from fractions import Fraction

import pytest

from metrics.plan.terms import LONGEST_TEXT, Operator, find_text_problems


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        (">=", False, True, True),
        ("<=", True, True, False),
        (">", False, False, True),
        ("<", True, False, False),
        ("=", False, True, False),
    ],
)
def test_an_operator_below_at_and_above_its_limit(operator: str, below: bool, at: bool, above: bool) -> None:
    limit, step = Fraction(90), Fraction(1, 10**9)
    holds = [Operator(operator).holds(value, limit) for value in (limit - step, limit, limit + step)]
    assert holds == [below, at, above]


def test_a_text_may_have_the_longest_length_and_no_more() -> None:
    assert [p.code for p in find_text_problems("x" * LONGEST_TEXT, "note")] == []
    assert [p.code for p in find_text_problems("x" * (LONGEST_TEXT + 1), "note")] == ["text_too_long"]
