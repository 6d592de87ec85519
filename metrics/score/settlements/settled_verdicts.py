"""The verdicts on a plan's tests: those it was settled on, or for a plan that is not closed those of its facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from metrics.algebra.outcome import Outcome
from metrics.facts.facts import Facts
from metrics.facts.settlement import PartKind, SettledPart, Settlement
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.settlements.kept_traces import read_trace
from metrics.score.tests import Trace, Verdict, judge_tests


def find_verdicts(
    plan: Plan, facts: Facts, catalogue: Catalogue, numbers: Iterable[str] | None = None
) -> Mapping[str, Verdict]:
    """Find the outcome and the trace of every test of a plan by number; those of some tests at least."""
    settlement = facts.find_settlement(plan)
    if settlement is None:
        return judge_tests(plan, facts, catalogue, numbers)
    return read_verdicts(settlement, plan)


def read_verdicts(settlement: Settlement, plan: Plan) -> Mapping[str, Verdict]:
    """Read the verdicts that a plan, or a part of it, was settled on."""
    parts = {part.number: part for part in settlement.parts if part.kind is PartKind.CRITERION}
    return {leaf.number: _read_verdict(parts[leaf.number]) for leaf in plan.leaves()}


def read_outcome(part: SettledPart) -> Outcome:
    """Read the outcome of a settled part; what was still open has no likelihood."""
    if part.least == part.most:
        return Outcome.settled(part.least)
    return Outcome(part.least, part.most)


# A settlement never changes, so that each process reads a test of it once.
@lru_cache(maxsize=16384)
def _read_verdict(part: SettledPart) -> Verdict:
    return read_outcome(part), read_trace(part.trace) if part.trace else Trace()
