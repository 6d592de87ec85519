"""The laws of the algebra, against oracles that compute the same in another and simpler way."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.outcome import (
    BINARY,
    FEW,
    FINEST_LATTICE,
    ONE,
    ZERO,
    Chances,
    Evaluation,
    Grade,
    Node,
    Outcome,
    Rule,
    World,
    combine,
    evaluate,
    points,
)

HALF = Fraction(1, 2)
STEPS = Grade(((HALF, Fraction(1, 4)), (ONE, ONE)))
LINEAR = Grade(((Fraction(1, 4), ZERO), (Fraction(3, 4), ONE)), linear=True)
LIFTED = Grade(((ZERO, Fraction(1, 4)), (ONE, ONE)))  # something is earned for nothing
GRADES = [None, BINARY, STEPS, LINEAR, LIFTED]
LATTICE_ERROR = Fraction(1, 2 * FINEST_LATTICE)  # of credit, for each part of a sum


@dataclass(frozen=True)
class Tree:
    """A tree with the outcomes of its leaves."""

    node: Node
    leaves: dict[str, Outcome]

    def evaluated(self) -> Evaluation:
        return evaluate(self.node, self.leaves)


CREDITS = st.sampled_from([Fraction(n, 4) for n in range(5)])
SETTLED = CREDITS.map(Outcome.settled)
FORECASTS = st.dictionaries(CREDITS, st.integers(1, 9), min_size=1, max_size=3).map(
    lambda odds: Outcome.forecast({credit: n / sum(odds.values()) for credit, n in odds.items()})
)
ANYTHING = st.one_of(SETTLED, FORECASTS, st.just(Outcome.unknown()))
KNOWN_CHANCES = st.one_of(SETTLED, FORECASTS)


@st.composite
def trees(draw: st.DrawFn, outcomes: st.SearchStrategy[Outcome] = ANYTHING, most_leaves: int = 12) -> Tree:
    leaves: dict[str, Outcome] = {}
    names = itertools.count()

    def grown(depth: int) -> Node:
        key, grade = f"n{next(names)}", draw(st.sampled_from(GRADES))
        room = most_leaves - len(leaves)
        if depth == 0 or room < 2 or draw(st.booleans()) and depth < 3:
            leaves[key] = draw(outcomes)
            return Node(key, grade=grade)
        children = []
        for _ in range(draw(st.integers(1, min(4, room)))):
            if len(leaves) < most_leaves:
                children.append(grown(depth - 1))
        weights = draw(st.lists(st.integers(0, 5), min_size=len(children), max_size=len(children)).filter(any))
        rule, k = draw(st.sampled_from(Rule)), draw(st.integers(1, len(children)))
        return Node(key, rule, tuple(children), tuple(map(Fraction, weights)), k, grade)

    return Tree(grown(3), leaves)


def graded(grade: Grade | None, credit: Fraction) -> Fraction:
    """A grade by its definition, segment by segment."""
    if grade is None:
        return credit
    earned = ZERO
    for (x0, y0), following in zip(grade.points, [*grade.points[1:], None], strict=True):
        if credit >= x0:
            earned = y0
            if grade.linear and following and credit < following[0]:
                share = (credit - x0) / (following[0] - x0)
                earned = (1 - share) * y0 + share * following[1]
    return earned


def plain(node: Node, credits: Mapping[str, Fraction]) -> Fraction:
    """Plain arithmetic on a settled tree."""
    if not node.children:
        return graded(node.grade, credits[node.key])
    below = [plain(child, credits) for child in node.children]
    if node.rule is Rule.SUM:
        weights = node.weights or [ONE] * len(below)
        found = sum((w * c for w, c in zip(weights, below, strict=True)), ZERO) / sum(weights, ZERO)
    else:
        needed = {Rule.ALL: len(below), Rule.ANY: 1, Rule.AT_LEAST: node.k}[node.rule]
        found = max(level for level in below if sum(c >= level for c in below) >= needed)
    return graded(node.grade, found)


def enumerated(node: Node, leaves: Mapping[str, Outcome]) -> dict[Fraction, float]:
    """The distribution by going through every combination of the leaves' credits."""
    keys = sorted(leaves)
    found: dict[Fraction, float] = {}
    for combination in itertools.product(*(leaves[key].chances or () for key in keys)):
        credit = plain(node, dict(zip(keys, [c for c, _ in combination], strict=True)))
        found[credit] = found.get(credit, 0.0) + math.prod(p for _, p in combination)
    return found


def assert_same(found: Chances | None, expected: Mapping[Fraction, float], within: float = 1e-12) -> None:
    assert found is not None
    given_ = dict(found)
    assert len(given_) == len(found)
    for credit in given_.keys() | expected.keys():
        assert given_.get(credit, 0.0) == pytest.approx(expected.get(credit, 0.0), abs=within), credit


