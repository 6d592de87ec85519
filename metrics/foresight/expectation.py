"""An institution's own expectations, in words and as numbers, weighed by how earlier ones turned out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from metrics.algebra.distribution import ONE, ZERO
from metrics.facts.facts import Facts
from metrics.facts.schema import EventKind
from metrics.foresight.forecast import Forecast, Method, Silence, SilenceReason
from metrics.foresight.spread import TIE, Spread
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Criterion
from metrics.plan.formula import Quantity, Reading, find_series
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.score.quantities import read_amount
from metrics.score.reads import find_settling_day

LEAST_EXPECTATIONS = 5
"""With fewer decided expectations, it is unknown how reliable the institution's word is."""

USUAL_WORDS = {
    True: {EventKind.EXPECTED_MET: 0.8, EventKind.IN_DOUBT: 0.15, EventKind.EXPECTED_NOT_MET: 0.05},
    False: {EventKind.EXPECTED_MET: 0.4, EventKind.IN_DOUBT: 0.35, EventKind.EXPECTED_NOT_MET: 0.25},
}
"""How often each is said of tests that turn out met (True) or not (False): a first guess, hopeful in both."""
WORDS_WORTH = 4.0
"""The weight of the first guess, in expectations of the institution's own of either kind."""
USUAL, USUAL_WORTH = 0.8, 3.0
"""The usual share that is met: a first guess, worth three of the institution's own."""


class ExpectationOutcome(NamedTuple):
    """The last expectation of a test before it was decided, and whether the test was met."""

    expected: EventKind
    met: bool


def record_expectations(plans: Iterable[Plan], facts: Facts) -> list[ExpectationOutcome]:
    """List the expectations of milestones and assessments that have since been decided."""
    return [
        outcome
        for plan in plans
        for leaf in derive_structure(plan).leaves.values()
        for outcome in _find_outcomes(plan, leaf, facts)
    ]


def _find_outcomes(plan: Plan, leaf: Criterion, facts: Facts) -> Iterator[ExpectationOutcome]:
    decided = facts.events.get((plan.id, leaf.number))
    if decided is None or decided.kind is EventKind.CLAIMED:
        return
    before = [e for e in facts.expectations.get((plan.id, leaf.number), ()) if e.on < decided.on]
    if not before:
        return
    if leaf.milestone:
        yield ExpectationOutcome(
            before[-1].kind, decided.kind is EventKind.MET and decided.on <= leaf.milestone.due
        )
    elif leaf.assessed and not leaf.assessed.scale:
        yield ExpectationOutcome(before[-1].kind, decided.kind is EventKind.MET)


def weigh_expectation(
    p: float, plan: Plan, number: str, facts: Facts, earlier: Sequence[ExpectationOutcome]
) -> float:
    """Update a probability by the institution's own expectation; unchanged without one, or with too few earlier ones.

    It moves by Bayes' rule: by how much more often the institution said this of met tests than of missed ones.
    """
    said = facts.expectations.get((plan.id, number), ())
    if not said or len(earlier) < LEAST_EXPECTATIONS:
        return p
    if_met, if_not = (
        p * _estimate_frequency(said[-1].kind, True, earlier),
        (1 - p) * _estimate_frequency(said[-1].kind, False, earlier),
    )
    return if_met / (if_met + if_not)


def _estimate_frequency(kind: EventKind, met: bool, earlier: Sequence[ExpectationOutcome]) -> float:
    said = [came.expected for came in earlier if came.met is met]
    return (USUAL_WORDS[met][kind] * WORDS_WORTH + said.count(kind)) / (WORDS_WORTH + len(said))


class OwnWord(NamedTuple):
    """What an institution's word adds to the log-odds of a measured test, and by how many earlier words."""

    odds: float
    earlier: int


class OwnNumber(NamedTuple):
    """The number an institution expects of a test, and for each one told before of the same, that and what came."""

    said: float
    earlier: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class NumberRecord:
    """What came of the numbers that an institution has told, by what they were told of."""

    facts: Facts
    pairs: Mapping[Hashable, tuple[tuple[float, float], ...]]

    def find_number(self, plan: Plan, leaf: Criterion) -> OwnNumber | None:
        """Find the number that is expected of a measured test now; None where none was told."""
        told = self.facts.numbers.get((plan.id, leaf.number))
        if not told or leaf.measured is None:
            return None
        measure = _find_measure(leaf.measured.value, plan.institution)
        return OwnNumber(float(told[-1].value), self.pairs.get(measure, ()))


def record_numbers(plans: Iterable[Plan], facts: Facts, catalogue: Catalogue) -> NumberRecord:
    """Record the numbers told of tests that are settled by now: each told by the test's last day, and what came."""
    found: dict[Hashable, tuple[tuple[float, float], ...]] = {}
    for plan in plans:
        ready = derive_structure(plan)
        for number, leaf in ready.leaves.items():
            told = facts.numbers.get((plan.id, number), ())
            if not told or leaf.measured is None:
                continue
            value, window = leaf.measured.value, ready.windows[number]
            came = read_amount(value, window, facts, catalogue)
            if came.settled and came.value is not None:
                last, measure = find_settling_day(leaf, window), _find_measure(value, plan.institution)
                pairs = tuple((float(one.value), float(came.value)) for one in told if one.on <= last)
                found[measure] = (*found.get(measure, ()), *pairs)
    return NumberRecord(facts, found)


def _find_measure(value: Quantity, institution: str) -> Hashable:
    """Find what tells apart the quantities whose numbers can be held against each other: what is read, and how."""
    how = (value.over, value.factor) if isinstance(value, Reading) else type(value)
    return frozenset(find_series(value, institution)), how


class OwnView(NamedTuple):
    """What an institution expects of a measured test: a number, and a word, which counts where no number does."""

    number: OwnNumber | None = None
    word: OwnWord | None = None


NOTHING_SAID = OwnView()


def weigh_number(spread: Spread, said: float, earlier: Sequence[tuple[float, float]]) -> Spread:
    """Weigh a forecast by the number the institution itself expects; unchanged with too few earlier ones.

    `earlier` holds each number it said before and what came. It counts by how far those missed, to one side and in
    spread; half of it, since the institution has seen the same figures.
    """
    if len(earlier) < LEAST_EXPECTATIONS:
        return spread
    misses = np.array([came - told for told, came in earlier])
    count, usual = len(misses), float(misses.mean())
    scale = max(float(misses.std(ddof=1)), TIE * max(abs(said), 1.0))
    away = (spread.levels - said - usual) / scale
    return Spread.of(spread.levels, spread.chances * (1 + away**2 / count) ** (-(count + 1) / 4))


def forecast_assessment(
    plan: Plan, number: str, test: Assessment, facts: Facts, earlier: Sequence[ExpectationOutcome]
) -> Forecast | Silence:
    """Forecast an assessment by the institution's own expectation; silent without one, and on a scale of words."""
    said = facts.expectations.get((plan.id, number))
    if not said or test.scale:
        return Silence(SilenceReason.JUDGED)
    if len(earlier) < LEAST_EXPECTATIONS:
        return Silence(
            SilenceReason.TOO_FEW_EXPECTATIONS, Method.EXPECTATION, len(earlier), LEAST_EXPECTATIONS
        )
    usual = (USUAL * USUAL_WORTH + sum(came.met for came in earlier)) / (USUAL_WORTH + len(earlier))
    p = weigh_expectation(usual, plan, number, facts, earlier)
    return Forecast(Method.EXPECTATION, (), p, ((ZERO, 1 - p), (ONE, p)), len(earlier), 0)
