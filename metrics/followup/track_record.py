"""How earlier judgements came out: what was foretold on the facts of the time against what happened.

Two kinds of judgement are kept apart: the forecasts' probabilities and the institutions' expectations.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from metrics.facts.facts import Facts, Statement
from metrics.facts.schema import EventKind
from metrics.followup.flag_record import JudgedTest, judge_open_tests
from metrics.followup.outlook import Outlook, find_outlook, select_plans_of
from metrics.followup.risk import NOTICES, ORDER, RiskRule
from metrics.followup.thresholds import USUAL, Thresholds
from metrics.foresight.forecast import Foresight, Method, Silence
from metrics.foresight.lean import Lean, find_lean
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.scoring import score_plan
from metrics.score.tests import find_report_due, find_reported_quarters

BINS = 10
FacingBack = Callable[[date], Facts]
"""Looks up the facts as they were known at the end of a day."""


@dataclass(frozen=True, slots=True)
class JudgedForecast:
    """The probability forecast for a test after a quarter, and whether the test held in the end."""

    plan: Plan
    criterion: str
    quarter: int
    method: Method
    p: float
    held: bool


@dataclass(frozen=True, slots=True)
class JudgedExpectation:
    """An institution's expectation of a test in its report for a quarter, and whether the test held in the end."""

    plan: Plan
    criterion: str
    quarter: int
    expectation: EventKind
    held: bool


@dataclass(frozen=True, slots=True)
class JudgedFlag:
    """A rule that had fired for a test after a quarter, and whether the test held in the end."""

    plan: Plan
    rule: RiskRule
    held: bool


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """How often a rule's flags were right in a ministry area: what was flagged did not hold."""

    area: str
    rule: RiskRule
    count: int
    right: int

    @property
    def mostly_wrong(self) -> bool:
        """Whether its flags were wrong more often than right."""
        return 2 * self.right < self.count


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The forecasts with a probability between two limits: their count, mean probability and the share that held."""

    low: float
    high: float
    count: int
    mean: float
    held: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How reliable a set of forecasts was. `error` is the mean distance between a bin's probability and its share."""

    count: int
    brier: float
    base: float
    """The Brier score of always forecasting the share that held, which a forecast must beat."""
    error: float
    bins: tuple[ReliabilityBin, ...]


@dataclass(frozen=True, slots=True)
class HitRate:
    """How one institution's expectations came out: tests it was sure of and tests it doubted."""

    sure: int
    sure_held: int
    doubted: int
    doubted_held: int


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Every judgement of decided tests on plans that are over."""

    foretold: tuple[JudgedForecast, ...] = ()
    expected: tuple[JudgedExpectation, ...] = ()
    flagged: tuple[JudgedFlag, ...] = ()
    judged: tuple[JudgedTest, ...] = ()
    silent: tuple[Silence, ...] = ()
    """Why a test that was decided in the end had no forecast, each time."""


@dataclass(frozen=True, slots=True)
class MethodRecord:
    """How a method's forecasts came out, and how often it was silent. `method` is None where none applied."""

    method: Method | None
    silent: int
    reliability: Reliability | None

    @property
    def no_better(self) -> bool:
        """Whether its forecasts were no better than always saying the share that held."""
        return self.reliability is not None and self.reliability.brier >= self.reliability.base


def build_track_record(
    plans: Iterable[Plan],
    now: Facts,
    catalogue: Catalogue,
    back: FacingBack,
    among: Iterable[Plan] | None = None,
    thresholds: Mapping[str, Thresholds] | None = None,
) -> TrackRecord:
    """Judge the forecasts, the flags and the expectations after each quarter of the plans that are over.

    Tests that are still undecided `now` are left out, and so are those already decided at the quarter. The forecasts
    had learned from the plans they stand `among`; the flags go by the `thresholds` of each ministry area.
    """
    foretold: list[JudgedForecast] = []
    expected: list[JudgedExpectation] = []
    flagged: list[JudgedFlag] = []
    judged: list[JudgedTest] = []
    silent: list[Silence] = []
    every = list(plans)
    known = every if among is None else list(among)

    @cache
    def find_lean_of(area: str, day: date) -> Lean:
        return find_lean(select_plans_of(area, known, catalogue, day), back(day), catalogue)

    for plan in every:
        if plan.end >= now.as_of or not plan.locked:
            continue
        own = [other for other in every if other.institution == plan.institution]
        held = dict(_find_held(plan, now, catalogue))
        for number, last in find_reported_quarters(plan):
            if last < plan.end:
                facts = back(find_report_due(plan, last))
                area = catalogue.find_area_on(plan.institution, facts.as_of)
                lean = find_lean_of(area, facts.as_of)
                given = (thresholds or {}).get(area, USUAL)
                found = find_outlook(plan, facts, catalogue, given, own, lean)
                foretold += _judge_forecasts(plan, number, found.foresight, held)
                flagged += _judge_flags(found, held)
                judged += judge_open_tests(found, number, held)
                silent += [why for key, why in found.foresight.silences.items() if key in held]
                expected += _judge_expectations(plan, number, facts, held)
    return TrackRecord(tuple(foretold), tuple(expected), tuple(flagged), tuple(judged), tuple(silent))


