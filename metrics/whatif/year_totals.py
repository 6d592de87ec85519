"""An institution's fulfilment year by year, in points of 100: computed, decided, or expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from metrics.facts.decisions import DecisionKind, find_latest
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.after_decisions import apply_decisions
from metrics.score.contract_years import split_score
from metrics.score.scoring import Score
from metrics.whatif.headline import LikelyTotal, find_headline

WHOLE = Fraction(100)


class YearState(StrEnum):
    """How a year's fulfilment is known."""

    FINAL = "final"
    RUNNING = "running"
    UNSETTLED = "unsettled"
    """The year is over, and results are missing."""
    NO_TOTAL = "no_total"


@dataclass(frozen=True, slots=True)
class YearTotal:
    """One plan year in points of 100. `decided` is the total after decisions, where that is another than computed.

    A running year has its `likely` total, or where a goal has no forecast the mean lies somewhere `between` two.
    """

    plan: Plan
    state: YearState
    secured: Fraction
    decided: Fraction | None = None
    likely: LikelyTotal | None = None
    between: tuple[Fraction, Fraction] | None = None

    @property
    def total(self) -> Fraction | None:
        """The final or the expected total; None where neither is known."""
        if self.state is YearState.FINAL:
            return self.secured
        return self.likely.mean if self.likely else None


def find_year_totals(scores: Iterable[Score], catalogue: Catalogue) -> list[YearTotal]:
    """Find the fulfilment of each plan year, oldest first; a contract over several years has one for each."""
    found = [total for score in scores for total in _find_plan_totals(score, catalogue)]
    return sorted(found, key=lambda total: (total.plan.start, total.plan.id))


def _find_plan_totals(score: Score, catalogue: Catalogue) -> Iterator[YearTotal]:
    years = split_score(score, catalogue)
    for part in years.values():
        if part.plan.start <= score.facts.as_of:
            # What is decided is the total of the whole contract, and of none of its years.
            yield replace(make_year_total(part), decided=None)
    if not years:
        yield _add_accepted(make_year_total(score), score, catalogue)


def make_year_total(score: Score) -> YearTotal:
    """Make the fulfilment of one plan year from its score."""
    plan = score.plan
    if not score.totalled:
        return YearTotal(plan, YearState.NO_TOTAL, Fraction(0))
    found = find_headline(score, WHOLE)
    secured, decided = scale_to_100(plan, score.points.secured), _find_decided(score)
    if found.is_settled:
        return YearTotal(plan, YearState.FINAL, secured, decided)
    if found.is_over:
        return YearTotal(plan, YearState.UNSETTLED, secured, decided)
    likely = between = None
    if ahead := found.expected:
        likely = LikelyTotal(*(scale_to_100(plan, points) for points in (ahead.mean, ahead.low, ahead.high)))
    if found.between:
        least, most = (scale_to_100(plan, points) for points in found.between)
        between = least, most
    return YearTotal(plan, YearState.RUNNING, secured, decided, likely, between)


def _add_accepted(total: YearTotal, score: Score, catalogue: Catalogue) -> YearTotal:
    """Add what a final total comes to with the near misses that were accepted, unless the total itself was decided."""
    if total.state is not YearState.FINAL or total.decided is not None:
        return total
    after = apply_decisions(score, catalogue)
    if after is None or after.points == score.points:
        return total
    return replace(total, decided=scale_to_100(score.plan, after.points.secured))


def scale_to_100(plan: Plan, points: Fraction | Decimal) -> Fraction:
    """Convert points of a plan to points of 100."""
    return Fraction(points) / Fraction(plan.scoring.possible) * WHOLE


def _find_decided(score: Score) -> Fraction | None:
    stands = score.facts.decisions.get(score.plan.id, ())
    decision = find_latest(stands, DecisionKind.TOTAL, score.plan, score.facts.as_of)
    return None if decision is None or decision.points is None else scale_to_100(score.plan, decision.points)
