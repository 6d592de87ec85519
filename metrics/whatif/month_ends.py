"""The course of a plan's year: what was expected of its total at each month's end, on what was known then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from metrics.periods import Frequency, add_months, add_years, find_month_end, split_into_spans
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.contract_years import split_score
from metrics.score.scoring import Score
from metrics.whatif.headline import LikelyTotal, find_own_threshold
from metrics.whatif.year_totals import YearState, make_year_total

SETTLING_MONTHS = 6  # a plan is followed so long after its end, until its figures are in


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """What was known of a plan's total at the end of a day, in points of 100.

    `likely` is None where a goal had no forecast, or results were missing after the year. `chance` is the likelihood
    of what the plan itself calls enough.
    """

    day: date
    likely: LikelyTotal | None
    chance: float | None


def list_months(plan: Plan, day: date) -> list[tuple[date, date]]:
    """List the months of the plan year that a day is in, by their first and last days.

    After a plan's end they go on until the day, or until the plan is long over.
    """
    start = _find_year_start(plan, day)
    year_end = min(plan.end, add_years(start, 1) - timedelta(days=1))
    last = max(year_end, min(day, _find_last(plan)))
    spans = split_into_spans(start, last, Frequency.MONTH)
    return [(first, find_month_end(first.year, first.month)) for first, _ in spans]


def list_month_ends(plan: Plan, day: date) -> list[date]:
    """List the last day of each of those months until a day, and that day itself unless the plan is long over."""
    found = [end for _, end in list_months(plan, day) if end <= day]
    ongoing = plan.start <= day <= _find_last(plan)
    return [*found, day] if ongoing and day not in found else found


def make_month_end(whole: Score, catalogue: Catalogue) -> MonthEnd | None:
    """Make what a score says of the total of its day's plan year; None for a plan without a total."""
    score = _pick_year(whole, catalogue)
    total = make_year_total(score)
    if total.state is YearState.NO_TOTAL:
        return None
    settled = total.state is YearState.FINAL
    likely = LikelyTotal(*[total.secured] * 3) if settled else total.likely
    return MonthEnd(score.facts.as_of, likely, _find_chance(score) if likely else None)


def _find_year_start(plan: Plan, day: date) -> date:
    """Find when the plan year began that a day is in; after a plan's end its last."""
    start = plan.start
    while (following := add_years(start, 1)) <= min(day, plan.end):
        start = following
    return start


def _pick_year(score: Score, catalogue: Catalogue) -> Score:
    """Pick the year of a contract over several that the score's day is in; any other plan is a year itself."""
    start = _find_year_start(score.plan, score.facts.as_of)
    years = split_score(score, catalogue).values()
    return next((part for part in years if part.plan.start == start), score)


def _find_chance(score: Score) -> float | None:
    enough = find_own_threshold(score.plan)
    return None if enough is None else score.outcome.chance_of(enough / Fraction(score.points.possible))


def _find_last(plan: Plan) -> date:
    return add_months(plan.end, SETTLING_MONTHS)