def every(evaluation: Evaluation) -> list[Evaluation]:
    return [evaluation, *(below for child in evaluation.children for below in every(child))]


def coin(p: float = 0.5) -> Outcome:
    """Met with probability p, else nothing."""
    return Outcome.forecast({ZERO: 1 - p, ONE: p})


@given(trees())
def test_every_outcome_lies_within_its_bounds(tree: Tree) -> None:
    for evaluation in every(tree.evaluated()):
        outcome = evaluation.outcome
        assert 0 <= outcome.least <= outcome.most <= 1
        if outcome.chances is not None:
            credits = [credit for credit, _ in outcome.chances]
            assert credits == sorted(set(credits))
            assert outcome.least <= credits[0]
            assert credits[-1] <= outcome.most
            assert all(p > 0 for _, p in outcome.chances)
            assert math.fsum(p for _, p in outcome.chances) == pytest.approx(1, abs=1e-12)
            assert all(0 <= (outcome.chance_of(Fraction(n, 8)) or 0) <= 1 for n in range(9))


@given(trees())
def test_the_bounds_are_what_the_worst_and_the_best_leaves_give(tree: Tree) -> None:
    found = tree.evaluated().outcome
    assert found.least == plain(tree.node, {key: o.least for key, o in tree.leaves.items()})
    assert found.most == plain(tree.node, {key: o.most for key, o in tree.leaves.items()})


@given(trees(), st.fractions(0, 100))
def test_secured_open_and_lost_add_to_what_is_possible(tree: Tree, possible: Fraction) -> None:
    for evaluation in every(tree.evaluated()):
        found = points(evaluation.outcome, possible)
        assert min(found.secured, found.open, found.lost) >= 0
        assert found.secured + found.open + found.lost == possible == found.possible


@given(trees(most_leaves=8), st.randoms())
def test_the_order_of_children_does_not_matter(tree: Tree, random: object) -> None:
    def shuffled(node: Node) -> Node:
        order = list(range(len(node.children)))
        random.shuffle(order)  # type: ignore[attr-defined]
        children = tuple(shuffled(node.children[i]) for i in order)
        return replace(node, children=children, weights=tuple(node.weights[i] for i in order))

    one, other = tree.evaluated().outcome, evaluate(shuffled(tree.node), tree.leaves).outcome
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
    low = every(evaluate(tree.node, {**tree.leaves, key: Outcome.settled(less)}))
    high = every(evaluate(tree.node, {**tree.leaves, key: Outcome.settled(more)}))
    for before, after in zip(low, high, strict=True):
        assert before.outcome.least <= after.outcome.least
        assert before.outcome.most <= after.outcome.most


@given(trees(KNOWN_CHANCES, most_leaves=7), st.floats(0, 1), st.floats(0, 1), st.data())
def test_a_likelier_child_never_makes_the_parent_less_likely(
    tree: Tree, one: float, other: float, data: st.DataObject
) -> None:
    key = data.draw(st.sampled_from(sorted(tree.leaves)))
    low, high = sorted([one, other])
    before = evaluate(tree.node, {**tree.leaves, key: coin(low)}).outcome
    after = evaluate(tree.node, {**tree.leaves, key: coin(high)}).outcome
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


DRAWS = 40_000


