"""Levels held against a limit, and multiplied."""

from __future__ import annotations

import numpy as np
import pytest

from metrics.foresight.spread import Spread, compare_values
from metrics.plan.terms import Operator


@pytest.mark.parametrize(
    ("operator", "holds"),
    [
        (">=", [False, True, True]),
        ("<=", [True, True, False]),
        (">", [False, False, True]),
        ("<", [True, False, False]),
        ("=", [False, True, False]),
    ],
)
def test_what_rounding_alone_tells_apart_is_equal(operator: str, holds: list[bool]) -> None:
    """0.3 is less than 0.1 + 0.2 by the last digit of a float."""
    levels = np.array([0.29, 0.3, 0.31])
    assert compare_values(levels, Operator(operator), 0.1 + 0.2).tolist() == holds


def test_a_negative_factor_turns_a_spread_round() -> None:
    found = Spread(np.array([1.0, 2.0]), np.array([0.25, 0.75])).times(-2)
    assert (found.levels.tolist(), found.chances.tolist()) == ([-4.0, -2.0], [0.75, 0.25])