def measure_reliability(judged: Sequence[tuple[float, bool]]) -> Reliability | None:
    """Measure probabilities against whether they came true; None when there are none."""
    if not judged:
        return None
    share = sum(held for _, held in judged) / len(judged)
    bins = tuple(_make_bins(judged))
    return Reliability(
        len(judged),
        compute_brier(judged),
        share * (1 - share),
        math.fsum(b.count * abs(b.mean - b.held) for b in bins) / len(judged),
        bins,
    )


def measure_methods(found: TrackRecord) -> list[MethodRecord]:
    """Measure each method that has spoken or been silent, in their own order; last the tests that none applied to."""
    said = [one.method for one in found.foretold]
    unsaid = [why.method for why in found.silent]
    return [
        MethodRecord(
            method,
            unsaid.count(method),
            measure_reliability([(one.p, one.held) for one in found.foretold if one.method is method]),
        )
        for method in (*Method, None)
        if method in said or method in unsaid
    ]


def compute_brier(judged: Sequence[tuple[float, bool]]) -> float:
    """Compute the mean squared distance of probability and outcome: 0 is perfect, 0.25 is tossing a coin."""
    return math.fsum((p - held) ** 2 for p, held in judged) / len(judged)


def count_hit_rates(expected: Iterable[JudgedExpectation]) -> Mapping[str, HitRate]:
    """Count how each institution's expectations came out."""
    by_owner: dict[str, list[JudgedExpectation]] = {}
    for one in expected:
        by_owner.setdefault(one.plan.institution, []).append(one)
    return {owner: _count_hits(said) for owner, said in by_owner.items()}


def count_right_flags(flagged: Iterable[JudgedFlag], catalogue: Catalogue, as_of: date) -> list[RuleRecord]:
    """Count how often each rule's flags were right, by ministry area and then in the order of the rules."""
    by_rule: dict[tuple[str, RiskRule], list[bool]] = {}
    for one in flagged:
        by_rule.setdefault((catalogue.find_area(one.plan, as_of), one.rule), []).append(one.held)
    ordered = sorted(by_rule.items(), key=lambda item: (item[0][0], ORDER[item[0][1]]))
    return [RuleRecord(*key, len(held), held.count(False)) for key, held in ordered]


def _count_hits(said: Sequence[JudgedExpectation]) -> HitRate:
    sure = [e.held for e in said if e.expectation is EventKind.EXPECTED_MET]
    doubted = [e.held for e in said if e.expectation is not EventKind.EXPECTED_MET]
    return HitRate(len(sure), sum(sure), len(doubted), sum(doubted))


def _make_bins(judged: Sequence[tuple[float, bool]]) -> Iterator[ReliabilityBin]:
    for place in range(BINS):
        low, high = place / BINS, (place + 1) / BINS
        inside = [(p, held) for p, held in judged if min(int(p * BINS), BINS - 1) == place]
        if inside:
            mean = math.fsum(p for p, _ in inside) / len(inside)
            yield ReliabilityBin(low, high, len(inside), mean, sum(held for _, held in inside) / len(inside))


def _find_held(plan: Plan, now: Facts, catalogue: Catalogue) -> Iterator[tuple[str, bool]]:
    """Find whether each decided test of a plan held, by its number."""
    for goal in score_plan(plan, now, catalogue).goals:
        for leaf in goal.leaves():
            if leaf.outcome.credit is not None:
                yield leaf.criterion.number, leaf.outcome.credit == 1


def _judge_forecasts(
    plan: Plan, quarter: int, foresight: Foresight, held: Mapping[str, bool]
) -> Iterator[JudgedForecast]:
    for number, found in foresight.forecasts.items():
        if number in held:
            yield JudgedForecast(plan, number, quarter, found.method, found.p_met, held[number])


def _judge_flags(found: Outlook, held: Mapping[str, bool]) -> Iterator[JudgedFlag]:
    """Judge the flags on tests that were decided in the end; notices say nothing of how it will go."""
    for flag in found.flags:
        if flag.criterion is not None and flag.criterion in held and flag.rule not in NOTICES:
            yield JudgedFlag(found.score.plan, flag.rule, held[flag.criterion])


def _judge_expectations(
    plan: Plan, quarter: int, facts: Facts, held: Mapping[str, bool]
) -> Iterator[JudgedExpectation]:
    """Judge the expectations stated since the previous report."""
    ends = [last for number, last in find_reported_quarters(plan) if number < quarter]
    since = find_report_due(plan, ends[-1]) if ends else plan.start
    for number, came in held.items():
        said: tuple[Statement, ...] = facts.expectations.get((plan.id, number), ())
        if said and said[-1].on > since:
            yield JudgedExpectation(plan, number, quarter, said[-1].kind, came)
