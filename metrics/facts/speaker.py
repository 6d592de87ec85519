"""Whose word an event is: the institution claims and expects, and a verdict is that of the party who gives it."""

from __future__ import annotations

from metrics.facts.schema import Event
from metrics.plan.model import Plan
from metrics.plan.terms import Party


def find_speaker(event: Event, plan: Plan) -> Party:
    """Find the party to a plan whose word an event is; the institution's where no department stands above it."""
    if event.kind.sort != "verdict" or Party.DEPARTMENT not in plan.parties:
        return Party.INSTITUTION
    assessed = next((leaf.assessed for leaf in plan.leaves() if leaf.number == event.criterion), None)
    return assessed.by if assessed else Party.DEPARTMENT
