"""The laws of the algebra, against oracles that compute the same in another and simpler way."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.algebra.distribution import ONE, ZERO
from metrics.algebra.outcome import Grade, Outcome, convert_to_points
from metrics.algebra.tree import Node, Rule, World, combine_outcomes, evaluate_tree
from tests.trees import (
    CREDITS,
    DRAWS,
    GRADES,
    HALF,
    KNOWN_CHANCES,
    LIFTED,
    SETTLED,
    Tree,
    assert_same,
    caused,
    coin,
    drawn,
    enumerated,
    every,
    graded,
    plain,
    trees,
)


@given(trees())
def test_the_bounds_are_what_the_worst_and_the_best_leaves_give(tree: Tree) -> None:
    found = tree.evaluated().outcome
    assert found.least == plain(tree.node, {key: o.least for key, o in tree.leaves.items()})
    assert found.most == plain(tree.node, {key: o.most for key, o in tree.leaves.items()})


@given(trees(most_leaves=8), st.randoms())
def test_the_order_of_children_does_not_matter(tree: Tree, random: object) -> None:
    def shuffled(node: Node) -> Node:
        order = list(range(len(node.children)))
        random.shuffle(order)  # type: ignore[attr-defined]
        children = tuple(shuffled(node.children[i]) for i in order)
        return replace(node, children=children, weights=tuple(node.weights[i] for i in order))

    one, other = tree.evaluated().outcome, evaluate_tree(shuffled(tree.node), tree.leaves).outcome
    assert (one.least, one.most) == (other.least, other.most)
    assert (one.chances is None) == (other.chances is None)
    if one.chances is not None:
        assert_same(other.chances, dict(one.chances))


@given(trees(), CREDITS, CREDITS, st.data())
def test_more_credit_in_a_child_never_gives_less_in_the_parent(
    tree: Tree, one: Fraction, other: Fraction, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(sorted(tree.leaves)))
    less, more = sorted([one, other])
    low = every(evaluate_tree(tree.node, {**tree.leaves, key: Outcome.settled(less)}))
    high = every(evaluate_tree(tree.node, {**tree.leaves, key: Outcome.settled(more)}))
    for before, after in zip(low, high, strict=True):
        assert before.outcome.least <= after.outcome.least
        assert before.outcome.most <= after.outcome.most


@given(trees(KNOWN_CHANCES, most_leaves=7), st.floats(0, 1), st.floats(0, 1), st.data())
def test_a_likelier_child_never_makes_the_parent_less_likely(
    tree: Tree, one: float, other: float, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(sorted(tree.leaves)))
    low, high = sorted([one, other])
    before = evaluate_tree(tree.node, {**tree.leaves, key: coin(low)}).outcome
    after = evaluate_tree(tree.node, {**tree.leaves, key: coin(high)}).outcome
    for level in [c for c, _ in (*(before.chances or ()), *(after.chances or ()))]:
        assert (before.chance_of(level) or 0) <= (after.chance_of(level) or 0) + 1e-12


@given(trees(SETTLED))
def test_a_settled_tree_is_plain_arithmetic(tree: Tree) -> None:
    expected = plain(tree.node, {key: o.least for key, o in tree.leaves.items()})
    assert tree.evaluated().outcome == Outcome(expected, expected, ((expected, 1.0),))
    assert tree.evaluated().outcome.credit == expected


@given(trees(KNOWN_CHANCES, most_leaves=7))
def test_the_distribution_is_that_of_going_through_every_case(tree: Tree) -> None:
    found, expected = tree.evaluated().outcome, enumerated(tree.node, tree.leaves)
    assert_same(found.chances, expected)
    assert found.expected == pytest.approx(math.fsum(float(c) * p for c, p in expected.items()), abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_the_distribution_agrees_with_a_monte_carlo_run(seed: int) -> None:
    rng = np.random.default_rng(seed)
    leaves: dict[str, Outcome] = {}

    def group(key: str, children: Sequence[Node]) -> Node:
        rule, grade = rng.choice(list(Rule)), GRADES[rng.integers(len(GRADES))]
        weights = tuple(Fraction(int(w)) for w in rng.integers(1, 9, len(children)))
        return Node(key, Rule(rule), tuple(children), weights, int(rng.integers(1, len(children) + 1)), grade)

    def leaf(key: str) -> Node:
        odds = rng.dirichlet([1, 1, 1])
        leaves[key] = Outcome.forecast({ZERO: odds[0], HALF: odds[1], ONE: odds[2]})
        return Node(key)

    goals = [
        group(f"g{g}", [group(f"g{g}.{c}", [leaf(f"g{g}.{c}.{i}") for i in range(3)]) for c in range(3)])
        for g in range(7)
    ]
    total = Node("total", Rule.SUM, tuple(goals), tuple(map(Fraction, [15, 25, 10, 20, 5, 10, 15])))
    found = evaluate_tree(total, leaves).outcome
    sample = drawn(total, leaves, rng)
    spread = sample.std() / math.sqrt(DRAWS)
    assert found.expected == pytest.approx(float(sample.mean()), abs=5 * spread + 1e-9)
    for level in (0.2, 0.35, 0.5, 0.65, 0.8):
        share = float((sample >= level - 1e-9).mean())
        assert found.chance_of(Fraction(str(level))) == pytest.approx(share, abs=5 * 0.5 / math.sqrt(DRAWS))


def test_two_leaves_that_read_the_same_coin_are_met_together() -> None:
    both = Node("both", Rule.ALL, (Node("a"), Node("b")))
    leaves = {"a": coin(), "b": coin()}
    heads = World(0.5, {"a": Outcome.settled(1), "b": Outcome.settled(1)})
    tails = World(0.5, {"a": Outcome.settled(0), "b": Outcome.settled(0)})
    assert evaluate_tree(both, leaves).outcome.chance_of(ONE) == 0.25
    assert evaluate_tree(both, leaves, [[heads, tails]]).outcome.chance_of(ONE) == 0.5
    opposite = [replace(heads, leaves={"a": Outcome.settled(1), "b": Outcome.settled(0)})]
    opposite.append(replace(tails, leaves={"a": Outcome.settled(0), "b": Outcome.settled(1)}))
    assert evaluate_tree(both, leaves, [opposite]).outcome.chance_of(ONE) == 0.0


@given(caused())
def test_leaves_that_share_a_cause_agree_with_every_case(case: tuple[Tree, list[list[World]]]) -> None:
    tree, causes = case
    expected: dict[Fraction, float] = {}
    for worlds in itertools.product(*causes):
        leaves = dict(tree.leaves)
        for world in worlds:
            leaves |= world.leaves
        chance = math.prod(world.probability for world in worlds)
        for credit, p in enumerated(tree.node, leaves).items():
            expected[credit] = expected.get(credit, 0.0) + chance * p
    found = evaluate_tree(tree.node, tree.leaves, causes)
    assert_same(found.outcome.chances, expected)
    alone = tree.evaluated()
    for linked, unlinked in zip(every(found), every(alone), strict=True):
        assert (linked.outcome.least, linked.outcome.most) == (unlinked.outcome.least, unlinked.outcome.most)


def test_a_cause_does_not_touch_a_leaf_that_is_settled() -> None:
    tree = Node("any", Rule.ANY, (Node("a"), Node("b")))
    worlds = [World(0.5, {"a": Outcome.settled(1), "b": Outcome.settled(met)}) for met in (0, 1)]
    found = evaluate_tree(tree, {"a": Outcome.settled(0), "b": coin(0.3)}, [worlds])
    assert found.find("a").outcome == Outcome.settled(0)
    assert found.outcome.chance_of(ONE) == 0.5
    assert found.outcome.credit is None


def test_a_cause_with_a_world_nobody_can_judge_leaves_the_node_silent() -> None:
    tree = Node("all", Rule.ALL, (Node("a"), Node("b")))
    worlds = [
        World(0.5, {"a": Outcome.settled(1), "b": Outcome.unknown()}),
        World(0.5, {"a": Outcome.settled(1), "b": Outcome.settled(1)}),
    ]
    found = evaluate_tree(tree, {"a": coin(), "b": coin()}, [worlds]).outcome
    assert found == Outcome.unknown()


def test_a_leaf_under_two_causes_is_a_mistake_and_not_an_answer() -> None:
    tree = Node("all", Rule.ALL, (Node("a"), Node("b"), Node("c")))
    leaves = {"a": coin(), "b": coin(), "c": coin()}
    causes = [[World(1.0, {"a": coin(), "b": coin()})], [World(1.0, {"b": coin(), "c": coin()})]]
    with pytest.raises(ValueError, match="one cause"):
        evaluate_tree(tree, leaves, causes)


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("grade", GRADES)
def test_a_belief_never_secures_a_point_even_at_certainty(rule: Rule, grade: Grade | None) -> None:
    tree = Node("goal", rule, (Node("a"), Node("b")), grade=grade)
    sure = Outcome.forecast({ONE: 1.0})
    linked = [[World(1.0, {"a": Outcome.settled(1), "b": Outcome.settled(1)})]]
    for found in (
        evaluate_tree(tree, {"a": sure, "b": sure}),
        evaluate_tree(tree, {"a": sure, "b": sure}, linked),
    ):
        assert found.outcome.credit is None
        assert found.outcome.chance_of(ONE) == 1.0
        assert convert_to_points(found.outcome, Fraction(100)).secured == graded(grade, ZERO) * 100
        assert convert_to_points(found.outcome, Fraction(100)).lost == 0


def test_a_belief_never_loses_a_point_either() -> None:
    found = combine_outcomes(Rule.ALL, [Outcome.forecast({ZERO: 1.0}), Outcome.settled(1)])
    assert convert_to_points(found, Fraction(100)).open == 100


@pytest.mark.parametrize(
    ("rule", "others", "expected"),
    [
        (Rule.ANY, Outcome.settled(1), Outcome.settled(1)),
        (Rule.ALL, Outcome.settled(0), Outcome.settled(0)),
        (Rule.ANY, Outcome.settled(0), Outcome.unknown()),
        (Rule.ALL, coin(), Outcome.unknown()),
        (Rule.SUM, coin(), Outcome.unknown()),
    ],
)
def test_where_one_part_is_unknown_the_node_is_silent_unless_the_others_decide(
    rule: Rule, others: Outcome, expected: Outcome
) -> None:
    assert combine_outcomes(rule, [others, Outcome.unknown()]) == expected


def test_the_number_of_seven_goals_met_follows_the_poisson_binomial() -> None:
    odds = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95]
    seven = Node("total", Rule.SUM, tuple(Node(str(i)) for i in range(7)))
    found = evaluate_tree(seven, {str(i): coin(p) for i, p in enumerate(odds)}).outcome
    expected = np.array([1.0])
    for p in odds:
        expected = np.convolve(expected, [1 - p, p])
    assert_same(found.chances, {Fraction(n, 7): float(p) for n, p in enumerate(expected)}, within=1e-15)
    assert found.chance_of(Fraction(6, 7)) == pytest.approx(float(expected[6:].sum()), abs=1e-15)


@pytest.mark.parametrize("k", range(1, 8))
def test_at_least_k_of_seven_is_the_tail_of_the_poisson_binomial(k: int) -> None:
    odds = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95]
    expected = np.array([1.0])
    for p in odds:
        expected = np.convolve(expected, [1 - p, p])
    found = combine_outcomes(Rule.AT_LEAST, [coin(p) for p in odds], k=k)
    assert found.chance_of(ONE) == pytest.approx(float(expected[k:].sum()), abs=1e-15)


def test_a_grade_on_a_leaf_counts() -> None:
    assert evaluate_tree(Node("a", grade=LIFTED), {"a": Outcome.settled(0)}).outcome.credit == Fraction(1, 4)


def test_weights_at_every_level_earn_their_part() -> None:
    requirement = Node("r1", Rule.SUM, tuple(Node(k) for k in "abc"))
    goal = Node("goal", Rule.SUM, (requirement, Node("r2")), (Fraction(30), Fraction(10)))
    leaves = {
        "a": Outcome.settled(1),
        "b": Outcome.settled(1),
        "c": Outcome.settled(0),
        "r2": Outcome.settled(1),
    }
    assert convert_to_points(evaluate_tree(goal, leaves).outcome, Fraction(40)).secured == 30


def test_a_node_that_is_not_there_is_not_found() -> None:
    tree = evaluate_tree(Node("a", Rule.ALL, (Node("b"),)), {"b": Outcome.unknown()})
    assert tree.find("b").node.key == "b"
    with pytest.raises(KeyError):
        tree.find("c")
