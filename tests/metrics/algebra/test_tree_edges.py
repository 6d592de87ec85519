"""Combining outcomes, by hand: at least k, weights, and leaves that share a cause."""

from __future__ import annotations

from fractions import Fraction

import pytest

from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import Node, Rule, World, combine_outcomes, evaluate_tree

MET, NOT_MET = Outcome.settled(1), Outcome.settled(0)
HALF = Outcome.forecast({Fraction(0): 0.5, Fraction(1): 0.5})


@pytest.mark.parametrize(("k", "credit"), [(1, 1), (2, 1), (3, 0)])
def test_two_of_three_met_are_at_least_two_and_not_three(k: int, credit: int) -> None:
    assert combine_outcomes(Rule.AT_LEAST, [MET, NOT_MET, MET], k=k).credit == credit


@pytest.mark.parametrize(("k", "p"), [(1, 0.875), (2, 0.5), (3, 0.125)])
def test_of_three_coins_at_least_two_come_up_half_of_the_time(k: int, p: float) -> None:
    assert combine_outcomes(Rule.AT_LEAST, [HALF] * 3, k=k).chance_of(Fraction(1)) == pytest.approx(p)


def test_weights_of_any_sum_are_shares_of_it() -> None:
    assert combine_outcomes(Rule.SUM, [MET, NOT_MET], [Fraction(3), Fraction(1)]).credit == Fraction(3, 4)


def test_two_leaves_of_one_cause_come_out_together_and_what_is_settled_stays() -> None:
    tree = Node("top", Rule.ALL, (Node("a"), Node("b"), Node("c")))
    cause = [World(0.5, {name: Outcome.settled(held) for name in "abc"}) for held in (0, 1)]
    unknown = Outcome.unknown()
    together = evaluate_tree(tree, {"a": unknown, "b": unknown, "c": MET}, [cause])
    assert together.outcome.chance_of(Fraction(1)) == pytest.approx(0.5)
    assert together.find("c").outcome == MET
    pair = Node("top", Rule.ALL, (Node("a"), Node("b")))
    both = evaluate_tree(
        pair,
        {"a": unknown, "b": unknown},
        [[World(w.probability, {k: w.leaves[k] for k in "ab"}) for w in cause]],
    )
    assert both.outcome.chance_of(Fraction(1)) == pytest.approx(0.5)


def test_what_is_settled_stays_whatever_its_cause_says() -> None:
    cause = [World(0.5, {"a": Outcome.settled(held)}) for held in (0, 1)]
    assert evaluate_tree(Node("a"), {"a": MET}, [cause]).outcome == MET
    assert evaluate_tree(Node("a"), {"a": Outcome.unknown()}, [cause]).outcome == HALF
