"""Forecasts of a plan's open tests. Pure: the same plan and the same facts always give the same chances.

`foresee` gives every open test a forecast, or says why there is none, and what is believed of them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from metrics.beliefs import Beliefs
from metrics.forecast_milestone import chains, milestones
from metrics.forecast_test import Tested, tested
from metrics.foresight import Forecast, Foresight, Method, Reason, RunRate, Silence
from metrics.joint import causes
from metrics.model import Plan
from metrics.outcome import Outcome
from metrics.prepared import prepared
from metrics.quantities import Window
from metrics.readings import Catalogue, Facts
from metrics.runrate import run_rate
from metrics.verdict import judged

__all__ = ["Forecast", "Foresight", "Method", "Reason", "RunRate", "Silence", "foresee"]


def foresee(plan: Plan, facts: Facts, catalogue: Catalogue, earlier: Iterable[Plan] = ()) -> Foresight:
    """What is foreseen of the plan's open tests.

    `earlier` are the institution's other plans, whose milestones are its record.
    """
    leaves, window = prepared(plan).leaves, Window.of(plan)
    verdicts = judged(plan, facts, catalogue)
    opened = [number for number, (outcome, _) in verdicts.items() if outcome.credit is None]
    dated = [number for number in opened if leaves[number].milestone]
    found: dict[str, Forecast | Silence] = dict(milestones(plan, dated, facts, earlier)) if dated else {}
    waiting = chains(plan, found)
    measured: dict[str, Tested] = {}
    for number in opened:
        test = leaves[number].compare or leaves[number].within
        if test is not None:
            foreseen = tested(test, window, verdicts[number][1], facts, catalogue)
            said = foreseen.forecast if isinstance(foreseen, Tested) else foreseen
            needed = run_rate(test, window, verdicts[number][1], facts, catalogue)
            found[number] = replace(said, needed=needed) if needed else said
            if isinstance(foreseen, Tested):
                measured[number] = foreseen
        elif number not in found:
            found[number] = Silence(Reason.JUDGED)
    ordered = {number: found[number] for number in opened}
    return Foresight(ordered, Beliefs(_outcomes(ordered), [*waiting, *causes(measured)]))


def _outcomes(found: Mapping[str, Forecast | Silence]) -> dict[str, Outcome]:
    return {
        number: Outcome(Fraction(0), Fraction(1), forecast.chances)
        for number, forecast in found.items()
        if isinstance(forecast, Forecast)
    }
