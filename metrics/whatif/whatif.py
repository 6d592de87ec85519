"""What-ifs: a plan as it would stand if goals were met or missed, values reached, days kept. Never recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from metrics.algebra.distribution import ONE, ZERO
from metrics.algebra.outcome import Outcome, Points
from metrics.errors import InvalidInput, Problem
from metrics.facts.facts import Facts
from metrics.facts.schema import EventKind
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.score.beliefs import Beliefs, apply_beliefs, condition_on_credit, merge_worlds
from metrics.score.pay import Payment, find_payment
from metrics.score.scoring import Score, weigh_verdicts
from metrics.score.settlements.settled_verdicts import find_verdicts
from metrics.score.tests import Verdict
from metrics.whatif import assumptions
from metrics.whatif.prospects import Prospects, find_prospects

AROUND = timedelta(days=366)
"""How far outside the plan's period a milestone may be supposed to be reached."""


@dataclass(frozen=True, slots=True)
class Suppositions:
    """What is supposed: the credit or likelihood of goals, the values and days of criteria.

    A value is of the criterion's indicator, in its own unit and before any factor; for a minimum or maximum it is the
    value of each reading to come. `rho` is the correlation between goals.
    """

    credits: Mapping[str, Fraction] = field(default_factory=dict)
    likelihoods: Mapping[str, float] = field(default_factory=dict)
    values: Mapping[str, Decimal] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    rho: float = 0.0


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The official score and the changed one, with the prospects of the latter.

    `apart` and `together` are the prospects with independent and with fully correlated goals; all three are None for
    a plan without a total. `contradicts` are the goals and criteria whose recorded facts say otherwise.
    """

    official: Score
    changed: Score
    outlook: Prospects | None
    apart: Prospects | None
    together: Prospects | None
    contradicts: tuple[str, ...]

    def pay(self, totals: Mapping[str, Points]) -> Payment | None:
        """Find the pay the rule would give with the other plans' totals as they are. Indicative only."""
        plan = self.changed.plan
        if plan.pay is None or not self.changed.totalled:
            return None
        return find_payment(plan.pay, plan.id, {**totals, plan.id: self.changed.points})


@dataclass(frozen=True, slots=True)
class Position:
    """A plan as it stands, from which any number of what-ifs can be made."""

    facts: Facts
    catalogue: Catalogue
    beliefs: Beliefs
    known: Mapping[str, Verdict]
    official: Score

    @classmethod
    def of(cls, plan: Plan, facts: Facts, catalogue: Catalogue, beliefs: Beliefs) -> Position:
        """Judge and score the plan on what is known and believed."""
        known = find_verdicts(plan, facts, catalogue)
        return cls(facts, catalogue, beliefs, known, weigh_verdicts(plan, facts, known, beliefs=beliefs))

    def suppose(self, changes: Suppositions) -> WhatIf:
        """Score the plan under suppositions. Raises InvalidInput with every problem of theirs."""
        plan, official, known = self.official.plan, self.official, self.known
        wrong = list(find_change_problems(plan, self.facts, self.catalogue, changes))
        if wrong:
            raise InvalidInput(wrong)
        after = assumptions.judge_assumptions(
            known, plan, self.facts, self.catalogue, changes.values, changes.days
        )
        credits = {
            number: _keep_within(official.goal(number).outcome, credit)
            for number, credit in changes.credits.items()
            if after is not known or official.goal(number).outcome.credit != credit
        }
        held = _condition_beliefs(
            self.beliefs, plan, after, credits, _make_outcomes(official, changes.likelihoods)
        )
        changed = weigh_verdicts(plan, self.facts, after, credits, held)
        linked, apart, together = (find_prospects(changed, rho) for rho in (changes.rho, 0.0, 1.0))
        contradicts = tuple(_find_contradicted(official, known, changes))
        return WhatIf(official, changed, linked, apart, together, contradicts)


def suppose(
    plan: Plan, facts: Facts, catalogue: Catalogue, beliefs: Beliefs, changes: Suppositions
) -> WhatIf:
    """Score a plan under suppositions. Raises InvalidInput with every problem of theirs."""
    return Position.of(plan, facts, catalogue, beliefs).suppose(changes)


def find_change_problems(
    plan: Plan, facts: Facts, catalogue: Catalogue, changes: Suppositions
) -> Iterator[Problem]:
    """Find everything wrong with the suppositions, placed at the number it is about."""
    yield from find_misfits(plan, changes)
    withdrawn = {goal.number: goal.withdrawn for goal in plan.goals}
    for number in {**changes.credits, **changes.likelihoods}:
        gone = withdrawn.get(number)
        if gone and gone <= facts.as_of:
            yield Problem("goal_withdrawn", number, {"value": number, "day": gone})
    settlement = facts.find_settlement(plan)
    if settlement:
        # Judged again, a test would rest on what became known later, beside others that stand as settled.
        for number in {**changes.values, **changes.days}:
            yield Problem("test_settled", number, {"value": number, "day": settlement.on})
        return
    measured = _select_measured(plan)
    known = {number: value for number, value in changes.values.items() if number in measured}
    yield from _find_value_problems(plan, facts, catalogue, known, measured)


