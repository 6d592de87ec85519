"""Spreads by hand: their levels, their quantiles, and comparisons that rounding does not decide."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.foresight.spread import MIDDLES, SHARES, TIE, Spread, compare_values, compute_bell
from metrics.plan.terms import Operator

THREE = Spread.of(np.array([3.0, 1.0, 2.0]), np.array([1.0, 1.0, 2.0]))


def test_levels_are_put_in_order_and_their_chances_add_to_one() -> None:
    assert THREE.levels.tolist() == [1, 2, 3]
    assert THREE.chances.tolist() == [0.25, 0.5, 0.25]
    assert THREE.mean == 2


@pytest.mark.parametrize(
    ("at", "level"), [(0.0, 1), (0.25, 1), (0.26, 2), (0.5, 2), (0.75, 2), (0.76, 3), (1.0, 3)]
)
def test_a_quantile_is_the_level_that_is_not_passed_with_its_probability(at: float, level: float) -> None:
    assert THREE.quantiles([at]).tolist() == [level]


def test_a_negative_factor_keeps_the_levels_ascending_and_each_with_its_chance() -> None:
    found = Spread(np.array([1.0, 2.0]), np.array([0.25, 0.75])).times(-2)
    assert found.levels.tolist() == [-4, -2]
    assert found.chances.tolist() == [0.75, 0.25]
    assert THREE.times(2).levels.tolist() == [2, 4, 6]


def test_levels_beyond_the_ends_lie_on_them() -> None:
    assert THREE.within(1.5, 2.5).levels.tolist() == [1.5, 2, 2.5]


def test_a_known_number_is_all_its_quantiles() -> None:
    point = Spread.point(7.0)
    assert point.quantiles([0.05, 0.5, 0.95]).tolist() == [7, 7, 7]
    assert point.mean == 7


def test_a_bell_lies_evenly_about_its_middle_with_heavier_tails_the_less_is_known() -> None:
    bell = Spread.bell(10, 2, 5)
    assert bell.mean == pytest.approx(10)
    assert bell.quantiles([0.5])[0] == pytest.approx(10, abs=0.05)
    assert 10 - bell.levels[0] == pytest.approx(bell.levels[-1] - 10)
    unsure, sure = (Spread.bell(0, 1, freedom).quantiles([0.99])[0] for freedom in (3, 30))
    assert unsure > sure + 1


def test_the_quantiles_of_a_bell_are_those_of_student_s_t() -> None:
    """With two degrees of freedom, x = (2p - 1) / sqrt(2p(1 - p))."""
    expected = (2 * MIDDLES - 1) / np.sqrt(2 * MIDDLES * (1 - MIDDLES))
    assert compute_bell(2.0) == pytest.approx(expected)
    assert SHARES.sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("operator", "holds"),
    [
        (">=", [False, True, True, True]),
        (">", [False, False, False, True]),
        ("<=", [True, True, True, False]),
        ("<", [True, False, False, False]),
        ("=", [False, True, True, False]),
    ],
)
def test_what_differs_by_rounding_alone_is_equal(operator: str, holds: list[bool]) -> None:
    values = np.array([89.9, 90 * (1 - TIE / 2), 90.0, 90.1])
    assert compare_values(values, Operator(operator), 90.0).tolist() == holds


def test_flattened_log_odds_keep_the_middle_and_what_is_certain() -> None:
    """Below 1 lies a fifth, odds of 1 to 4: their root is 1 to 2, a third. Below 2 likewise four fifths: two thirds."""
    found = Spread(np.array([1.0, 2.0, 3.0]), np.array([0.2, 0.6, 0.2])).flatten(0.5)
    assert found.levels.tolist() == [1, 2, 3]
    assert found.chances.tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3])
    assert Spread.point(7.0).flatten(0.5).chances.tolist() == [1]
