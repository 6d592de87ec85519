"""Sums whose weights fit no lattice: exact while they can be, then small and within the error that is told."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest

from metrics.algebra.distribution import FEW, FINEST_LATTICE, ONE, ZERO, rank_chances
from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import Node, Rule, combine_outcomes, evaluate_tree
from tests.trees import (
    assert_same,
    coin,
)

LATTICE_ERROR = Fraction(25, 1_000_000)  # of credit, for each part of a sum: 0.0025 of 100 points


def awkward(count: int) -> list[Fraction]:
    """Weights whose common denominator is far beyond any lattice."""
    return [Fraction(10_007 + 7_919 * i**2, 10_000) for i in range(count)]


def test_few_parts_of_awkward_weights_are_added_exactly() -> None:
    count = int(math.log2(FEW))
    weights = awkward(count)
    found = combine_outcomes(Rule.SUM, [coin(0.7)] * count, weights)
    total = sum(weights)
    expected: dict[Fraction, float] = {}
    for met in itertools.product([0, 1], repeat=count):
        credit = sum((w for w, m in zip(weights, met, strict=True) if m), ZERO) / total
        expected[credit] = expected.get(credit, 0.0) + 0.7 ** sum(met) * 0.3 ** (count - sum(met))
    assert_same(found.chances, expected)


def test_many_parts_of_awkward_weights_stay_within_the_error_of_the_lattice() -> None:
    count = 15
    weights = awkward(count)
    found = combine_outcomes(Rule.SUM, [coin(0.6)] * count, weights)
    assert found.chances is not None
    met = np.array(list(itertools.product([0, 1], repeat=count)))
    exact = met @ np.array([float(w / sum(weights)) for w in weights])
    odds = 0.6 ** met.sum(axis=1) * 0.4 ** (count - met.sum(axis=1))
    order = np.argsort(exact)
    exact, below = exact[order], np.cumsum(odds[order])
    levels = np.array([float(c) for c, _ in found.chances])
    reached = np.cumsum([p for _, p in found.chances])
    error = float(count * LATTICE_ERROR) + 1e-12
    for level, share in zip(levels, reached, strict=True):
        position = np.searchsorted(exact, [level - error, level + error], side="right")
        least, most = (float(below[i - 1]) if i else 0.0 for i in position)
        assert least - 1e-9 <= share <= most + 1e-9


def test_forty_leaves_with_awkward_weights_stay_small_and_have_exact_ends() -> None:
    odds = [0.3 + 0.01 * i for i in range(40)]
    weights = awkward(40)
    found = combine_outcomes(Rule.SUM, [coin(p) for p in odds], weights)
    assert found.chances is not None
    assert len(found.chances) <= FINEST_LATTICE + 3
    assert found.chances[-1][0] == 1
    assert found.chance_of(ONE) == pytest.approx(math.prod(odds), rel=1e-9)
    assert found.chances[0][0] == 0
    assert found.chances[0][1] == pytest.approx(math.prod(1 - p for p in odds), rel=1e-9)
    expected = sum(float(w) * p for w, p in zip(weights, odds, strict=True)) / float(sum(weights))
    assert found.expected == pytest.approx(expected, abs=float(40 * LATTICE_ERROR))


def test_almost_everything_is_not_everything_however_small_the_rest() -> None:
    weights = [Fraction(1)] * 16 + [Fraction(1, 10**9)]
    assert math.prod([2] * 17) > FEW
    found = combine_outcomes(Rule.SUM, [Outcome.settled(1)] * 16 + [coin(0.25)], weights)
    assert found.chance_of(ONE) == 0.25
    found = combine_outcomes(Rule.SUM, [coin(0.9)] * 16 + [coin(0.25)], weights)
    assert found.chances
    assert math.fsum(p for _, p in found.chances) == pytest.approx(1, abs=1e-12)
    assert found.chance_of(ONE) == pytest.approx(0.9**16 * 0.25)
    assert found.chance_of(Fraction(1, 10**12)) == pytest.approx(1 - 0.1**16 * 0.75)


def test_awkward_sums_within_an_awkward_sum_end_in_reasonable_time() -> None:
    groups = [
        Node(f"g{g}", Rule.SUM, tuple(Node(f"{g}.{i}") for i in range(20)), tuple(awkward(20)))
        for g in range(2)
    ]
    total = Node("total", Rule.SUM, tuple(groups), (Fraction(1), Fraction(3)))
    found = evaluate_tree(total, {key: coin(0.8) for key in total.leaves()}).outcome
    assert found.expected == pytest.approx(0.8, abs=float(22 * LATTICE_ERROR))
    assert found.chance_of(ONE) == pytest.approx(0.8**40)


@pytest.mark.parametrize(("k", "p"), [(1, 0.84), (2, 0.4), (3, 0.06)])
def test_the_kth_best_reaches_a_credit_where_at_least_k_do(k: int, p: float) -> None:
    """Of 0.2, 0.5 and 0.6: none with 0.16, exactly one with 0.04 + 0.16 + 0.24, all with 0.06."""
    parts = [((ZERO, 1 - q), (ONE, q)) for q in (0.2, 0.5, 0.6)]
    assert dict(rank_chances(parts, k))[ONE] == pytest.approx(p)
