"""Turns the rows of a results file into results and events, or finds every problem in the file.

A row about a criterion has `plan:criterion` in `indicator`, the day it happened in `period`, and the verdict, claim
or expectation in `value`; of a measured one that may be the number it is expected to end at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from metrics.errors import InvalidInput, Problem
from metrics.facts.known_names import KnownNames
from metrics.facts.raw_row import REQUIRED, RawRow
from metrics.facts.row_reader import RowReader
from metrics.facts.schema import Event, Result
from metrics.periods import Period
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan

PeriodFit = Callable[[Result], Result | Problem]
"""Fits the period of a result to its series, or finds what is wrong with it; the caller fills in the place."""

_AMOUNTS = ("value", "numerator", "denominator", "exempt", "precision")


@dataclass(frozen=True, slots=True)
class SortedRows:
    """What the rows of a file are: results and events with their places, and the places of rows that say nothing."""

    results: list[tuple[str, Result]] = field(default_factory=list)
    events: list[tuple[str, Event]] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    not_available: list[str] = field(default_factory=list)
    remarked: list[str] = field(default_factory=list)
    """Rows whose remark is of no figure, which nothing reads."""


def accept_any_period(result: Result) -> Result | Problem:
    """Accept every period, whatever the series is read for."""
    return result


def check_rows(
    rows: Sequence[RawRow], plans: Iterable[Plan], catalogue: Catalogue, now: datetime
) -> tuple[list[Result], list[Event]]:
    """Turn rows into results and events. Raises InvalidInput with every problem of every row."""
    found = sort_rows(rows, plans, catalogue, now)
    return [made for _, made in found.results], [made for _, made in found.events]


def sort_rows(
    rows: Sequence[RawRow],
    plans: Iterable[Plan],
    catalogue: Catalogue,
    now: datetime,
    fit_period: PeriodFit = accept_any_period,
) -> SortedRows:
    """Turn rows into results and events with their places. Raises InvalidInput with every problem of every row."""
    known = {plan.id: plan for plan in plans}
    problems: list[Problem] = []
    found = SortedRows()
    seen: dict[tuple[str, ...], str] = {}
    names = KnownNames(catalogue)
    for row in rows:
        if row.not_available:
            found.not_available.append(row.place)
            continue
        if row.empty:
            (found.remarked if row.cell("note") else found.empty).append(row.place)
            continue
        reader = RowReader(row, names, now)
        read = reader.event(known) if _names_criterion(row.cell("indicator")) else reader.result()
        made = fit_period(read) if isinstance(read, Result) else read
        if isinstance(made, Problem):
            problems.append(Problem(made.code, row.at("period"), made.params))
            made = None
        problems += [*reader.problems, *_repeated(row, made, seen)]
        if isinstance(made, Result):
            found.results.append((row.place, made))
        elif made:
            found.events.append((row.place, made))
    problems += [*_disputed(found.results), *_contradicted(found.events)]
    if problems:
        raise InvalidInput(problems)
    return found


def _names_criterion(text: str) -> bool:
    return ":" in text


def _repeated(
    row: RawRow, made: Result | Event | None, seen: dict[tuple[str, ...], str]
) -> Iterable[Problem]:
    """Find a row that says the same thing again, also where one row has the name and the other the key."""
    names = tuple(row.cell(column) for column in REQUIRED)
    if isinstance(made, Result):
        names = (made.institution, made.indicator, *_write_span(made))
    elif made:
        names = (made.plan, made.criterion, made.kind.sort)
    key = (*names, row.cell("source"), row.cell("recorded"))
    if key in seen:
        yield Problem("row_repeated", row.place, {"first": seen[key]})
    seen.setdefault(key, row.place)


def _write_span(made: Result) -> tuple[str, str]:
    """Write the days of a result's period: the same days are the same period, however it is written."""
    period = Period.parse(made.period)
    return period.start.isoformat(), period.end.isoformat()


def _disputed(placed: Sequence[tuple[str, Result]]) -> Iterable[Problem]:
    """Find numbers that differ between the sources of a file without one of them being chosen."""
    told: dict[tuple[object, ...], list[tuple[str, Result]]] = {}
    for place, made in placed:
        subject = (made.institution, made.indicator, *_write_span(made), made.recorded)
        if not made.awaited:
            told.setdefault(subject, []).append((place, made))
    for rows in told.values():
        chosen = sum(made.chosen for _, made in rows)
        numbers = {tuple(getattr(made, name) for name in _AMOUNTS) for _, made in rows}
        if len({made.source for _, made in rows}) > 1 and (chosen > 1 or (chosen == 0 and len(numbers) > 1)):
            yield Problem("sources_disagree", rows[-1][0], {"first": rows[0][0]})


def _contradicted(placed: Sequence[tuple[str, Event]]) -> Iterable[Problem]:
    """Find what a file says of a criterion from one source and otherwise from another: only the last would stand."""
    told: dict[tuple[object, ...], tuple[str, Event]] = {}
    for place, made in placed:
        subject = (made.plan, made.criterion, made.kind.sort, made.recorded)
        first, before = told.setdefault(subject, (place, made))
        if (before.kind, before.on, before.word, before.value) != (made.kind, made.on, made.word, made.value):
            yield Problem("events_disagree", place, {"first": first})
