"""Everything ever recorded, from which what was known at any moment is selected."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeVar

import polars as pl

from metrics.facts.breaks import Break, find_standing_breaks
from metrics.facts.decisions import Decision, find_standing_decisions
from metrics.facts.expected_numbers import (
    About,
    ExpectedNumber,
    read_expected_numbers,
    select_expected_numbers,
)
from metrics.facts.facts import Days, Facts, Observation, Statement, TakenBack
from metrics.facts.reports.handed_in import ReportAct, find_plan_reports
from metrics.facts.schema import EXACT, EXPECTATIONS, EventKind
from metrics.facts.settlement import Settlement, find_standing_settlements
from metrics.periods import DANISH_TIME, Period
from metrics.plan.formula import SeriesKey
from metrics.plan.terms import Precision

Row = TypeVar("Row")
KEPT_FACTS = 4
"""Of how many moments what was known of an institution is kept, some kB of each, for others like them."""


@dataclass(frozen=True)
class FactHistory:
    """Everything ever recorded, sorted, from which the facts at any moment are selected.

    Most of what was known on one day was known the day before, so the facts of both share their observations; and all
    that they hold, where nothing ended, began or was told in between.
    """

    observations: tuple[tuple[SeriesKey, date, Observation], ...]
    """Each with its series and the day in Denmark on which it was recorded."""
    said: tuple[tuple[tuple[str, str], Statement], ...]
    decisions: tuple[Decision, ...]
    breaks: tuple[Break, ...]
    settlements: tuple[Settlement, ...] = ()
    reports: tuple[ReportAct, ...] = ()
    numbers: tuple[tuple[About, ExpectedNumber], ...] = ()

    @classmethod
    def of(
        cls,
        observations: pl.DataFrame,
        events: pl.DataFrame,
        decisions: Iterable[Decision] = (),
        breaks: Iterable[Break] = (),
        settlements: Iterable[Settlement] = (),
        *,
        reports: Iterable[ReportAct] = (),
    ) -> FactHistory:
        """Build the history; `observations` and `events` follow the contracts in `metrics.facts.schema`."""
        rows = observations.sort("institution", "indicator", "start", "end", "recorded_at", "id")
        rows = rows.with_columns(day=pl.col("recorded_at").dt.convert_time_zone(str(DANISH_TIME)).dt.date())
        rows = rows.with_columns(early=_TOLD_EARLY & ~pl.col("provisional"))
        rows = rows.with_columns(provisional=pl.col("provisional") | pl.col("early"))
        # What repeats from row to row is held once.
        same: dict[Any, Any] = {}
        keys = [same.setdefault(key, key) for key in rows.select("institution", "indicator").iter_rows()]
        days = [same.setdefault(day, day) for day in rows["day"].to_list()]
        numbers = read_expected_numbers(events)
        said = [
            ((row["plan"], row["criterion"]), _happened(row))
            for row in events.sort("recorded_at", "id").iter_rows(named=True)
        ]
        seen = zip(keys, days, _observations(rows), strict=True)
        rest = (tuple(decisions), tuple(breaks), tuple(settlements), tuple(reports), numbers)
        return cls(tuple(seen), tuple(said), *rest)

    def known(self, as_of: date, known_at: datetime) -> Facts:
        """Select the facts at a moment.

        A value counts once its period has ended, or from the day it was recorded if the period has begun by then. The
        latest row for a period counts, unless another source was chosen; one that was taken back does not count.
        """
        days, moments = self._turns
        place = bisect_right(days, as_of), bisect_right(moments, known_at)
        found = next((facts for at, facts in self._kept if at == place), None)
        if found is None:
            found = self._select(as_of, known_at)
            self._kept[:] = [*self._kept, (place, found)][-KEPT_FACTS:]
        return replace(found, as_of=as_of, known_at=known_at)

    @cached_property
    def _turns(self) -> tuple[list[date], list[datetime]]:
        """The days and the moments from which more counts or is known; between two all is alike."""
        days, moments = set[date](), set[datetime]()
        for _, day, seen in self.observations:
            days |= {day, seen.period.start, seen.period.end}
            moments.add(seen.recorded_at)
        dated: list[Statement | ExpectedNumber | Decision | Settlement] = [
            *(one for _, one in self.said),
            *(one for _, one in self.numbers),
            *self.decisions,
            *self.settlements,
        ]
        days |= {one.on for one in dated}
        moments |= {one.recorded_at for one in (*dated, *self.breaks) if one.recorded_at}
        moments |= {act.at for act in self.reports}
        return sorted(days), sorted(moments)

    @cached_property
    def _kept(self) -> list[tuple[tuple[int, int], Facts]]:
        """The facts at the moments asked for last, by the place of each among the turns."""
        return []

    def _select(self, as_of: date, known_at: datetime) -> Facts:
        seen = (
            (key, observed)
            for key, day, observed in self.observations
            if observed.recorded_at <= known_at
            and (
                observed.period.end <= as_of
                or ((day <= as_of or observed.withdrawn) and observed.period.start <= as_of)
            )
        )
        series: dict[SeriesKey, list[Observation]] = {}
        taken_back: dict[SeriesKey, tuple[TakenBack, ...]] = {}
        awaited: dict[SeriesKey, dict[Days, date]] = {}
        for (key, start, end), group in groupby(seen, _series_and_period):
            history = values = [observed for _, observed in group]
            if any(o.withdrawn or o.awaited for o in history):
                values = _select_standing(history)
                taken_back[key] = (*taken_back.get(key, ()), *_find_taken_back(history))
                if day := _find_awaited(history):
                    awaited.setdefault(key, {})[start, end] = day
            if values:
                series.setdefault(key, []).append(_counts(values))
        said: dict[tuple[str, str], list[Statement]] = {}
        for criterion, happened in self.said:
            if happened.recorded_at <= known_at:
                said.setdefault(criterion, []).append(happened)
        stands = {criterion: _stands(history, as_of) for criterion, history in said.items()}
        expected = {criterion: _expected(history, as_of) for criterion, history in said.items()}
        return Facts(
            as_of,
            known_at,
            {key: tuple(observed) for key, observed in series.items()},
            {criterion: happened for criterion, happened in stands.items() if happened},
            find_standing_decisions(self.decisions, as_of=as_of, known_at=known_at),
            {criterion: history for criterion, history in expected.items() if history},
            select_expected_numbers(self.numbers, as_of, known_at),
            find_standing_breaks(self.breaks, known_at),
            {key: found for key, found in taken_back.items() if found},
            awaited,
            find_standing_settlements(self.settlements, as_of=as_of, known_at=known_at),
            find_plan_reports(self.reports, known_at),
        )


def gather_facts(
    observations: pl.DataFrame,
    events: pl.DataFrame,
    decisions: Iterable[Decision] = (),
    breaks: Iterable[Break] = (),
    settlements: Iterable[Settlement] = (),
    *,
    as_of: date,
    known_at: datetime,
) -> Facts:
    """Return the facts at a single moment; see `FactHistory`."""
    return FactHistory.of(observations, events, decisions, breaks, settlements).known(as_of, known_at)


def _series_and_period(row: tuple[SeriesKey, Observation]) -> tuple[SeriesKey, date, date]:
    """Return the series and the days of its period."""
    # The same days are the same period, however it is written.
    return row[0], row[1].period.start, row[1].period.end


def _counts(history: Sequence[Observation]) -> Observation:
    """Select the value that counts for a period: the newest of the chosen source, else the newest of all.

    The newest final value of each other source is kept beside it; a source's correction replaces what it said before.
    """
    if len(history) == 1:
        return history[0]
    newest = {seen.source: seen for seen in history}
    chosen = [seen.source for seen in history if seen.chosen]
    counts = newest[chosen[-1]] if chosen else history[-1]
    others = tuple(o for o in newest.values() if o is not counts and not o.provisional)
    return counts._replace(rivals=others)


def find_standing_values(history: Iterable[Observation]) -> dict[str | None, Observation]:
    """Find the newest value of each source that has not taken it back, of all that was said about one period."""
    newest = {seen.source: seen for seen in history if not seen.awaited}
    return {source: seen for source, seen in newest.items() if not seen.withdrawn}


def _select_standing(history: Sequence[Observation]) -> list[Observation]:
    """Select the values of the sources that stand."""
    sources = find_standing_values(history)
    return [o for o in history if o.source in sources and not (o.withdrawn or o.awaited)]


def _find_taken_back(history: Sequence[Observation]) -> Iterable[TakenBack]:
    """Find the value of each source whose newest row takes it back."""
    newest = {seen.source: seen for seen in history if not seen.awaited}
    for source, row in newest.items():
        before = [o for o in history if o.source == source and not (o.withdrawn or o.awaited)]
        if row.withdrawn and before:
            yield TakenBack(before[-1], row)


def _find_awaited(history: Sequence[Observation]) -> date | None:
    """Find the day on which the final value is expected; None once it has come, or none was told."""
    found = None
    for seen in history:
        if seen.awaited or not seen.provisional:
            found = seen.awaited
    return found


def _stands(history: Sequence[Statement], as_of: date) -> Statement | None:
    """Select the statement that stands on a day: the last verdict, else the last claim."""
    # A row recorded later corrects the earlier ones of its sort, whatever day it is about.
    by_sort = ([h for h in history if h.kind.sort == sort] for sort in ("verdict", "claim"))
    newest = [rows[-1] for rows in by_sort if rows]
    return next((happened for happened in newest if happened.on <= as_of), None)


def _expected(history: Sequence[Statement], as_of: date) -> tuple[Statement, ...]:
    return tuple(h for h in history if h.kind in EXPECTATIONS and h.on <= as_of)


def _observations(rows: pl.DataFrame) -> Iterable[Observation]:
    """Convert rows to observations."""
    # Periods and moments repeat from row to row and are built once: building a moment is what takes time. Numbers and
    # sources that are equal are held once; an exact number of a frame is written with as many decimals as any other.
    periods = {text: Period(start, end, text) for start, end, text in rows[_PERIOD].unique().iter_rows()}
    same: dict[Any, Any] = {}
    repeated = [name for name, kind in rows.schema.items() if kind == EXACT or name == "source"]
    moments = rows["recorded_at"].unique()
    moment = dict(zip(moments.to_physical().to_list(), moments.to_list(), strict=True))
    columns = {
        **{name: rows[name].to_list() for name in Observation._fields if name in rows.columns},
        **{name: [same.setdefault(one, one) for one in rows[name].to_list()] for name in repeated},
        "period": map(periods.__getitem__, rows["period"].to_list()),
        "recorded_at": map(moment.__getitem__, rows["recorded_at"].to_physical().to_list()),
        "precision": map(_PRECISION.__getitem__, rows["precision"].to_list()),
    }
    return map(Observation, *(columns[name] for name in Observation._fields if name in columns))


_TOLD_EARLY = (pl.col("day") < pl.col("end")) | (
    (pl.col("day") == pl.col("end")) & (pl.col("start") != pl.col("end"))
)
"""Recorded before the last day of the period was over. What is read on a single day can be told that day."""
_PERIOD = ["start", "end", "period"]
_PRECISION = {precision.value: precision for precision in Precision}


def _happened(row: Mapping[str, object]) -> Statement:
    names = ("on", "note", "source", "recorded_at", "word")
    return Statement(EventKind(str(row["kind"])), **{name: row[name] for name in names})  # type: ignore[arg-type]


def join_histories(parts: Mapping[str, FactHistory]) -> FactHistory:
    """Join the histories of institutions, in the order of their keys and of what was recorded."""
    ordered = [parts[key] for key in sorted(parts)]
    return FactHistory(
        _chain(one.observations for one in ordered),
        tuple(sorted(_chain(one.said for one in ordered), key=lambda row: row[1].recorded_at)),
        tuple(sorted(_chain(one.decisions for one in ordered), key=attrgetter("number"))),
        _chain(one.breaks for one in ordered),
        _chain(one.settlements for one in ordered),
        _chain(one.reports for one in ordered),
        _chain(one.numbers for one in ordered),
    )


def _chain(parts: Iterable[Sequence[Row]]) -> tuple[Row, ...]:
    return tuple([row for part in parts for row in part])
