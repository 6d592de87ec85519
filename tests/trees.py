"""Trees of all shapes for the laws of the algebra, and oracles that compute the same in simpler ways."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import strategies as st

from metrics.algebra.distribution import ONE, ZERO, Chances
from metrics.algebra.outcome import BINARY, Grade, Outcome
from metrics.algebra.tree import Evaluation, Node, Rule, World, evaluate_tree

HALF = Fraction(1, 2)
STEPS = Grade(((HALF, Fraction(1, 4)), (ONE, ONE)))
LINEAR = Grade(((Fraction(1, 4), ZERO), (Fraction(3, 4), ONE)), linear=True)
LIFTED = Grade(((ZERO, Fraction(1, 4)), (ONE, ONE)))  # something is earned for nothing
GRADES = [None, BINARY, STEPS, LINEAR, LIFTED]


@dataclass(frozen=True)
class Tree:
    """A tree with the outcomes of its leaves."""

    node: Node
    leaves: dict[str, Outcome]

    def evaluated(self) -> Evaluation:
        return evaluate_tree(self.node, self.leaves)


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
        if depth == 0 or room < 2 or (draw(st.booleans()) and depth < 3):
            leaves[key] = draw(outcomes)
            return Node(key, grade=grade)
        children = []
        for _ in range(draw(st.integers(1, min(4, room)))):
            if len(leaves) < most_leaves:
                children.append(grown(depth - 1))
        weights = draw(
            st.lists(st.integers(0, 5), min_size=len(children), max_size=len(children)).filter(any)
        )
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


@st.composite
def caused(draw: st.DrawFn) -> tuple[Tree, list[list[World]]]:
    tree = draw(trees(FORECASTS, most_leaves=6).filter(lambda tree: len(tree.leaves) >= 2))
    order = draw(st.permutations(sorted(tree.leaves)))
    cut = draw(st.integers(1, len(order)))
    causes = []
    for keys in (order[:cut], order[cut : cut + 2]):
        odds = draw(st.lists(st.integers(1, 5), min_size=1, max_size=3))
        outcomes = st.fixed_dictionaries(dict.fromkeys(keys, KNOWN_CHANCES))
        if keys:
            causes.append([World(n / sum(odds), draw(outcomes)) for n in odds])
    return tree, causes


DRAWS = 40_000


def drawn(
    node: Node, leaves: Mapping[str, Outcome], rng: np.random.Generator
) -> np.typing.NDArray[np.float64]:
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
        return np.asarray(np.interp(found, xs, ys, left=0.0), dtype=np.float64)
    return np.array([0.0, *ys])[np.searchsorted(xs, found + 1e-9, side="right")]