def drawn(node: Node, leaves: Mapping[str, Outcome], rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Credits of a node in many draws, without the algebra."""
    if not node.children:
        chances = leaves[node.key].chances or ()
        odds = np.array([p for _, p in chances])
        found = rng.choice([float(c) for c, _ in chances], DRAWS, p=odds / odds.sum())
    else:
        below = np.array([drawn(child, leaves, rng) for child in node.children])
        if node.rule is Rule.SUM:
            found = np.average(below, axis=0, weights=[float(w) for w in node.weights])
        else:
            needed = {Rule.ALL: len(below), Rule.ANY: 1, Rule.AT_LEAST: node.k}[node.rule]
            found = np.sort(below, axis=0)[len(below) - needed]
    if node.grade is None:
        return found
    xs, ys = zip(*[(float(x), float(y)) for x, y in node.grade.points], strict=True)
    if node.grade.linear:
        return np.interp(found, xs, ys, left=0.0)
    return np.array([0.0, *ys])[np.searchsorted(xs, found + 1e-9, side="right")]


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

    goals = [group(f"g{g}", [group(f"g{g}.{c}", [leaf(f"g{g}.{c}.{i}") for i in range(3)]) for c in range(3)]) for g in range(7)]
    total = Node("total", Rule.SUM, tuple(goals), tuple(map(Fraction, [15, 25, 10, 20, 5, 10, 15])))
    found = evaluate(total, leaves).outcome
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
    assert evaluate(both, leaves).outcome.chance_of(ONE) == 0.25
    assert evaluate(both, leaves, [[heads, tails]]).outcome.chance_of(ONE) == 0.5
    opposite = [replace(heads, leaves={"a": Outcome.settled(1), "b": Outcome.settled(0)})]
    opposite.append(replace(tails, leaves={"a": Outcome.settled(0), "b": Outcome.settled(1)}))
    assert evaluate(both, leaves, [opposite]).outcome.chance_of(ONE) == 0.0


@st.composite
def caused(draw: st.DrawFn) -> tuple[Tree, list[list[World]]]:
    tree = draw(trees(FORECASTS, most_leaves=6).filter(lambda tree: len(tree.leaves) >= 2))
    order = draw(st.permutations(sorted(tree.leaves)))
    cut = draw(st.integers(1, len(order)))
    causes = []
    for keys in (order[:cut], order[cut : cut + 2]):
        odds = draw(st.lists(st.integers(1, 5), min_size=1, max_size=3))
        outcomes = st.fixed_dictionaries({key: KNOWN_CHANCES for key in keys})
        if keys:
            causes.append([World(n / sum(odds), draw(outcomes)) for n in odds])
    return tree, causes


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
    found = evaluate(tree.node, tree.leaves, causes)
    assert_same(found.outcome.chances, expected)
    alone = tree.evaluated()
    for linked, unlinked in zip(every(found), every(alone), strict=True):
        assert (linked.outcome.least, linked.outcome.most) == (unlinked.outcome.least, unlinked.outcome.most)


def test_a_cause_does_not_touch_a_leaf_that_is_settled() -> None:
    tree = Node("any", Rule.ANY, (Node("a"), Node("b")))
    worlds = [World(1.0, {"a": Outcome.settled(1), "b": Outcome.settled(1)})]
    found = evaluate(tree, {"a": Outcome.settled(0), "b": coin(0.3)}, [worlds])
    assert found.find("a").outcome == Outcome.settled(0)
    assert found.outcome.chance_of(ONE) == 1.0
    assert found.outcome.credit is None


def test_a_cause_with_a_world_nobody_can_judge_leaves_the_node_silent() -> None:
    tree = Node("all", Rule.ALL, (Node("a"), Node("b")))
    worlds = [
        World(0.5, {"a": Outcome.settled(1), "b": Outcome.unknown()}),
        World(0.5, {"a": Outcome.settled(1), "b": Outcome.settled(1)}),
    ]
    found = evaluate(tree, {"a": coin(), "b": coin()}, [worlds]).outcome
    assert found == Outcome.unknown()


def test_a_leaf_under_two_causes_is_a_mistake_and_not_an_answer() -> None:
    tree = Node("all", Rule.ALL, (Node("a"), Node("b"), Node("c")))
    leaves = {"a": coin(), "b": coin(), "c": coin()}
    causes = [[World(1.0, {"a": coin(), "b": coin()})], [World(1.0, {"b": coin(), "c": coin()})]]
    with pytest.raises(ValueError, match="one cause"):
        evaluate(tree, leaves, causes)


@pytest.mark.parametrize("rule", Rule)
@pytest.mark.parametrize("grade", GRADES)
def test_a_belief_never_secures_a_point_even_at_certainty(rule: Rule, grade: Grade | None) -> None:
    tree = Node("goal", rule, (Node("a"), Node("b")), grade=grade)
    sure = Outcome.forecast({ONE: 1.0})
    linked = [[World(1.0, {"a": Outcome.settled(1), "b": Outcome.settled(1)})]]
    for found in (evaluate(tree, {"a": sure, "b": sure}), evaluate(tree, {"a": sure, "b": sure}, linked)):
        assert found.outcome.credit is None
        assert found.outcome.chance_of(ONE) == 1.0
        assert points(found.outcome, Fraction(100)).secured == graded(grade, ZERO) * 100
        assert points(found.outcome, Fraction(100)).lost == 0


def test_a_belief_never_loses_a_point_either() -> None:
    found = combine(Rule.ALL, [Outcome.forecast({ZERO: 1.0}), Outcome.settled(1)])
    assert points(found, Fraction(100)).open == 100


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
    assert combine(rule, [others, Outcome.unknown()]) == expected


def test_the_product_is_silent_only_between_the_bounds() -> None:
    found = combine(Rule.SUM, [Outcome.settled(1), Outcome.unknown(), Outcome.settled(0), Outcome.settled(0)])
    levels = [ZERO, Fraction(1, 4), Fraction(3, 8), HALF, Fraction(5, 8), ONE]
    assert [found.chance_of(level) for level in levels] == [1.0, 1.0, None, None, 0.0, 0.0]
    assert found.expected is None


def test_the_number_of_seven_goals_met_follows_the_poisson_binomial() -> None:
    odds = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95]
    seven = Node("total", Rule.SUM, tuple(Node(str(i)) for i in range(7)))
    found = evaluate(seven, {str(i): coin(p) for i, p in enumerate(odds)}).outcome
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
    found = combine(Rule.AT_LEAST, [coin(p) for p in odds], k=k)
    assert found.chance_of(ONE) == pytest.approx(float(expected[k:].sum()), abs=1e-15)


def awkward(count: int) -> list[Fraction]:
    """Weights whose common denominator is far beyond any lattice."""
    return [Fraction(10_007 + 7_919 * i**2, 10_000) for i in range(count)]


def test_few_parts_of_awkward_weights_are_added_exactly() -> None:
    count = int(math.log2(FEW))
    weights = awkward(count)
    found = combine(Rule.SUM, [coin(0.7)] * count, weights)
    total = sum(weights)
    expected: dict[Fraction, float] = {}
    for met in itertools.product([0, 1], repeat=count):
        credit = sum((w for w, m in zip(weights, met, strict=True) if m), ZERO) / total
        expected[credit] = expected.get(credit, 0.0) + 0.7 ** sum(met) * 0.3 ** (count - sum(met))
    assert_same(found.chances, expected)


def test_many_parts_of_awkward_weights_stay_within_the_error_of_the_lattice() -> None:
    count = 15
    weights = awkward(count)
    found = combine(Rule.SUM, [coin(0.6)] * count, weights)
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
    found = combine(Rule.SUM, [coin(p) for p in odds], weights)
    assert found.chances is not None
    assert len(found.chances) <= FINEST_LATTICE + 3
    assert found.chances[-1][0] == 1
    assert found.chance_of(ONE) == pytest.approx(math.prod(odds), rel=1e-9)
    assert found.chances[0][0] == 0
    assert found.chances[0][1] == pytest.approx(math.prod(1 - p for p in odds), rel=1e-9)
    expected = sum(float(w) * p for w, p in zip(weights, odds, strict=True)) / float(sum(weights))
    assert found.expected == pytest.approx(expected, abs=float(40 * LATTICE_ERROR))


def test_almost_everything_is_not_everything_however_small_the_rest() -> None:
    weights = [Fraction(1)] * 13 + [Fraction(1, 10**9)]
    assert math.prod([2] * 14) > FEW
    found = combine(Rule.SUM, [Outcome.settled(1)] * 13 + [coin(0.25)], weights)
    assert found.chance_of(ONE) == 0.25
    found = combine(Rule.SUM, [coin(0.9)] * 13 + [coin(0.25)], weights)
    assert found.chance_of(ONE) == pytest.approx(0.9**13 * 0.25)
    assert found.chance_of(Fraction(1, 10**12)) == pytest.approx(1 - 0.1**13 * 0.75)


def test_awkward_sums_within_an_awkward_sum_end_in_reasonable_time() -> None:
    groups = [Node(f"g{g}", Rule.SUM, tuple(Node(f"{g}.{i}") for i in range(20)), tuple(awkward(20))) for g in range(2)]
    total = Node("total", Rule.SUM, tuple(groups), (Fraction(1), Fraction(3)))
    found = evaluate(total, {key: coin(0.8) for key in total.leaves()}).outcome
    assert found.expected == pytest.approx(0.8, abs=float(22 * LATTICE_ERROR))
    assert found.chance_of(ONE) == pytest.approx(0.8**40)


@pytest.mark.parametrize(
    ("credit", "steps", "linear"),
    [("0", "0", "0"), ("0.25", "0", "0"), ("0.49", "0", "0.48"), ("0.5", "0.25", "0.5"), ("0.99", "0.25", "1"), ("1", "1", "1")],
)
def test_a_grade_at_and_around_its_points(credit: str, steps: str, linear: str) -> None:
    assert STEPS(Fraction(credit)) == Fraction(steps)
    assert LINEAR(Fraction(credit)) == Fraction(linear)


def test_a_grade_on_a_leaf_counts() -> None:
    assert evaluate(Node("a", grade=LIFTED), {"a": Outcome.settled(0)}).outcome.credit == Fraction(1, 4)


def test_weights_at_every_level_earn_their_part() -> None:
    requirement = Node("r1", Rule.SUM, tuple(Node(k) for k in "abc"))
    goal = Node("goal", Rule.SUM, (requirement, Node("r2")), (Fraction(30), Fraction(10)))
    leaves = {"a": Outcome.settled(1), "b": Outcome.settled(1), "c": Outcome.settled(0), "r2": Outcome.settled(1)}
    assert points(evaluate(goal, leaves).outcome, Fraction(40)).secured == 30


def test_a_node_that_is_not_there_is_not_found() -> None:
    tree = evaluate(Node("a", Rule.ALL, (Node("b"),)), {"b": Outcome.unknown()})
    assert tree.find("b").node.key == "b"
    with pytest.raises(KeyError):
        tree.find("c")


