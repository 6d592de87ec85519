"""How good earlier judgements were: what was foretold on what was then known, against what came of it.

Two kinds of judgement are kept apart: the probabilities of the forecasts, and what the institutions expected.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.facts.facts import Facts, Statement
from metrics.facts.schema import EventKind
from metrics.foresight.forecast import Foresight, Method
from metrics.foresight.forecasting import foresee_plan
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.scoring import CriterionScore, score_plan
from metrics.score.tests import find_report_due, find_reported_quarters

BINS = 10
FacingBack = Callable[[date], Facts]
"""What was known at the end of a day of what had happened by then."""


@dataclass(frozen=True, slots=True)
class JudgedForecast:
    """A probability given for a test after a quarter, and whether the test held in the end."""

    plan: Plan
    criterion: str
    quarter: int
    method: Method
    p: float
    held: bool


@dataclass(frozen=True, slots=True)
class JudgedExpectation:
    """What an institution expected of a test with its report for a quarter, and whether the test held in the end."""

    plan: Plan
    criterion: str
    quarter: int
    expectation: EventKind
    held: bool


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """The judgements whose probability was between two limits: their number, mean probability and share that held."""

    low: float
    high: float
    count: int
    mean: float
    held: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """A set of probabilities judged. `error` is the mean distance between the bins' probability and what held."""

    count: int
    brier: float
    base: float
    """The Brier score of always giving the share that held: what a forecast must be better than."""
    error: float
    bins: tuple[ReliabilityBin, ...]


@dataclass(frozen=True, slots=True)
class HitRate:
    """How one institution's expectations came out: of those expected met, and of those not expected met."""

    sure: int
    sure_held: int
    doubted: int
    doubted_held: int


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Every judgement on plans that are over and decided."""

    foretold: tuple[JudgedForecast, ...] = ()
    expected: tuple[JudgedExpectation, ...] = ()


def build_track_record(
    plans: Iterable[Plan], now: Facts, catalogue: Catalogue, back: FacingBack
) -> TrackRecord:
    """Every judgement that was or could have been made after each quarter of the plans that are over.

    Tests that are not decided `now` are left out, and so are those that were decided already at the quarter.
    """
    foretold: list[JudgedForecast] = []
    expected: list[JudgedExpectation] = []
    every = list(plans)
    for plan in every:
        if plan.end >= now.as_of or not plan.locked:
            continue
        own = [other for other in every if other.institution == plan.institution]
        held = dict(_held(plan, now, catalogue))
        for number, last in find_reported_quarters(plan):
            if last < plan.end:
                facts = back(find_report_due(plan, last))
                foresight = foresee_plan(plan, facts, catalogue, own)
                foretold += _foretold(plan, number, foresight, held)
                expected += _expected(plan, number, facts, held)
    return TrackRecord(tuple(foretold), tuple(expected))


def measure_reliability(judged: Sequence[tuple[float, bool]]) -> Reliability | None:
    """Probabilities against what held; None where there are none."""
    if not judged:
        return None
    share = sum(held for _, held in judged) / len(judged)
    bins = tuple(_bins(judged))
    return Reliability(
        len(judged),
        compute_brier(judged),
        share * (1 - share),
        math.fsum(b.count * abs(b.mean - b.held) for b in bins) / len(judged),
        bins,
    )


def compute_brier(judged: Sequence[tuple[float, bool]]) -> float:
    """The mean squared distance between probability and outcome: 0 is perfect, 0.25 is a coin."""
    return math.fsum((p - held) ** 2 for p, held in judged) / len(judged)


def count_hit_rates(expected: Iterable[JudgedExpectation]) -> Mapping[str, HitRate]:
    """How each institution's expectations came out, by institution."""
    by_owner: dict[str, list[JudgedExpectation]] = {}
    for one in expected:
        by_owner.setdefault(one.plan.institution, []).append(one)
    return {owner: _hits(said) for owner, said in by_owner.items()}


def _hits(said: Sequence[JudgedExpectation]) -> HitRate:
    sure = [e.held for e in said if e.expectation is EventKind.EXPECTED_MET]
    doubted = [e.held for e in said if e.expectation is not EventKind.EXPECTED_MET]
    return HitRate(len(sure), sum(sure), len(doubted), sum(doubted))


def _bins(judged: Sequence[tuple[float, bool]]) -> Iterator[ReliabilityBin]:
    for place in range(BINS):
        low, high = place / BINS, (place + 1) / BINS
        inside = [(p, held) for p, held in judged if min(int(p * BINS), BINS - 1) == place]
        if inside:
            mean = math.fsum(p for p, _ in inside) / len(inside)
            yield ReliabilityBin(low, high, len(inside), mean, sum(held for _, held in inside) / len(inside))


def _held(plan: Plan, now: Facts, catalogue: Catalogue) -> Iterator[tuple[str, bool]]:
    """Whether each decided test of a plan held, by its number."""
    leaves: Iterator[CriterionScore] = (
        leaf for goal in score_plan(plan, now, catalogue).goals for leaf in goal.leaves()
    )
    for leaf in leaves:
        if leaf.outcome.credit is not None:
            yield leaf.criterion.number, leaf.outcome.credit == 1


def _foretold(
    plan: Plan, quarter: int, foresight: Foresight, held: Mapping[str, bool]
) -> Iterator[JudgedForecast]:
    for number, found in foresight.forecasts.items():
        if number in held:
            yield JudgedForecast(plan, number, quarter, found.method, found.p_met, held[number])


def _expected(
    plan: Plan, quarter: int, facts: Facts, held: Mapping[str, bool]
) -> Iterator[JudgedExpectation]:
    """The expectations given since the report before."""
    ends = [last for number, last in find_reported_quarters(plan) if number < quarter]
    since = find_report_due(plan, ends[-1]) if ends else plan.start
    for number, came in held.items():
        said: tuple[Statement, ...] = facts.expectations.get((plan.id, number), ())
        if said and said[-1].on > since:
            yield JudgedExpectation(plan, number, quarter, said[-1].kind, came)
