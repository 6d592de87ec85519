"""What a draft's rule would give on the results of the year before: arithmetic to look at, not a score."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import assert_never

import polars as pl

from metrics.facts.facts import gather_facts
from metrics.facts.schema import EVENTS
from metrics.periods import LAST_YEAR, Period, move_year_on
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Compare, Criterion, Milestone, Within
from metrics.plan.formula import Growth, Median, Path, Quantity, Reading, map_readings
from metrics.plan.model import Plan
from metrics.plan.next_year import move_named_year
from metrics.score.scoring import Score, score_plan

_ALWAYS = datetime.max.replace(tzinfo=UTC)


def preview_score(plan: Plan, observations: pl.DataFrame, catalogue: Catalogue) -> Score:
    """The draft at its own end, scored on every result moved one year ahead.

    What the draft reads of a named year is moved along, so that it reads the same result as without. Milestones and
    assessments are undecided: nothing has been said of them, and nothing is late.
    """
    seen = observations.join(
        _series(plan), on=["institution", "indicator"], how="semi", maintain_order="left"
    )
    facts = gather_facts(move_year_ahead(seen), EVENTS.to_frame(), as_of=plan.end, known_at=_ALWAYS)
    goals = tuple(
        goal.model_copy(update={"criteria": tuple(_moved(c, plan) for c in goal.criteria)})
        for goal in plan.goals
    )
    return score_plan(plan.model_copy(update={"goals": goals}), facts, catalogue)


def _series(plan: Plan) -> pl.DataFrame:
    """The series that a plan reads."""
    return pl.DataFrame(
        sorted(plan.series()), {"institution": pl.String, "indicator": pl.String}, orient="row"
    )


def move_year_ahead(observations: pl.DataFrame) -> pl.DataFrame:
    """Observations as if each were of the period a year later."""
    seen = observations.filter(pl.col("end").dt.year() < LAST_YEAR)
    later = {text: Period.parse(move_year_on(text)) for text in seen["period"].unique()}
    periods = [later[text] for text in seen["period"]]
    return seen.with_columns(
        pl.Series("period", [period.text for period in periods], pl.String),
        pl.Series("start", [period.start for period in periods], pl.Date),
        pl.Series("end", [period.end for period in periods], pl.Date),
    )


def _moved(criterion: Criterion, plan: Plan) -> Criterion:
    """The criterion, reading what has been moved along with the results; what falls due does so at the end."""
    match criterion.test:
        case Compare() | Within() as test:
            return criterion.with_test(**{side: _along(given) for side, given in test.quantities.items()})
        case Milestone() | Assessment() as test:
            return criterion.with_test(due=max(test.due, plan.end))
        case None:
            children = tuple(_moved(child, plan) for child in criterion.criteria)
            return criterion.model_copy(update={"criteria": children})
        case other:
            assert_never(other)


def _along(quantity: Quantity) -> Quantity:
    """The quantity with every named year moved along with the results."""
    return map_readings(_named(quantity), move_named_year)


def _named(quantity: Quantity) -> Quantity:
    """The quantity with its baselines read at a year they name, since that year does not move with the plan."""
    match quantity:
        case Growth():
            since = quantity.since
            baseline = map_readings(_named(_at(quantity.baseline, since)), lambda r: _of_year(r, since))
            return quantity.model_copy(update={"baseline": baseline})
        case Median():
            return Median(median_of=tuple(_named(part) for part in quantity.median_of))
    return quantity


def _at(quantity: Quantity, year: int) -> Quantity:
    """A path as its one step of a year; anything else as it is."""
    return Path(by_year=(step,)) if isinstance(quantity, Path) and (step := quantity.step(year)) else quantity


def _of_year(reading: Reading, year: int) -> Reading:
    if reading.year is not None or reading.period:
        return reading
    return reading.model_copy(update={"year": year + reading.offset, "offset": 0})
