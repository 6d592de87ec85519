"""A load of the past is told from a late report: what a plan could not ask for yet counts as known at its deadline.

Only the first row of a period and source does, and only where its deadline lies before the plan came into the
database. A later row is a correction, and known when it is entered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar

import polars as pl

from metrics.errors import refuse
from metrics.facts.schema import Event, EventKind, Result
from metrics.periods import Period, find_danish_day, find_day_start
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Plan
from metrics.score.tests import find_value_due

UNOWED = timedelta(days=14)
"""After its period's end a figure that no plan owes is counted as due."""


Dated = TypeVar("Dated", Result, Event)


class Arrival(NamedTuple):
    """A plan as it is now, and the day on which its first version came into the database."""

    plan: Plan
    on: date


class PastLoad:
    """What the database holds already, by which rows of a file are seen to be of a load of the past."""

    def __init__(
        self, arrivals: Sequence[Arrival], observations: pl.DataFrame, events: pl.DataFrame, now: datetime
    ) -> None:
        """The frames follow the contracts `OBSERVATIONS` and `EVENTS`."""
        self._came = {arrival.plan.id: arrival.on for arrival in arrivals}
        self._readers: dict[SeriesKey, list[Arrival]] = {}
        self._own: dict[str, list[Arrival]] = {}
        for arrival in arrivals:
            self._own.setdefault(arrival.plan.institution, []).append(arrival)
            for series in arrival.plan.series():
                self._readers.setdefault(series, []).append(arrival)
        subject = observations.select("institution", "indicator", "start", "end", "source")
        self._told = set(subject.iter_rows())
        self._said = {
            _make_event_key(plan, criterion, EventKind(kind), on)
            for plan, criterion, kind, on in events.select("plan", "criterion", "kind", "on").iter_rows()
        }
        self._today = find_danish_day(now)

    def date_results(self, new: Iterable[Result], every: Iterable[Result]) -> list[Result]:
        """Let new results without a moment count as known at their deadline where they are of the past.

        `every` result of the file tells which are not the only one of their period and source.
        """
        count = Counter(map(_make_subject, every))
        return [self._date(result, first=count[_make_subject(result)] == 1) for result in new]

    def date_events(self, new: Iterable[Event]) -> list[Event]:
        """Let new events without a moment count as known from their own day where they are of the past."""
        return [
            replace(event, recorded=find_day_start(event.on)) if self._is_past(event) else event
            for event in new
        ]

    def _date(self, result: Result, *, first: bool) -> Result:
        plain = result.recorded is None and not (result.withdrawn or result.awaited)
        if not plain or not first or _make_subject(result) in self._told:
            return result
        period, series = Period.parse(result.period), (result.institution, result.indicator)
        known = self._find_deadline(series, period.start, period.end)
        if known is None:
            return result
        over = period.end if period.start == period.end else period.end + timedelta(days=1)
        return replace(result, recorded=find_day_start(max(known, over)), backfilled=True)

    def _find_deadline(self, series: SeriesKey, start: date, end: date) -> date | None:
        """Find the deadline of a period that ends on a day; None where a plan was there to ask for it in time."""
        readers = self._readers.get(series, [])
        owing = [reader for reader in readers if reader.plan.start <= end <= reader.plan.end]
        if owing:
            due = [(find_value_due(plan, start, end), came) for plan, came in owing]
            return min(on for on, _ in due) if all(on < came for on, came in due) else None
        on = end + UNOWED
        came = min((reader.on for reader in readers or self._own.get(series[0], [])), default=self._today)
        return on if on < came else None

    def _is_past(self, event: Event) -> bool:
        key = _make_event_key(event.plan, event.criterion, event.kind, event.on)
        return event.recorded is None and event.on < self._came[event.plan] and key not in self._said


def date_rows(rows: Iterable[tuple[str, Dated]], day: date, now: datetime) -> list[tuple[str, Dated]]:
    """Let rows without a moment count as known from a day; each comes with its place.

    Raises InvalidInput (`recorded_in_future`).
    """
    today = find_danish_day(now)
    if day > today:
        raise refuse("recorded_in_future", "--known-from", value=day)
    # Today means now: midnight would be before what was entered this morning.
    known = None if day == today else find_day_start(day)
    return [(place, row if row.recorded else replace(row, recorded=known)) for place, row in rows]


def _make_subject(result: Result) -> tuple[object, ...]:
    period = Period.parse(result.period)
    return result.institution, result.indicator, period.start, period.end, result.source


def _make_event_key(plan: str, criterion: str, kind: EventKind, on: date) -> tuple[object, ...]:
    """Make what tells statements apart that replace each other: an expectation is one of its day."""
    return plan, criterion, kind.sort, on if kind.is_expected else None
