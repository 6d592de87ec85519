"""The algebra: every node of a plan's tree evaluates to an outcome over credit in [0, 1].

Credit is exact (`Fraction`), likelihood is a float. What is arithmetically certain (`least`, `most`) is kept
apart from what a forecast believes (`chances`), so that no belief, however strong, can secure a point.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import itemgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from metrics.algebra.sums import add_up, add_weighted, is_same, subtract, take_share

ZERO, ONE = Fraction(0), Fraction(1)

# A sum of few possible credits is added up one by one. Others are convolved on a lattice of credit, which the weights
# of plans fit exactly. Many parts of awkward weights are rounded to the finest lattice: that moves a total of 100
# points by at most 0.0025 for each part, and never moves its two ends.
FINEST_LATTICE = 20_000
FEW = 4_096

Chances = tuple[tuple[Fraction, float], ...]
_CREDIT_OF = itemgetter(0)
_Credit = TypeVar("_Credit", Fraction, int)  # itself, or a number of equal steps of it


class Rule(StrEnum):
    """How a node combines its children: least of them, best of them, the k-th best, or the weighted sum."""

    ALL = "all"
    ANY = "any"
    AT_LEAST = "at_least"
    SUM = "sum"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a node may earn: certain bounds, and a distribution where one is known.

    `chances` holds (credit, probability) in ascending order of credit and adds to 1, or is None where nothing
    can be said of the likelihood between the bounds.
    """

    least: Fraction
    most: Fraction
    chances: Chances | None = None

    @classmethod
    def settled(cls, credit: Fraction | int) -> Outcome:
        """The outcome is known: exactly this credit."""
        if not credit:
            return FAILED
        if credit == 1:
            return PASSED
        value = Fraction(credit)
        return cls(value, value, ((value, 1.0),))

    @classmethod
    def unknown(cls) -> Outcome:
        """Anything between nothing and everything, and no view of which."""
        return UNKNOWN

    @classmethod
    def forecast(
        cls, chances: Mapping[Fraction, float], least: Fraction = ZERO, most: Fraction = ONE
    ) -> Outcome:
        """A belief about an open node. The bounds stay what arithmetic says, also when the belief is certain."""
        return cls(least, most, _ordered(chances.items()))

    @property
    def credit(self) -> Fraction | None:
        """The credit when it is settled, else None."""
        return self.least if is_same(self.least, self.most) else None

    def chance_of(self, credit: Fraction) -> float | None:
        """Probability of earning at least `credit`; None where the product stays silent."""
        if self.least >= credit:
            return 1.0
        if self.most < credit:
            return 0.0
        if self.chances is None:
            return None
        enough = self.chances[bisect_left(self.chances, credit, key=_CREDIT_OF) :]
        return min(math.fsum(p for _, p in enough), 1.0)

    @property
    def expected(self) -> float | None:
        """Mean credit; None where the distribution is not known."""
        return None if self.chances is None else math.fsum(float(c) * p for c, p in self.chances)


FAILED, PASSED = (Outcome(credit, credit, ((credit, 1.0),)) for credit in (ZERO, ONE))
UNKNOWN = Outcome(ZERO, ONE)


@dataclass(frozen=True, slots=True)
class Grade:
    """Turns a node's credit into the credit it earns: a rising step function, or straight lines between points.

    `points` are (credit in, credit out), rising in both. Between two points the lower holds (`linear` False) or
    the line does.
    """

    points: tuple[tuple[Fraction, Fraction], ...]
    linear: bool = False

    def __call__(self, credit: Fraction) -> Fraction:
        """The credit earned; nothing below the first point."""
        below = len(self.points) if credit == 1 else bisect_right(self.points, credit, key=_CREDIT_OF)
        if not below:
            return ZERO
        x0, y0 = self.points[below - 1]
        if not self.linear or below == len(self.points):
            return y0
        x1, y1 = self.points[below]
        return y0 + (y1 - y0) * (credit - x0) / (x1 - x0)

    def apply(self, outcome: Outcome) -> Outcome:
        """The graded outcome: bounds and every possible credit pass through the grade."""
        if self is BINARY and (outcome is PASSED or outcome is FAILED or outcome is UNKNOWN):
            return outcome
        least = self(outcome.least)
        if outcome.credit is not None or is_same(least, most := self(outcome.most)):
            return Outcome.settled(least)
        if outcome.chances is None:
            return Outcome(least, most)
        return Outcome(least, most, _ordered((self(c), p) for c, p in outcome.chances))


BINARY = Grade(((ZERO, ZERO), (ONE, ONE)))


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the tree. Without children it is a leaf, whose outcome is given by its key."""

    key: str
    rule: Rule = Rule.ALL
    children: tuple[Node, ...] = ()
    weights: tuple[Fraction, ...] = ()
    k: int = 1
    grade: Grade | None = None

    def leaves(self) -> frozenset[str]:
        """The keys of all leaves at or below this node."""
        if not self.children:
            return frozenset({self.key})
        return frozenset().union(*(child.leaves() for child in self.children))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A node's outcome with those of its children: the arithmetic part of the trace. `plain` is before its grade."""

    node: Node
    outcome: Outcome
    plain: Outcome
    children: tuple[Evaluation, ...] = ()

    def find(self, key: str) -> Evaluation:
        """The evaluation of the node called `key`; KeyError where there is none."""
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
    """One possible state of something several leaves read: its probability and each leaf's outcome in it."""

    probability: float
    leaves: Mapping[str, Outcome]


@dataclass(frozen=True, slots=True)
class Points:
    """Points of a node: earned for certain, still to be decided, and gone. They add to `possible`."""

    secured: Fraction
    open: Fraction
    lost: Fraction

    @property
    def possible(self) -> Fraction:
        """All the points the node could earn when the plan began."""
        return self.secured + self.open + self.lost


