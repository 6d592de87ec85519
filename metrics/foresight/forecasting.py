"""Forecast a plan's open tests. Pure: the same plan and the same facts always give the same chances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import assert_never

from metrics.algebra.outcome import Outcome
from metrics.facts.facts import Facts
from metrics.foresight.expectation import forecast_assessment, record_expectations
from metrics.foresight.forecast import Forecast, Foresight, Silence
from metrics.foresight.history import Histories
from metrics.foresight.measurement import MeasurementForecast, forecast_test
from metrics.foresight.milestone import build_chains, forecast_milestones
from metrics.foresight.run_rate import find_run_rate
from metrics.foresight.shared_series import build_shared_worlds
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Compare, Milestone, Within
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.window import Window
from metrics.score.beliefs import Beliefs
from metrics.score.tests import Trace, Verdict, judge_tests


def foresee_plan(
    plan: Plan,
    facts: Facts,
    catalogue: Catalogue,
    earlier: Iterable[Plan] = (),
    verdicts: Mapping[str, Verdict] | None = None,
) -> Foresight:
    """Forecast every open test of a plan, or say why it cannot be done, and join the forecasts as beliefs.

    `earlier` are the institution's other plans, whose milestones and assessments are its track record. `verdicts` are
    the plan's own on these facts, if the caller has them already.
    """
    ready = derive_structure(plan)
    leaves, windows = ready.leaves, ready.windows
    verdicts = judge_tests(plan, facts, catalogue) if verdicts is None else verdicts
    opened = [number for number, (outcome, _) in verdicts.items() if outcome.credit is None]
    own = [*(other for other in earlier if other.id != plan.id), plan]
    dated = [number for number in opened if leaves[number].milestone]
    expected = record_expectations(own, facts) if any(leaves[number].dated for number in opened) else []
    found: dict[str, Forecast | Silence] = {}
    if dated:
        found |= forecast_milestones(plan, dated, facts, own, expected)
    waiting = build_chains(plan, found)
    histories = Histories(facts, catalogue)
    measured: dict[str, MeasurementForecast] = {}
    for number in opened:
        match leaves[number].test:
            case Compare() | Within() as test:
                trace, window = verdicts[number][1], windows[number]
                foreseen = forecast_test(test, window, trace, histories)
                found[number] = _add_run_rate(foreseen, test, window, trace, histories)
                if isinstance(foreseen, MeasurementForecast):
                    measured[number] = foreseen
            case Assessment() as test:
                found[number] = forecast_assessment(plan, number, test, facts, expected)
            case Milestone():
                pass  # forecast above, all together, since one may depend on another
            case None:
                raise TypeError("a group of criteria is no test")
            case other:
                assert_never(other)
    ordered = {number: found[number] for number in opened}
    return Foresight(
        ordered, Beliefs(_convert_to_outcomes(ordered), [*waiting, *build_shared_worlds(measured)])
    )


def _add_run_rate(
    foreseen: MeasurementForecast | Silence,
    test: Compare | Within,
    window: Window,
    trace: Trace,
    histories: Histories,
) -> Forecast | Silence:
    """Add to a forecast, or to a silence, what the rest of the year must give."""
    said = foreseen.forecast if isinstance(foreseen, MeasurementForecast) else foreseen
    cases = said.volume if isinstance(said, Forecast) else None
    needed = find_run_rate(test, window, trace, histories, cases)
    return replace(said, needed=needed) if needed else said


def _convert_to_outcomes(found: Mapping[str, Forecast | Silence]) -> dict[str, Outcome]:
    return {
        number: Outcome(Fraction(0), Fraction(1), forecast.chances)
        for number, forecast in found.items()
        if isinstance(forecast, Forecast)
    }
