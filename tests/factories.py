"""Plans, results and scores for tests, with defaults for everything a test does not care about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from metrics.facts import schema
from metrics.facts.breaks import Break
from metrics.facts.fact_history import gather_facts
from metrics.facts.facts import Facts
from metrics.facts.schema import Event, EventKind, Result
from metrics.periods import Frequency, Period, find_day_start
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Assessment, Compare, Criterion, Milestone, Within
from metrics.plan.formula import Constant, Path, Quantity, Reading, Step
from metrics.plan.model import Goal, Indicator, Institution, Plan, PlanFile, Reporting, Scoring
from metrics.plan.terms import Operator, Over, SeriesOwner, Unit
from metrics.score.scoring import GoalScore, Score, score_plan
from metrics.score.tests import Trace

OWNER = "inst"
INDICATOR = "share"
LONG_AFTER = date(2030, 1, 1)
ALWAYS_KNOWN = datetime(2000, 1, 1, tzinfo=UTC)


def reads(indicator: str = INDICATOR, **changes: Any) -> Reading:
    """A reading of an indicator over the plan's year."""
    return Reading(indicator=indicator, **changes)


def number(value: str | int) -> Constant:
    """A plain number."""
    return Constant(number=Decimal(value))


def path(**by_year: str) -> Path:
    """Targets by year, as `path(y2017="90")`."""
    return Path(by_year=tuple(Step(year=int(year[1:]), number=Decimal(n)) for year, n in by_year.items()))


def compared(
    key: str = "1.1",
    value: Quantity | None = None,
    operator: str = ">=",
    target: Quantity | None = None,
    **changes: Any,
) -> Criterion:
    """A criterion that compares an indicator with a target of 90."""
    test = Compare(value=value or reads(), operator=Operator(operator), target=target or number(90))
    return Criterion(number=key, title=key, compare=test, **changes)


def within(
    key: str = "1.1",
    tolerance: str = "2",
    reference: str = "0",
    *,
    relative: bool = False,
    indicator: str = INDICATOR,
) -> Criterion:
    """A criterion that allows an indicator some distance from a reference."""
    test = Within(
        value=reads(indicator), reference=number(reference), tolerance=number(tolerance), relative=relative
    )
    return Criterion(number=key, title=key, within=test)


def milestone(key: str = "1.1", due: date = date(2017, 6, 30), depends_on: str | None = None) -> Criterion:
    """A milestone due in the middle of 2017."""
    return Criterion(number=key, title=key, milestone=Milestone(due=due, depends_on=depends_on))


def assessed(key: str = "1.1", due: date = date(2017, 12, 31)) -> Criterion:
    """A verdict due at the end of 2017."""
    return Criterion(number=key, title=key, assessed=Assessment(due=due))


def goal(key: str = "1", *criteria: Criterion, **changes: Any) -> Goal:
    """A goal that needs all of its criteria."""
    return Goal(number=key, title=key, criteria=criteria or (compared(f"{key}.1"),), **changes)


def plan(*goals: Goal, **changes: Any) -> Plan:
    """A plan for 2017 whose goals weigh the same."""
    defaults: dict[str, Any] = {
        "id": "plan-2017",
        "title": "Plan",
        "institution": OWNER,
        "department": "Department",
        "start": date(2017, 1, 1),
        "end": date(2017, 12, 31),
        "document_date": date(2016, 12, 15),
        "source": "Plan",
        "reporting": Reporting(),
        "scoring": Scoring(),
    }
    return Plan(**{**defaults, **changes}, goals=goals or (goal(),))


def indicator(key: str = INDICATOR, owner: str = OWNER, **changes: Any) -> Indicator:
    """A yearly share in percent."""
    defaults: dict[str, Any] = {"name": key, "unit": Unit.PERCENT, "frequency": Frequency.YEAR}
    return Indicator(id=key, institution=owner, **{**defaults, **changes})


def quarterly(key: str = INDICATOR, **changes: Any) -> Indicator:
    """A share in percent, read every quarter."""
    return indicator(key, frequency=Frequency.QUARTER, **changes)


def owned(by: SeriesOwner, source: str | None = None, **changes: Any) -> Indicator:
    """A share in percent, read every quarter, whose figures somebody gives."""
    return quarterly().model_copy(update={"owner": by, "source": source, **changes})


