"""What is believed of tests that are still open: by a forecast, or chosen in a what-if. Never a certainty."""

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
    """The likelihoods of open tests by their number, and the worlds of whatever several of them read.

    The bounds of a believed outcome are not used: what is arithmetically certain is the score's to say. `goals` are
    believed as they are, whatever their tests say.
    """

    leaves: Mapping[str, Outcome] = field(default_factory=dict)
    causes: Sequence[Sequence[World]] = ()
    goals: Mapping[str, Outcome] = field(default_factory=dict)


NONE = Beliefs()


def merge_worlds(causes: Sequence[Sequence[World]]) -> Sequence[Sequence[World]]:
    """The causes with worlds that come to the same made one: what several tests read has many values, few verdicts."""
    return tuple(_distinct(cause) for cause in causes)


def _distinct(cause: Sequence[World]) -> tuple[World, ...]:
    likely: dict[tuple[Outcome, ...], float] = {}
    for world in cause:
        outcomes = tuple(world.leaves[number] for number in cause[0].leaves)
        likely[outcomes] = likely.get(outcomes, 0.0) + world.probability
    names = tuple(cause[0].leaves)
    return tuple(World(p, dict(zip(names, outcomes, strict=True))) for outcomes, p in likely.items())


def condition_on_credit(
    node: Node, credit: Fraction, leaves: Mapping[str, Outcome], causes: Sequence[Sequence[World]]
) -> Sequence[Sequence[World]]:
    """The causes once it is given that a node earns a credit: what it reads makes other tests more or less likely.

    They stay as they are where no world gives that credit, or the node's own likelihood is not known.
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
    """The verdicts with what is believed of those still open; a settled one stays as it is."""
    return {
        number: (_open(known, beliefs.leaves.get(number)), why) for number, (known, why) in verdicts.items()
    }


def _open(known: Outcome, belief: Outcome | None) -> Outcome:
    if belief is None or belief.chances is None or known.credit is not None:
        return known
    if known is UNKNOWN:
        return Outcome(known.least, known.most, belief.chances)
    inside: dict[Fraction, float] = {}
    for credit, p in belief.chances:
        held = min(max(credit, known.least), known.most)
        inside[held] = inside.get(held, 0.0) + p
    return replace(known, chances=tuple(sorted(inside.items())))
