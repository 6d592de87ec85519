"""Criteria share an axis where they read one series, held against the same thing in the same way."""

from __future__ import annotations

from fractions import Fraction

import pytest

from metrics.plan.criteria import Criterion, Within
from metrics.plan.formula import Quantity
from metrics.plan.trend_axis import find_axis, find_limits
from tests.factories import OWNER, assessed, compared, milestone, number, path, reads


def tolerated(reference: Quantity | None = None, *, relative: bool = False) -> Criterion:
    """Accounts that may be 2 from a reference, or from nothing."""
    of = {"reference": reference} if reference else {}
    test = Within(value=reads("spent"), tolerance=number(2), relative=relative, **of)
    return Criterion(number="1.1", title="1.1", within=test)


def test_accounts_held_against_a_budget_share_their_axis_with_others_held_against_it_alike() -> None:
    budget = reads("budget")
    assert find_axis(tolerated(budget, relative=True), OWNER) == find_axis(
        tolerated(budget, relative=True), OWNER
    )
    assert find_axis(tolerated(budget, relative=True), OWNER) != find_axis(tolerated(budget), OWNER)
    assert find_axis(tolerated(budget), OWNER) != find_axis(tolerated(), OWNER)
    assert find_axis(tolerated(budget), OWNER) != find_axis(tolerated(reads("forecast")), OWNER)


def test_a_tolerance_around_a_number_has_the_axis_of_the_series_itself() -> None:
    spent = find_axis(compared(value=reads("spent")), OWNER)
    assert find_axis(tolerated(), OWNER) == find_axis(tolerated(number(50), relative=True), OWNER) == spent


@pytest.mark.parametrize(
    "leaf", [milestone(), assessed(), compared(value=number(5)), compared(value=path(y2017="5"))]
)
def test_what_reads_no_series_has_no_axis(leaf: Criterion) -> None:
    assert find_axis(leaf, OWNER) is None


def test_a_tolerance_around_a_budget_reaches_as_far_below_as_above() -> None:
    axis, test = find_axis(tolerated(reads("budget")), OWNER), tolerated(reads("budget")).measured
    assert axis
    assert test
    assert list(map(int, find_limits(test, Fraction(2), Fraction(50), axis))) == [-2, 2]
    assert find_limits(test, None, Fraction(50), axis) == ()


def test_a_deviation_is_below_nothing_where_the_value_is_below_the_budget() -> None:
    of_budget, in_millions = (
        find_axis(tolerated(reads("budget"), relative=on), OWNER) for on in (True, False)
    )
    assert of_budget
    assert in_millions
    assert of_budget.place(Fraction(49), Fraction(50)) == -2
    assert in_millions.place(Fraction(49), Fraction(50)) == -1
    assert of_budget.place(Fraction(49), Fraction(0)) is None