def catalogue(*indicators: Indicator, owners: Iterable[str] = (OWNER,)) -> Catalogue:
    """The definitions: one institution with one indicator where nothing else is said."""
    every = indicators or (indicator(),)
    keys = {*owners, *(i.institution for i in every)}
    return Catalogue(
        {key: Institution(id=key, name=key.title(), ministry_area="Area") for key in sorted(keys)},
        {(i.institution, i.id): i for i in every},
    )


def result(
    period: str = "2017",
    value: str | int | None = None,
    of: tuple[str | int, str | int] | None = None,
    *,
    key: str = INDICATOR,
    owner: str = OWNER,
    recorded: date | datetime | None = None,
    **changes: Any,
) -> Result:
    """A result: `result("2017", 91)`, or `result("2017Q1", of=(9, 10))`.

    Known from the day after its period ended, unless `recorded`.
    """
    top, bottom = (Decimal(of[0]), Decimal(of[1])) if of else (None, None)
    amount = None if value is None else Decimal(value)
    known = _moment(recorded) if recorded else _find_day_after(period)
    return Result(owner, key, period, amount, top, bottom, recorded=known, **changes)


def event(
    criterion: str,
    kind: str = "met",
    on: date = date(2017, 6, 30),
    *,
    recorded: date | datetime | None = None,
    plan: str = "plan-2017",
) -> Event:
    """Something said of a criterion; known all along unless `recorded`."""
    return Event(plan, criterion, EventKind(kind), on, recorded=_moment(recorded))


def expected_number(
    criterion: str, value: str | int, on: date = date(2017, 4, 10), *, plan: str = "plan-2017"
) -> Event:
    """The number that is expected of a criterion, told on a day."""
    at = find_day_start(on)
    return Event(plan, criterion, EventKind.EXPECTED_NUMBER, on, recorded=at, value=Decimal(value))


def broken(
    on: date, note: str = "New rules", *, recorded: date | datetime | None = None, **changes: Any
) -> Break:
    """A new definition of the indicator from a day on; known all along unless `recorded`."""
    defaults: dict[str, Any] = {"institution": OWNER, "indicator": INDICATOR}
    return Break(on=on, note=note, recorded_at=_moment(recorded), **{**defaults, **changes})


def facts(
    *said: Result | Event | Break, as_of: date = LONG_AFTER, known_at: date | datetime = LONG_AFTER
) -> Facts:
    """What was known of these results, events and breaks, long afterwards unless a day is given."""
    results = [row for row in said if isinstance(row, Result)]
    events = [row for row in said if isinstance(row, Event)]
    breaks = [row for row in said if isinstance(row, Break)]
    frames = observation_frame(results), event_frame(events)
    return gather_facts(*frames, breaks=breaks, as_of=as_of, known_at=_moment(known_at))


def observation_frame(results: Sequence[Result]) -> pl.DataFrame:
    """Results as the database gives them; known from the day after their period ended unless they say when."""
    known = [row if row.recorded else replace(row, recorded=_find_day_after(row.period)) for row in results]
    return schema.frame_observations(known, ALWAYS_KNOWN)


def event_frame(events: Sequence[Event]) -> pl.DataFrame:
    """Events as the database gives them; known all along unless they say when."""
    return schema.frame_events(events, ALWAYS_KNOWN)


def scored(
    plan: Plan,
    *said: Result | Event,
    indicators: Sequence[Indicator] = (),
    as_of: date = LONG_AFTER,
    known_at: date | datetime = LONG_AFTER,
) -> Score:
    """The score of a plan on these results and events."""
    return score_plan(plan, facts(*said, as_of=as_of, known_at=known_at), catalogue(*indicators))


def the_trace(goal: GoalScore) -> Trace:
    """The trace of the goal's only test."""
    (leaf,) = goal.leaves()
    assert leaf.trace
    return leaf.trace


def actual(score: Score) -> Fraction | None:
    """The value of the only test of the plan's first goal."""
    found = the_trace(score.goals[0]).actual
    return found.value if found else None


def own_results(plan: PlanFile) -> list[Result]:
    """The values a plan file came with, known from the day of the document."""
    return [
        Result(**seen.model_dump(), recorded=find_day_start(plan.counts_from)) for seen in plan.observations
    ]


def over(name: str) -> Reading:
    """The default indicator, its readings made one in the way named."""
    return reads(over=Over(name))


def _find_day_after(period: str) -> datetime:
    """The first moment of the day after a period."""
    return find_day_start(Period.parse(period).end + timedelta(days=1))


def _moment(day: date | datetime | None) -> datetime:
    if isinstance(day, datetime):
        return day
    return ALWAYS_KNOWN if day is None else find_day_start(day)
