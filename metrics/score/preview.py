"""Preview what a draft would score on the results of an earlier year: an illustration, not a score."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import assert_never

import polars as pl

from metrics.facts.fact_history import gather_facts
from metrics.facts.schema import EVENTS
from metrics.periods import LAST_YEAR, Period, move_year_on
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Compare, Criterion, Milestone, Within
from metrics.plan.formula import Growth, Median, Path, Quantity, Reading, map_readings
from metrics.plan.model import Plan
from metrics.plan.next_year import move_named_year
from metrics.score.scoring import GoalScore, Score, score_plan
from metrics.status import Status

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def find_years_back(plan: Plan, today: date) -> int:
    """Find how many years before a plan's the last year is that has ended by a day; at least one."""
    years = 1
    while move_back(plan.end, years) >= today:
        years += 1
    return years


def move_back(day: date, years: int) -> date:
    """Return the day some years before; of a leap day the day before it."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if leap else day.day)


def find_unreckoned(score: Score) -> list[GoalScore]:
    """Find the goals that count and of which the preview cannot tell what they would have given."""
    return [
        goal
        for goal in score.goals
        if goal.goal.scored and goal.status is not Status.WITHDRAWN and goal.outcome.credit is None
    ]


def preview_score(plan: Plan, observations: pl.DataFrame, catalogue: Catalogue, years: int = 1) -> Score:
    """Score the draft as of its last day, with every result moved some years ahead.

    Named years move along with the results, so that a reading of a named year gives the same result as before.
    Milestones and assessments stay undecided, and none of them is overdue.
    """
    seen = observations.join(
        _list_series(plan), on=["institution", "indicator"], how="semi", maintain_order="left"
    )
    facts = gather_facts(
        move_years_ahead(seen, years), EVENTS.to_frame(), as_of=plan.end, known_at=_END_OF_TIME
    )
    goals = tuple(
        goal.model_copy(update={"criteria": tuple(_move_criterion(c, plan, years) for c in goal.criteria)})
        for goal in plan.goals
    )
    return score_plan(plan.model_copy(update={"goals": goals}), facts, catalogue)


def _list_series(plan: Plan) -> pl.DataFrame:
    """List the series that a plan reads, as a frame to join on."""
    return pl.DataFrame(
        sorted(plan.series()), {"institution": pl.String, "indicator": pl.String}, orient="row"
    )


def move_years_ahead(observations: pl.DataFrame, years: int = 1) -> pl.DataFrame:
    """Move every observation to the same period some years later, and what was known of it as far."""
    seen = observations.filter(pl.col("end").dt.year() + years <= LAST_YEAR)
    later = {text: Period.parse(_move_on(text, years)) for text in seen["period"].unique()}
    periods = [later[text] for text in seen["period"]]
    return seen.with_columns(
        pl.Series("period", [period.text for period in periods], pl.String),
        pl.Series("start", [period.start for period in periods], pl.Date),
        pl.Series("end", [period.end for period in periods], pl.Date),
        pl.col("recorded_at").dt.offset_by(f"{years}y"),
    )


def _move_on(period: str, years: int) -> str:
    for _ in range(years):
        period = move_year_on(period)
    return period


def _move_criterion(criterion: Criterion, plan: Plan, years: int) -> Criterion:
    """Move the named years of a criterion ahead, and its due day to the end of the plan at the earliest."""
    match criterion.test:
        case Compare() | Within() as test:
            return criterion.put_test(test.map_quantities(lambda _, given: _move_quantity(given, years)))
        case Milestone() | Assessment() as test:
            return criterion.with_test(due=max(test.due, plan.end))
        case None:
            children = tuple(_move_criterion(child, plan, years) for child in criterion.criteria)
            return criterion.model_copy(update={"criteria": children})
        case other:
            assert_never(other)


def _move_quantity(quantity: Quantity, years: int) -> Quantity:
    """Move every year that a quantity names ahead, as the results were."""
    moved = _fix_baselines(quantity)
    for _ in range(years):
        moved = map_readings(moved, move_named_year)
    return moved


def _fix_baselines(quantity: Quantity) -> Quantity:
    """Make baselines name the year they read."""
    # A baseline belongs to a fixed year; unnamed, it would be read at a year relative to the plan's.
    match quantity:
        case Growth():
            since = quantity.since
            baseline = map_readings(
                _fix_baselines(_pick_step(quantity.baseline, since)), lambda r: _fix_year(r, since)
            )
            return quantity.model_copy(update={"baseline": baseline})
        case Median():
            return Median(median_of=tuple(_fix_baselines(part) for part in quantity.median_of))
    return quantity


def _pick_step(quantity: Quantity, year: int) -> Quantity:
    """Reduce a path to its step for a year; return anything else unchanged."""
    step = quantity.step(year) if isinstance(quantity, Path) else None
    return Path(by_year=(step,)) if step else quantity


def _fix_year(reading: Reading, year: int) -> Reading:
    if reading.year is not None or reading.period:
        return reading
    return reading.model_copy(update={"year": year + reading.offset, "offset": 0})