def convert_to_points(outcome: Outcome, possible: Fraction) -> Points:
    """The outcome in points out of `possible`."""
    secured, within_reach = take_share(outcome.least, possible), take_share(outcome.most, possible)
    return Points(secured, subtract(within_reach, secured), subtract(possible, within_reach))


def evaluate_tree(
    node: Node, leaves: Mapping[str, Outcome], causes: Sequence[Sequence[World]] = ()
) -> Evaluation:
    """Evaluate a tree. Leaves that read the same thing are never treated as independent.

    `causes` holds, for each thing that several leaves read, its possible worlds. A cause is opened at the lowest
    node that has all its leaves below it, so the cost grows with what the leaves share and not with the tree.
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
    """Combine independent outcomes by a rule. Equal weights where none are given."""
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
        return Outcome(least, most, _sum(known, shares))
    return Outcome(least, most, _kth_best(known, _rank(rule, len(known), k)))


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


def _ordered(chances: Iterable[tuple[_Credit, float]]) -> tuple[tuple[_Credit, float], ...]:
    merged: dict[_Credit, float] = {}
    for credit, p in chances:
        if p:
            merged[credit] = merged.get(credit, 0.0) + p
    return tuple(sorted(merged.items()))


def _sum(parts: Sequence[Chances], shares: Sequence[Fraction]) -> Chances:
    """Distribution of the weighted sum: exact where the credits are few or lie on a lattice, else rounded to one."""
    scaled = [_ordered((share * c, p) for c, p in part) for part, share in zip(parts, shares, strict=True)]
    lattice = math.lcm(*(c.denominator for part in scaled for c, _ in part))
    if math.prod(len(part) for part in scaled) <= FEW:
        return _added(scaled, lattice)
    low = sum((part[0][0] for part in scaled), ZERO)
    if lattice <= FINEST_LATTICE:
        total = _convolved(scaled, lattice)
        return tuple((low + Fraction(int(i), lattice), float(total[i])) for i in np.flatnonzero(total))
    return _rounded(scaled, low)


def _added(parts: Sequence[Chances], lattice: int) -> Chances:
    """One by one, in whole steps of the lattice: they are added and told apart much quicker than fractions."""
    total: Sequence[tuple[int, float]] = ((0, 1.0),)
    for part in parts:
        steps = [(credit.numerator * (lattice // credit.denominator), p) for credit, p in part]
        total = _ordered((a + b, p * q) for a, p in total for b, q in steps)
    return tuple([(Fraction(step, lattice), p) for step, p in total])


def _convolved(parts: Sequence[Chances], lattice: Fraction | int) -> NDArray[np.float64]:
    """Probability of each step above the least credit."""
    total = np.ones(1)
    for part in parts:
        steps = [round((credit - part[0][0]) * lattice) for credit, _ in part]
        grown = np.zeros(len(total) + steps[-1])
        for step, (_, p) in zip(steps, part, strict=True):
            grown[step : step + len(total)] += p * total
        total = grown
    return total


def _rounded(parts: Sequence[Chances], low: Fraction) -> Chances:
    """On the finest lattice, with exact ends: almost everything must not round to everything, nor the reverse."""
    span = sum((part[-1][0] for part in parts), ZERO) - low
    total = _convolved(parts, FINEST_LATTICE / span)
    ends = math.prod(part[0][1] for part in parts), math.prod(part[-1][1] for part in parts)
    total[0] -= ends[0]
    total[-1] -= ends[1]
    inner = np.zeros(FINEST_LATTICE + 1)
    np.add.at(inner, np.clip(np.arange(len(total)), 1, FINEST_LATTICE - 1), np.maximum(total, 0))
    inner[0], inner[-1] = ends
    return tuple(
        (low + span * Fraction(int(i), FINEST_LATTICE), float(inner[i])) for i in np.flatnonzero(inner)
    )


def _kth_best(parts: Sequence[Chances], k: int) -> Chances:
    """Distribution of the k-th best credit: at each level, the chance that at least k parts reach it."""
    levels = sorted({c for part in parts for c, _ in part})
    reached = [
        _at_least(k, [math.fsum(p for c, p in part if c >= level) for part in parts]) for level in levels
    ]
    return _ordered(
        (c, max(p - q, 0.0)) for c, p, q in zip(levels, reached, [*reached[1:], 0.0], strict=True)
    )


def _at_least(k: int, probabilities: Sequence[float]) -> float:
    """Chance that at least k of independent events happen (Poisson-binomial tail)."""
    count = np.zeros(k + 1)
    count[0] = 1.0
    for p in probabilities:
        full = count[k] + count[k - 1] * p
        count[1:k] = count[1:k] * (1 - p) + count[: k - 1] * p
        count[0] *= 1 - p
        count[k] = full
    return float(count[k])


def _read_by(cause: Sequence[World]) -> frozenset[str]:
    return frozenset(cause[0].leaves)


def _leaf(plain: Outcome, key: str, causes: Sequence[Sequence[World]]) -> Outcome:
    """A leaf's outcome; where a cause decides it, the mixture over the cause's worlds, within the leaf's bounds."""
    if not causes:
        return plain
    (cause,) = causes
    return _mixed(plain, [(w.probability, w.leaves[key]) for w in cause])


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
    """The mixture as a belief. The bounds stay those of `plain`: a world is believed, not certain."""
    if plain.credit is not None:
        return plain
    parts: list[tuple[Fraction, float]] = []
    for p, case in cases:
        if case.chances is None:
            return Outcome(plain.least, plain.most)
        parts += [(credit, p * q) for credit, q in case.chances]
    return Outcome(plain.least, plain.most, _ordered(parts))
