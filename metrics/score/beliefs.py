"""Beliefs about tests that are still open, from a forecast or a what-if. A belief never settles a test."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from metrics.algebra.outcome import UNKNOWN, Outcome
from metrics.algebra.tree import Node, World, evaluate_tree
from metrics.score.tests import Verdict


@dataclass(frozen=True, slots=True)
class Beliefs:
    """The believed outcomes of open tests by number, and the worlds of the causes that several tests share.

    Only the chances of a believed outcome are used: its bounds are for the score to compute. `goals` override
    the tests below them.
    """

    leaves: Mapping[str, Outcome] = field(default_factory=dict)
    causes: Sequence[Sequence[World]] = ()
    goals: Mapping[str, Outcome] = field(default_factory=dict)


NO_BELIEFS = Beliefs()


def merge_worlds(causes: Sequence[Sequence[World]]) -> Sequence[Sequence[World]]:
    """Merge the worlds of each cause that have the same outcomes: a shared series has many values but few verdicts."""
    return tuple(_merge_equal_worlds(cause) for cause in causes)


def _merge_equal_worlds(cause: Sequence[World]) -> tuple[World, ...]:
    numbers = tuple(cause[0].leaves)
    likely: dict[tuple[Outcome, ...], float] = {}
    for world in cause:
        outcomes = tuple(world.leaves[number] for number in numbers)
        likely[outcomes] = likely.get(outcomes, 0.0) + world.probability
    return tuple(World(p, dict(zip(numbers, outcomes, strict=True))) for outcomes, p in likely.items())


def condition_on_credit(
    node: Node, credit: Fraction, leaves: Mapping[str, Outcome], causes: Sequence[Sequence[World]]
) -> Sequence[Sequence[World]]:
    """Condition the causes on a node earning a credit, which changes the odds of other tests that share them.

    They are returned unchanged if no world gives that credit or the node's own chances are unknown.
    """
    read = node.leaves()
    own = [cause for cause in causes if read & cause[0].leaves.keys()]
    worlds = []
    for chosen in itertools.product(*own) if own else ():
        inside = {number: outcome for world in chosen for number, outcome in world.leaves.items()}
        open_ = {k: o for k, o in inside.items() if k in leaves and leaves[k].credit is None}
        chances = evaluate_tree(node, {**leaves, **open_}).outcome.chances
        p = math.fsum(q for earned, q in chances or () if earned == credit)
        worlds.append(World(math.prod(world.probability for world in chosen) * p, inside))
    whole = math.fsum(world.probability for world in worlds)
    if not whole:
        return causes
    given = tuple(World(w.probability / whole, w.leaves) for w in worlds if w.probability)
    return (*(cause for cause in causes if cause not in own), given)


def apply_beliefs(verdicts: Mapping[str, Verdict], beliefs: Beliefs) -> dict[str, Verdict]:
    """Add the beliefs to the verdicts that are still open; settled ones are left unchanged."""
    return {
        number: (_apply_belief(known, beliefs.leaves.get(number)), why)
        for number, (known, why) in verdicts.items()
    }


def _apply_belief(known: Outcome, belief: Outcome | None) -> Outcome:
    if belief is None or belief.chances is None or known.credit is not None:
        return known
    if known is UNKNOWN:
        return Outcome(known.least, known.most, belief.chances)
    inside: dict[Fraction, float] = {}
    for credit, p in belief.chances:
        held = min(max(credit, known.least), known.most)
        inside[held] = inside.get(held, 0.0) + p
    return replace(known, chances=tuple(sorted(inside.items())))
