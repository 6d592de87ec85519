"""Trees of outcomes and their evaluation. Leaves that share a cause are never treated as independent."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from metrics.algebra.distribution import order_chances, rank_chances, sum_chances
from metrics.algebra.outcome import Grade, Outcome
from metrics.algebra.sums import add_up, add_weighted, is_same


class Rule(StrEnum):
    """How a node combines its children: the worst, the best, the k-th best, or the weighted sum."""

    ALL = "all"
    ANY = "any"
    AT_LEAST = "at_least"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the tree. Without children it is a leaf, whose outcome is looked up by its key."""

    key: str
    rule: Rule = Rule.ALL
    children: tuple[Node, ...] = ()
    weights: tuple[Fraction, ...] = ()
    k: int = 1
    grade: Grade | None = None

    def leaves(self) -> frozenset[str]:
        """Return the keys of all leaves at or below this node."""
        if not self.children:
            return frozenset({self.key})
        return frozenset().union(*(child.leaves() for child in self.children))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcomes of a node and its children: the arithmetic part of the trace. `plain` is before grading."""

    node: Node
    outcome: Outcome
    plain: Outcome
    children: tuple[Evaluation, ...] = ()

    def find(self, key: str) -> Evaluation:
        """Return the evaluation of the node called `key`; KeyError where there is none."""
        if self.node.key == key:
            return self
        for child in self.children:
            try:
                return child.find(key)
            except KeyError:
                continue
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class World:
    """One possible state of what several leaves read: its probability, and each leaf's outcome in it."""

    probability: float
    leaves: Mapping[str, Outcome]


def evaluate_tree(
    node: Node, leaves: Mapping[str, Outcome], causes: Sequence[Sequence[World]] = ()
) -> Evaluation:
    """Evaluate a tree. Leaves that read the same thing are never treated as independent.

    `causes` holds the possible worlds of each thing that several leaves read. A cause is enumerated at the lowest
    node above all its leaves, so the cost grows with what the leaves share and not with the size of the tree.
    """
    if not node.children:
        return _graded(node, _leaf(leaves[node.key], node.key, causes))
    if causes:
        below = [child.leaves() for child in node.children]
        shared = [cause for cause in causes if sum(bool(keys & _read_by(cause)) for keys in below) > 1]
        if shared:
            rest = [cause for cause in causes if cause not in shared]
            return _mixture(node, leaves, shared, rest)
        own: list[Sequence[Sequence[World]]] = [
            [cause for cause in causes if keys & _read_by(cause)] for keys in below
        ]
    else:
        own = [()] * len(node.children)
    children = tuple(evaluate_tree(child, leaves, of) for child, of in zip(node.children, own, strict=True))
    return _graded(
        node, combine_outcomes(node.rule, [c.outcome for c in children], node.weights, node.k), children
    )


def combine_outcomes(
    rule: Rule, outcomes: Sequence[Outcome], weights: Sequence[Fraction] = (), k: int = 1
) -> Outcome:
    """Combine independent outcomes by a rule. Weights are equal where none are given."""
    if len(outcomes) == 1:
        return outcomes[0]
    shares = _shares(weights, len(outcomes)) if rule is Rule.SUM else []
    least = _credit(rule, [o.least for o in outcomes], shares, k)
    most = _credit(rule, [o.most for o in outcomes], shares, k)
    if is_same(least, most):
        return Outcome.settled(least)
    known = [o.chances for o in outcomes if o.chances is not None]
    if len(known) < len(outcomes):
        return Outcome(least, most)
    if rule is Rule.SUM:
        return Outcome(least, most, sum_chances(known, shares))
    return Outcome(least, most, rank_chances(known, _rank(rule, len(known), k)))


def _graded(node: Node, plain: Outcome, children: tuple[Evaluation, ...] = ()) -> Evaluation:
    return Evaluation(node, node.grade.apply(plain) if node.grade else plain, plain, children)


def _shares(weights: Sequence[Fraction], count: int) -> list[Fraction]:
    if not weights:
        return [Fraction(1, count)] * count
    whole = add_up(weights)
    return list(weights) if whole == 1 else [w / whole for w in weights]


def _rank(rule: Rule, count: int, k: int) -> int:
    return {Rule.ALL: count, Rule.ANY: 1}.get(rule, k)


def _credit(rule: Rule, credits: Sequence[Fraction], shares: Sequence[Fraction], k: int) -> Fraction:
    if rule is Rule.SUM:
        return add_weighted(shares, credits)
    if rule is Rule.ALL:
        return min(credits)
    return sorted(credits, reverse=True)[_rank(rule, len(credits), k) - 1]


def _read_by(cause: Sequence[World]) -> frozenset[str]:
    return frozenset(cause[0].leaves)


def _leaf(plain: Outcome, key: str, causes: Sequence[Sequence[World]]) -> Outcome:
    """Return a leaf's outcome, mixed over the worlds of the cause that decides it, if any, within the leaf's bounds."""
    decides = next((cause for cause in causes if key in _read_by(cause)), None)
    return plain if decides is None else _mixed(plain, [(w.probability, w.leaves[key]) for w in decides])


def _mixture(
    node: Node,
    leaves: Mapping[str, Outcome],
    shared: Sequence[Sequence[World]],
    rest: Sequence[Sequence[World]],
) -> Evaluation:
    if len(frozenset().union(*map(_read_by, shared))) < sum(len(_read_by(cause)) for cause in shared):
        raise ValueError("a leaf may belong to one cause only")
    plain = evaluate_tree(node, leaves)
    cases = []
    for worlds in itertools.product(*shared):
        fixed = {k: o for world in worlds for k, o in world.leaves.items() if leaves[k].credit is None}
        cases.append(
            (math.prod(w.probability for w in worlds), evaluate_tree(node, {**leaves, **fixed}, rest))
        )
    return _merged(plain, cases)


def _merged(plain: Evaluation, cases: Sequence[tuple[float, Evaluation]]) -> Evaluation:
    children = tuple(
        _merged(child, [(p, case.children[i]) for p, case in cases]) for i, child in enumerate(plain.children)
    )
    outcome = _mixed(plain.outcome, [(p, case.outcome) for p, case in cases])
    ungraded = _mixed(plain.plain, [(p, case.plain) for p, case in cases])
    return Evaluation(plain.node, outcome, ungraded, children)


def _mixed(plain: Outcome, cases: Sequence[tuple[float, Outcome]]) -> Outcome:
    """Mix outcomes into a belief. The bounds stay those of `plain`: a world is believed, not certain."""
    if plain.credit is not None:
        return plain
    parts: list[tuple[Fraction, float]] = []
    for p, case in cases:
        if case.chances is None:
            return Outcome(plain.least, plain.most)
        parts += [(credit, p * q) for credit, q in case.chances]
    return Outcome(plain.least, plain.most, order_chances(parts))
