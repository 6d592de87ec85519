"""Plans of goals with one milestone each, and what is believed of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import World
from metrics.plan.model import Plan
from metrics.score.beliefs import Beliefs
from metrics.score.scoring import Score, score_plan
from tests.factories import catalogue, facts, goal, milestone, plan

EARLY = date(2017, 3, 1)
ZERO, ONE = Fraction(0), Fraction(1)


def milestones(count: int, **changes: object) -> Plan:
    """Goals of one milestone each, numbered from 1."""
    return plan(*(goal(str(n), milestone(f"{n}.1")) for n in range(1, count + 1)), **changes)


def likely(p: float) -> Outcome:
    """Met with a probability."""
    return Outcome.forecast({ZERO: 1 - p, ONE: p})


def believing(*chances: float | None) -> Beliefs:
    """The milestones of the goals in turn are as likely as given; None is silent."""
    return Beliefs({f"{n}.1": likely(p) for n, p in enumerate(chances, 1) if p is not None})


def shared(worlds: Mapping[tuple[int, ...], float], *numbers: str) -> tuple[World, ...]:
    """Milestones that follow from one cause: in each world those that hold."""
    return tuple(
        World(p, {n: Outcome.settled(held) for n, held in zip(numbers, holds, strict=True)})
        for holds, p in worlds.items()
    )


def scored_with(of: Plan, beliefs: Beliefs) -> Score:
    """The score early in the year, when nothing has been said."""
    return score_plan(of, facts(as_of=EARLY), catalogue(), beliefs=beliefs)
