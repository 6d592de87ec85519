"""Outcomes: what a node of a plan's tree may earn, as credit in [0, 1].

Credit is exact (`Fraction`), likelihood is a float. What is arithmetically certain (`least`, `most`) is kept
apart from what a forecast believes (`chances`), so that no belief, however strong, can secure a point.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter

from metrics.algebra.distribution import ONE, ZERO, Chances, order_chances
from metrics.algebra.sums import is_same, subtract, take_share

_CREDIT_OF = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a node may earn: certain bounds, and a distribution where one is known.

    `chances` holds (credit, probability) in ascending order of credit, and its probabilities add to 1. It is None
    where nothing is known about the likelihood between the bounds.
    """

    least: Fraction
    most: Fraction
    chances: Chances | None = None

    @classmethod
    def settled(cls, credit: Fraction | int) -> Outcome:
        """Return the outcome of a node whose credit is known exactly."""
        if not credit:
            return FAILED
        if credit == 1:
            return PASSED
        value = Fraction(credit)
        return cls(value, value, ((value, 1.0),))

    @classmethod
    def unknown(cls) -> Outcome:
        """Return the outcome that may be any credit, with no view of which."""
        return UNKNOWN

    @classmethod
    def forecast(
        cls, chances: Mapping[Fraction, float], least: Fraction = ZERO, most: Fraction = ONE
    ) -> Outcome:
        """Return a belief about an open node. The bounds stay what arithmetic says, even when the belief is certain."""
        return cls(least, most, order_chances(chances.items()))

    @property
    def credit(self) -> Fraction | None:
        """The credit when it is settled, else None."""
        return self.least if is_same(self.least, self.most) else None

    def chance_of(self, credit: Fraction) -> float | None:
        """Return the probability of earning at least `credit`; None where it is not known."""
        if self.least >= credit:
            return 1.0
        if self.most < credit:
            return 0.0
        if self.chances is None:
            return None
        enough = self.chances[bisect_left(self.chances, credit, key=_CREDIT_OF) :]
        return min(math.fsum(p for _, p in enough), 1.0)

    @property
    def chance_met(self) -> float | None:
        """Probability of earning full credit; None where it is not known."""
        return self.chance_of(ONE)

    @property
    def chance_of_any(self) -> float | None:
        """Probability of earning anything at all; None where it is not known."""
        if self.least:
            return 1.0
        return (
            None if self.chances is None else min(math.fsum(p for credit, p in self.chances if credit), 1.0)
        )

    @property
    def may_be_partial(self) -> bool:
        """Whether it is believed that part of the credit may be earned."""
        return any(ZERO < credit < ONE for credit, p in self.chances or () if p)

    @property
    def chance_as_far_as_possible(self) -> float | None:
        """Probability of earning all the credit still within reach; None where it is not known."""
        return self.chance_of(self.most)

    @property
    def expected(self) -> float | None:
        """Mean credit; None where the distribution is not known."""
        return None if self.chances is None else math.fsum(float(c) * p for c, p in self.chances)


FAILED, PASSED = (Outcome(credit, credit, ((credit, 1.0),)) for credit in (ZERO, ONE))
UNKNOWN = Outcome(ZERO, ONE)


@dataclass(frozen=True, slots=True)
class Grade:
    """Maps a node's credit to the credit it earns: a rising step function, or straight lines between points.

    `points` are (credit in, credit out), rising in both. Between two points the lower one holds, or, when `linear`,
    the straight line.
    """

    points: tuple[tuple[Fraction, Fraction], ...]
    linear: bool = False

    def __call__(self, credit: Fraction) -> Fraction:
        """Return the credit earned; nothing below the first point."""
        below = len(self.points) if credit == 1 else bisect_right(self.points, credit, key=_CREDIT_OF)
        if not below:
            return ZERO
        x0, y0 = self.points[below - 1]
        if not self.linear or below == len(self.points):
            return y0
        x1, y1 = self.points[below]
        return y0 + (y1 - y0) * (credit - x0) / (x1 - x0)

    def apply(self, outcome: Outcome) -> Outcome:
        """Grade an outcome: its bounds and every possible credit."""
        if self is BINARY and (outcome is PASSED or outcome is FAILED or outcome is UNKNOWN):
            return outcome
        least = self(outcome.least)
        if outcome.credit is not None:
            return Outcome.settled(least)
        most = self(outcome.most)
        if is_same(least, most):
            return Outcome.settled(least)
        if outcome.chances is None:
            return Outcome(least, most)
        return Outcome(least, most, order_chances((self(c), p) for c, p in outcome.chances))


BINARY = Grade(((ZERO, ZERO), (ONE, ONE)))


@dataclass(frozen=True, slots=True)
class Points:
    """A node's points: certainly earned, still open, and lost. They add up to `possible`."""

    secured: Fraction
    open: Fraction
    lost: Fraction

    @property
    def within_reach(self) -> Fraction:
        """The points that are secured or still open."""
        return self.secured + self.open

    @property
    def possible(self) -> Fraction:
        """All the points the node could earn when the plan began."""
        return self.secured + self.open + self.lost

    def find_share(self, points: Fraction) -> Fraction:
        """Find which share of the possible points some are, to rank those of several totals; 0 where none are."""
        return points / self.possible if self.possible else ZERO


def convert_to_points(outcome: Outcome, possible: Fraction) -> Points:
    """Convert an outcome to points out of `possible`."""
    secured, within_reach = take_share(outcome.least, possible), take_share(outcome.most, possible)
    return Points(secured, subtract(within_reach, secured), subtract(possible, within_reach))
