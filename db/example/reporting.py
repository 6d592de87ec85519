"""The reports of the fictional institutions: on time, late, missing, provisional, and corrected later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from db.example.figures import ExampleSeries, Figure
from db.example.parts import Progress
from metrics.facts.schema import Event, EventKind, Result
from metrics.periods import DANISH_TIME
from metrics.plan.criteria import Criterion
from metrics.plan.model import Plan

TODAY = date(2026, 11, 20)
"""The last day of the example: nothing in it is recorded later."""

SOURCE = "Opdigtet eksempel"
FRIDAY = 4

Place = tuple[str, str, str]
"""Institution, indicator and period."""


@dataclass(frozen=True, slots=True)
class ReplacedValue:
    """A value that was first reported wrongly: how much too high, and when it was corrected."""

    first_higher: Decimal
    on: date
    first_note: str | None
    note: str
    provisional: bool = False


LATE: Mapping[Place, int] = {
    ("eksempel-ankenaevn", "afgoerelser-der-holder", "2024Q3"): 26,
    ("eksempel-tilsyn", "tilsynsbesoeg", "2024Q2"): 37,
    ("eksempel-tilsyn", "regnskab", "2023"): 22,
    ("eksempel-register", "svartid", "2025Q1"): 19,
    ("eksempel-tilsyn", "besoeg-efter-risiko", "2026Q2"): 30,
}
"""Days from the end of the period to the report, where it was late."""

MISSING = frozenset({("eksempel-register", "fejl-adresser", "2026Q3")})
"""Results that are due but were not reported."""

UNSETTLED: Mapping[Place, str] = {
    ("eksempel-ankenaevn", "sygefravaer", "2026Q3"): "Foreløbigt. September mangler fra lønsystemet.",
}
"""Provisional values that have not been replaced yet, with their notes."""

REPLACED: Mapping[Place, ReplacedValue] = {
    ("eksempel-ankenaevn", "sager-inden-6-maaneder", "2024Q4"): ReplacedValue(
        Decimal(17),
        date(2025, 2, 27),
        None,
        "Rettet: 17 sager var afgjort for sent, men talt med som rettidige.",
    ),
    ("eksempel-register", "nye-tilslutninger", "2025Q4"): ReplacedValue(
        Decimal(-6),
        date(2026, 2, 12),
        "Foreløbigt. De sidste aftaler tælles op.",
        "Endeligt antal.",
        provisional=True,
    ),
    ("eksempel-tilsyn", "paabud-fulgt-op", "2026Q1"): ReplacedValue(
        Decimal(9), date(2026, 5, 28), None, "Rettet: 9 påbud var talt med to gange."
    ),
}


def make_results(institution: str, series: ExampleSeries, rng: Random) -> Iterator[Result]:
    """Make the rows of a series as they were reported, including those replaced later."""
    key = series.indicator.id
    for figure in series.shape(rng):
        place = (institution, key, figure.period.text)
        on = _pick_report_day(figure.period.end, LATE.get(place), rng)
        if place in MISSING:
            continue
        row = _make_row(institution, key, figure, pick_working_moment(on, rng))
        if place in REPLACED:
            yield _make_first_report(row, REPLACED[place])
            row = replace(
                row, note=REPLACED[place].note, recorded=pick_working_moment(REPLACED[place].on, rng)
            )
        yield replace(row, provisional=True, note=UNSETTLED[place]) if place in UNSETTLED else row


def make_events(plan: Plan, progress: Progress, rng: Random) -> Iterator[Event]:
    """Make the events of the plan's milestones and assessments until `TODAY`."""
    for leaf in (leaf for goal in plan.goals for leaf in goal.leaves()):
        if leaf.milestone:
            yield from _make_milestone_events(plan, leaf, leaf.milestone.due, progress, rng)
        if leaf.assessed:
            yield from _make_verdict(plan, leaf, leaf.assessed.due, progress, rng)


def _pick_report_day(end: date, late: int | None, rng: Random) -> date:
    """Pick the working day of a report: within 14 days after the period, unless it was late."""
    usual = rng.randint(7, 14)
    return find_weekday(end + timedelta(days=usual if late is None else late))


def find_weekday(on: date) -> date:
    """Return the day itself, or the Friday before its weekend."""
    return on - timedelta(days=max(0, on.weekday() - FRIDAY))


def pick_working_moment(on: date, rng: Random) -> datetime:
    """Pick a moment in the working hours of a day."""
    return datetime.combine(on, time(rng.randint(8, 15), rng.randrange(60)), DANISH_TIME)


def _make_row(institution: str, indicator: str, figure: Figure, recorded: datetime) -> Result:
    ratio = [None if n is None else Decimal(n) for n in (figure.numerator, figure.denominator)]
    return Result(
        institution,
        indicator,
        figure.period.text,
        figure.value,
        ratio[0],
        ratio[1],
        source=SOURCE,
        recorded=recorded,
    )


def _make_first_report(row: Result, replaced: ReplacedValue) -> Result:
    """Make the row that was reported before the correction."""
    more = replaced.first_higher
    return replace(
        row,
        value=None if row.value is None else row.value + more,
        numerator=None if row.numerator is None else row.numerator + more,
        provisional=replaced.provisional,
        note=replaced.first_note,
    )


def _make_milestone_events(
    plan: Plan, leaf: Criterion, due: date, progress: Progress, rng: Random
) -> Iterator[Event]:
    """Make the events of a milestone: claimed on the day it was done, confirmed within a fortnight."""
    key = (plan.year, leaf.number)
    late = progress.late.get(key)
    done = find_weekday(due + timedelta(days=-rng.randint(1, 18) if late is None else late))
    confirmed = find_weekday(done + timedelta(days=rng.randint(4, 12)))
    if key in progress.silent or confirmed >= TODAY:
        return
    note = "Dokumentation er sendt til departementet."
    yield Event(plan.id, leaf.number, EventKind.CLAIMED, done, note, SOURCE, pick_working_moment(done, rng))
    if key not in progress.unconfirmed:
        note = (
            "Bekræftet af departementet."
            if late is None
            else f"Bekræftet af departementet, {(done - due).days} dage efter fristen."
        )
        yield Event(
            plan.id, leaf.number, EventKind.MET, done, note, SOURCE, pick_working_moment(confirmed, rng)
        )


def _make_verdict(plan: Plan, leaf: Criterion, due: date, progress: Progress, rng: Random) -> Iterator[Event]:
    """Make the verdict on an assessment, given by the department some days before it is due."""
    key = (plan.year, leaf.number)
    on = progress.early.get(key) or find_weekday(due - timedelta(days=rng.randint(2, 14)))
    if on >= TODAY:
        return
    reason = progress.refused.get(key)
    kind = EventKind.MET if reason is None else EventKind.NOT_MET
    note = reason or "Leveret til tiden og brugt uden væsentlige ændringer."
    yield Event(plan.id, leaf.number, kind, on, note, SOURCE, pick_working_moment(on, rng))
