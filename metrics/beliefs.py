"""What is believed of tests that are still open: by a forecast, or chosen in a what-if. Never a certainty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from metrics.outcome import Outcome, World
from metrics.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Beliefs:
    """The likelihoods of open tests by their number, and the worlds of whatever several of them read.

    The bounds of a believed outcome are not used: what is arithmetically certain is the score's to say.
    """

    leaves: Mapping[str, Outcome] = field(default_factory=dict)
    causes: Sequence[Sequence[World]] = ()


NONE = Beliefs()


def believed(verdicts: Mapping[str, Verdict], beliefs: Beliefs) -> dict[str, Verdict]:
    """The verdicts with what is believed of those still open; a settled one stays as it is."""
    return {
        number: (_open(known, beliefs.leaves.get(number)), why) for number, (known, why) in verdicts.items()
    }


def _open(known: Outcome, belief: Outcome | None) -> Outcome:
    if belief is None or belief.chances is None or known.credit is not None:
        return known
    inside: dict[Fraction, float] = {}
    for credit, p in belief.chances:
        held = min(max(credit, known.least), known.most)
        inside[held] = inside.get(held, 0.0) + p
    return replace(known, chances=tuple(sorted(inside.items())))
