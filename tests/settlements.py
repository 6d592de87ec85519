"""Settlements of plans, made as the closing makes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from metrics.facts.facts import Facts
from metrics.facts.settlement import Settlement
from metrics.periods import find_day_start
from metrics.plan.model import Closing, Plan
from metrics.score.scoring import Score
from metrics.score.settlements.settled_parts import make_parts


def close(plan: Plan, on: date) -> Plan:
    """The plan as it is when it has been closed on a day."""
    return plan.model_copy(update={"closed": Closing(on=on)})


def settle(score: Score, original: Score | None = None) -> Settlement:
    """The settlement of a plan that is closed on the day of its score."""
    facts = score.facts
    parts, first = make_parts(score), make_parts(original) if original else ()
    return Settlement(
        score.plan.id, 2, facts.as_of, facts.known_at, find_day_start(facts.as_of), parts, first
    )


def add_settlements(facts: Facts, *settlements: Settlement) -> Facts:
    """The facts, with settlements known."""
    return replace(facts, settlements={one.plan: one for one in settlements})
