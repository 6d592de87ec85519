"""A belief that goes beyond what is certain."""

from __future__ import annotations

from fractions import Fraction

from metrics.algebra.outcome import Outcome
from metrics.score.beliefs import Beliefs, apply_beliefs
from metrics.score.tests import Trace
from tests.believing import likely

HALF, ONE = Fraction(1, 2), Fraction(1)


def test_a_belief_is_held_within_what_is_certain() -> None:
    """Half is secured: three quarters believe in nothing, which can no longer be."""
    verdicts = {"1.1": (Outcome(HALF, ONE), Trace())}
    (found, _) = apply_beliefs(verdicts, Beliefs({"1.1": likely(0.25)}))["1.1"]
    assert found == Outcome(HALF, ONE, ((HALF, 0.75), (ONE, 0.25)))
