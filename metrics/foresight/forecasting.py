"""Forecast a plan's open tests. Pure: the same plan and the same facts always give the same chances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import assert_never

from metrics.algebra.outcome import Outcome
from metrics.facts.facts import Facts
from metrics.foresight.estimated_tests import EstimatedTests, find_basis
from metrics.foresight.expectation import (
    NumberRecord,
    OwnView,
    forecast_assessment,
    record_expectations,
    record_numbers,
)
from metrics.foresight.forecast import Forecast, Foresight, Silence, SilenceReason
from metrics.foresight.history import Histories
from metrics.foresight.lean import NO_LEAN, Lean
from metrics.foresight.measurement import MeasurementForecast, weigh_sides
from metrics.foresight.milestone import build_chains, forecast_milestones
from metrics.foresight.shared_series import build_shared_worlds
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Compare, Criterion, Milestone, Within
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.score.beliefs import NO_BELIEFS, Beliefs
from metrics.score.settlements.settled_verdicts import find_verdicts
from metrics.score.tests import Verdict


def foresee_plan(
    plan: Plan,
    facts: Facts,
    catalogue: Catalogue,
    earlier: Iterable[Plan] = (),
    verdicts: Mapping[str, Verdict] | None = None,
    lean: Lean = NO_LEAN,
    *,
    estimated: EstimatedTests | None = None,
) -> Foresight:
    """Forecast every open test of a plan, or say why it cannot be done, and join the forecasts as beliefs.

    `earlier` are the institution's other plans, its track record. `verdicts` are the plan's own on these facts,
    if known. `lean` is how the area's forecasts have leaned, `estimated` what other days told of the same tests.
    """
    leaves = derive_structure(plan).leaves
    verdicts = find_verdicts(plan, facts, catalogue) if verdicts is None else verdicts
    opened = [number for number, (outcome, _) in verdicts.items() if outcome.credit is None]
    if not is_foreseen(plan, facts.as_of):
        # What is over is settled or missing; nothing is left to foresee.
        return Foresight(dict.fromkeys(opened, Silence(SilenceReason.YEAR_OVER)), NO_BELIEFS)
    own = [*(other for other in earlier if other.id != plan.id), plan]
    dated = [number for number in opened if leaves[number].milestone]
    expected = record_expectations(own, facts) if any(leaves[number].dated for number in opened) else []
    numbers = record_numbers(own, facts, catalogue)
    found = forecast_milestones(plan, dated, facts, own, expected) if dated else {}
    waiting = build_chains(plan, found)
    histories = Histories(facts, catalogue)
    measured: dict[str, MeasurementForecast] = {}
    for number in opened:
        match leaves[number].test:
            case Compare() | Within() as test:
                basis = find_basis(plan, number, test, verdicts[number][1], facts)
                sides, needed = (estimated or EstimatedTests()).estimate((plan.id, number), basis, histories)
                if not isinstance(sides, Silence):
                    view = _find_own_view(plan, leaves[number], facts, numbers, lean)
                    measured[number] = weigh_sides(test, sides, lean.of, view)
                told = sides if isinstance(sides, Silence) else measured[number].forecast
                found[number] = replace(told, needed=needed)
            case Assessment() as test:
                found[number] = forecast_assessment(plan, number, test, facts, expected)
            case Milestone():
                pass  # forecast above, all together, since one may depend on another
            case None:
                raise TypeError("a group of criteria is no test")
            case other:
                assert_never(other)
    ordered = {number: found[number] for number in opened}
    beliefs = Beliefs(_convert_to_outcomes(ordered), [*waiting, *build_shared_worlds(measured)])
    return Foresight(ordered, beliefs)


def _find_own_view(plan: Plan, leaf: Criterion, facts: Facts, numbers: NumberRecord, lean: Lean) -> OwnView:
    """Find what the institution expects of a measured test, by the number and the word it has given."""
    said = facts.expectations.get((plan.id, leaf.number), ())
    return OwnView(numbers.find_number(plan, leaf), lean.hear(plan.institution, said))


def is_foreseen(plan: Plan, as_of: date) -> bool:
    """Tell whether anything of a plan is foreseen on a day, and goes by how forecasts have leaned."""
    return as_of <= plan.end


def _convert_to_outcomes(found: Mapping[str, Forecast | Silence]) -> dict[str, Outcome]:
    return {
        number: Outcome(Fraction(0), Fraction(1), forecast.chances)
        for number, forecast in found.items()
        if isinstance(forecast, Forecast)
    }
