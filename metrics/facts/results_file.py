"""Turns the rows of a results file into results and events, or finds every problem in the file.

A row about a criterion has `plan:criterion` in `indicator`, the day it happened in `period`, and the verdict, claim
or expectation in `value`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from metrics.errors import InvalidInput, Problem
from metrics.facts.known_names import KnownNames
from metrics.facts.raw_row import REQUIRED, RawRow
from metrics.facts.row_reader import RowReader
from metrics.facts.schema import Event, Result
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan


def check_rows(
    rows: Sequence[RawRow], plans: Iterable[Plan], catalogue: Catalogue, now: datetime
) -> tuple[list[Result], list[Event]]:
    """Turn rows into results and events. Raises InvalidInput with every problem of every row."""
    known = {plan.id: plan for plan in plans}
    problems: list[Problem] = []
    results: list[tuple[str, Result]] = []
    events: list[Event] = []
    seen: dict[tuple[str, ...], str] = {}
    names = KnownNames(catalogue)
    for row in rows:
        reader = RowReader(row, names, now)
        made = reader.event(known) if _names_criterion(row.cell("indicator")) else reader.result()
        if isinstance(made, Result):
            results.append((row.place, made))
        elif made:
            events.append(made)
        problems += [*reader.problems, *_repeated(row, made, seen)]
    problems += _disputed(results)
    if problems:
        raise InvalidInput(problems)
    return [made for _, made in results], events


def _names_criterion(text: str) -> bool:
    return ":" in text


def _repeated(
    row: RawRow, made: Result | Event | None, seen: dict[tuple[str, ...], str]
) -> Iterable[Problem]:
    """Find a row that says the same thing again, also where one row has the name and the other the key."""
    names = tuple(row.cell(column) for column in REQUIRED)
    if isinstance(made, Result):
        names = (made.institution, made.indicator, made.period)
    elif made:
        names = (made.plan, made.criterion, made.kind.sort)
    key = (*names, row.cell("source"), row.cell("recorded"))
    if key in seen:
        yield Problem("row_repeated", row.place, {"first": seen[key]})
    seen.setdefault(key, row.place)


def _disputed(placed: Sequence[tuple[str, Result]]) -> Iterable[Problem]:
    """Find values that a file gives from several sources without choosing one of them."""
    told: dict[tuple[object, ...], list[tuple[str, Result]]] = {}
    for place, made in placed:
        told.setdefault((made.institution, made.indicator, made.period, made.recorded), []).append(
            (place, made)
        )
    for rows in told.values():
        sources = {made.source for _, made in rows}
        if len(sources) > 1 and sum(made.chosen for _, made in rows) != 1:
            yield Problem("sources_disagree", rows[-1][0], {"first": rows[0][0]})