def find_misfits(plan: Plan, changes: Suppositions) -> Iterator[Problem]:
    """Find what is wrong with the suppositions given the plan alone, whatever the day and the facts."""
    if not 0 <= changes.rho <= 1:
        yield Problem("between", "correlation", {"least": 0, "most": 1})
    yield from _find_goal_problems(plan, changes)
    measured = _select_measured(plan)
    for number in changes.values.keys() - measured.keys():
        yield Problem("measured_unknown", number, {"value": number, "allowed": list(measured)})
    milestones = [number for number, leaf in derive_structure(plan).leaves.items() if leaf.milestone]
    for number, day in changes.days.items():
        first, last = plan.start - AROUND, plan.end + AROUND
        if number not in milestones:
            yield Problem("milestone_unknown", number, {"number": number, "allowed": milestones})
        elif not first <= day <= last:
            yield Problem("between", number, {"least": first, "most": last})


def _select_measured(plan: Plan) -> dict[str, Criterion]:
    return {number: leaf for number, leaf in derive_structure(plan).leaves.items() if leaf.measured}


def _find_goal_problems(plan: Plan, changes: Suppositions) -> Iterator[Problem]:
    goals = [goal.number for goal in plan.goals]
    shares: list[tuple[str, Fraction | float]] = [*changes.credits.items(), *changes.likelihoods.items()]
    for number, share in shares:
        if number not in goals:
            yield Problem("goal_unknown", number, {"value": number, "allowed": goals})
        if not 0 <= share <= 1:
            yield Problem("between", number, {"least": 0, "most": 1})
    for number in changes.credits.keys() & changes.likelihoods.keys():
        yield Problem("given_twice", number, {"value": number})


def _find_value_problems(
    plan: Plan,
    facts: Facts,
    catalogue: Catalogue,
    values: Mapping[str, Decimal],
    measured: Mapping[str, Criterion],
) -> Iterator[Problem]:
    seen: dict[object, tuple[str, Decimal]] = {}
    for number, value in values.items():
        of = assumptions.find_assumed_series(measured[number], plan)
        if of is None:
            yield Problem("not_one_series", number, {"value": number})
            continue
        least, most = assumptions.find_allowed_range(of, facts, catalogue)
        if not (value.is_finite() and least <= value <= most):
            yield Problem("between", number, {"least": least, "most": most})
        first, other = seen.setdefault(of.whole, (number, value))
        if other != value:
            yield Problem("values_differ", number, {"value": number, "first": first})


def _keep_within(known: Outcome, credit: Fraction) -> Fraction:
    """Keep a supposed credit of an open goal within the bounds that are certain; a decided one may be any other."""
    return credit if known.credit is not None else min(max(credit, known.least), known.most)


def _make_outcomes(official: Score, likelihoods: Mapping[str, float]) -> dict[str, Outcome]:
    """Make the outcomes of goals that are met with a likelihood."""
    found = {}
    for number, p in likelihoods.items():
        known = official.goal(number).outcome
        # A decided goal is opened again; an open one stays within the bounds that are certain.
        least, most = (ZERO, ONE) if known.credit is not None else (known.least, known.most)
        found[number] = Outcome.forecast({least: 1 - p, most: p}, least, most)
    return found


def _condition_beliefs(
    beliefs: Beliefs,
    plan: Plan,
    after: Mapping[str, Verdict],
    credits: Mapping[str, Fraction],
    goals: Mapping[str, Outcome],
) -> Beliefs:
    """Condition the beliefs on the supposed credits, which decide what those goals share with others."""
    causes = merge_worlds(beliefs.causes)
    if causes and credits:
        leaves = {number: outcome for number, (outcome, _) in apply_beliefs(after, beliefs).items()}
        for number, credit in credits.items():
            causes = condition_on_credit(derive_structure(plan).trees[number], credit, leaves, causes)
    return replace(beliefs, causes=causes, goals={**beliefs.goals, **goals})


def _find_contradicted(official: Score, known: Mapping[str, Verdict], changes: Suppositions) -> Iterator[str]:
    """Find the numbers of decided goals and criteria that are supposed otherwise than recorded."""
    for goal in official.goals:
        number, credit = goal.goal.number, goal.outcome.credit
        if credit is not None and (
            changes.credits.get(number, credit) != credit or number in changes.likelihoods
        ):
            yield number
    for number, value in changes.values.items():
        outcome, trace = known[number]
        if outcome.credit is not None and trace.actual and trace.actual.base != value:
            yield number
    for number, day in changes.days.items():
        said = known[number][1].said
        if said and said.kind is not EventKind.CLAIMED and (said.kind, said.on) != (EventKind.MET, day):
            yield number
