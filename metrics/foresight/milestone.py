"""Forecast milestones: how likely each is met on time, by the institution's track record and the days left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from metrics.algebra.distribution import ONE, ZERO
from metrics.algebra.outcome import Outcome
from metrics.algebra.tree import World
from metrics.facts.facts import Facts
from metrics.facts.schema import EventKind
from metrics.foresight.expectation import ExpectationOutcome, weigh_expectation
from metrics.foresight.forecast import Forecast, Method, Silence, SilenceReason
from metrics.plan.criteria import Criterion
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure

LEAST_MILESTONES = 5
"""With fewer decided milestones, an institution has no track record to go by."""

USUAL, USUAL_WORTH = 0.8, 3.0
"""The usual share of milestones met on time: a first guess, worth three of the institution's own milestones."""
LAST_STRETCH = 30
"""Most milestones are claimed in the last month, so the first guess falls evenly to zero over its days."""
CONFIRMED, CONFIRMED_WORTH = 0.95, 5.0
"""The usual share of timely claims that are confirmed: a first guess, worth five of the institution's own."""
LATE = 0.03
"""The small chance that a milestone not claimed by its day was done on time after all."""


class MilestoneOutcome(NamedTuple):
    """A decided milestone: whether it was met on time, and how many days before its due day it was done."""

    in_time: bool
    early: int


def record_milestones(plans: Iterable[Plan], facts: Facts) -> list[MilestoneOutcome]:
    """List the outcomes of all decided milestones of some plans."""
    found = []
    for plan in plans:
        for leaf in derive_structure(plan).leaves.values():
            said = facts.events.get((plan.id, leaf.number)) if leaf.milestone else None
            if leaf.milestone is None or said is None or said.kind is EventKind.CLAIMED:
                continue
            early = (leaf.milestone.due - said.on).days
            met = said.kind is EventKind.MET
            found.append(MilestoneOutcome(met and early >= 0, early if met else -1))
    return found


def forecast_milestones(
    plan: Plan,
    numbers: Sequence[str],
    facts: Facts,
    own: Sequence[Plan],
    expected: Sequence[ExpectationOutcome],
) -> dict[str, Forecast | Silence]:
    """Forecast the open milestones of a plan, by the track record of the institution's plans, this one included.

    `expected` shows how reliable the institution's expectations have been. A milestone that depends on another can
    only be met if that one is.
    """
    leaves = derive_structure(plan).leaves
    decided = record_milestones(own, facts)
    if len(decided) < LEAST_MILESTONES:
        few = Silence(SilenceReason.TOO_FEW_MILESTONES, Method.MILESTONE, len(decided), LEAST_MILESTONES)
        return dict.fromkeys(numbers, few)
    alone = {number: _estimate_alone(plan, leaves[number], facts, decided, expected) for number in numbers}
    return {
        number: _build_forecast(_multiply_chain(number, alone, leaves), len(decided)) for number in numbers
    }


def _build_forecast(p: float, decided: int) -> Forecast:
    chances = tuple((credit, q) for credit, q in ((ZERO, 1 - p), (ONE, p)) if q)
    return Forecast(Method.MILESTONE, (), p, chances, decided, 0)


def _estimate_alone(
    plan: Plan,
    leaf: Criterion,
    facts: Facts,
    decided: Sequence[MilestoneOutcome],
    expected: Sequence[ExpectationOutcome],
) -> float:
    """Estimate a milestone on its own: by its claim, or else by the track record, the days left and the expectation."""
    assert leaf.milestone is not None
    said = facts.events.get((plan.id, leaf.number))
    if said is not None:
        if said.on > leaf.milestone.due:
            return LATE
        met, refused = sum(d.in_time for d in decided), sum(d.early == -1 for d in decided)
        return (CONFIRMED * CONFIRMED_WORTH + met) / (CONFIRMED_WORTH + met + refused)
    left = (leaf.milestone.due - facts.as_of).days
    if left < 0:
        return LATE
    alike = [d for d in decided if d.early < left]
    guess = USUAL_WORTH * USUAL * min(left / LAST_STRETCH, 1.0)
    worth = guess + USUAL_WORTH * (1 - USUAL)
    p = max((guess + sum(d.in_time for d in alike)) / (worth + len(alike)), LATE)
    return weigh_expectation(p, plan, leaf.number, facts, expected)


def _multiply_chain(number: str, alone: Mapping[str, float], leaves: Mapping[str, Criterion]) -> float:
    """Multiply a milestone's own chance by those of everything it depends on."""
    p, seen = 1.0, set()
    at: str | None = number
    while at is not None and at not in seen:
        seen.add(at)
        p *= alone.get(at, 1.0)
        at = _find_prerequisite(at, leaves)
    return p


def build_chains(plan: Plan, found: Mapping[str, Forecast | Silence]) -> list[list[World]]:
    """Build the worlds of milestones that depend on each other, so that a likelier one is met whenever another is."""
    leaves = derive_structure(plan).leaves
    groups: dict[str, list[str]] = {}
    for number, forecast in found.items():
        if isinstance(forecast, Forecast):
            groups.setdefault(_find_first(number, leaves, found), []).append(number)
    return [_build_worlds(numbers, found) for numbers in groups.values() if len(numbers) > 1]


def _find_first(number: str, leaves: Mapping[str, Criterion], found: Mapping[str, object]) -> str:
    """Find the first open milestone of a chain."""
    seen = [number]
    while (needs := _find_prerequisite(seen[-1], leaves)) and needs in found and needs not in seen:
        seen.append(needs)
    return seen[-1]


def _find_prerequisite(number: str, leaves: Mapping[str, Criterion]) -> str | None:
    test = leaves[number].milestone if number in leaves else None
    return test.depends_on if test else None


def _build_worlds(numbers: Sequence[str], found: Mapping[str, Forecast | Silence]) -> list[World]:
    chance = {n: forecast.p_met for n in numbers if isinstance(forecast := found[n], Forecast)}
    steps = sorted({0.0, 1.0, *chance.values()})
    return [
        World(above - below, {n: Outcome.settled(Fraction(int(p > below))) for n, p in chance.items()})
        for below, above in pairwise(steps)
    ]
