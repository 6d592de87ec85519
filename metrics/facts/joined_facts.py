"""Facts in parts: the history of all split by institution, and what is known of each joined again.

Every series and every plan is one institution's, so nothing is in two parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import TypeVar

from metrics.facts.facts import FactHistory, Facts

Row = TypeVar("Row")
Key = TypeVar("Key")
Value = TypeVar("Value")


def split_history(history: FactHistory, owners: Mapping[str, str]) -> dict[str, FactHistory]:
    """Split a history by institution; `owners` tells whose each plan is. Each part keeps the order of the whole."""
    observations = _group(history.observations, lambda row: row[0][0])
    said = _group(history.said, lambda row: owners[row[0][0]])
    decisions = _group(history.decisions, lambda one: owners[one.plan])
    breaks = _group(history.breaks, lambda one: one.institution)
    settlements = _group(history.settlements, lambda one: owners[one.plan])
    reports = _group(history.reports, lambda one: owners[one.plan])
    numbers = _group(history.numbers, lambda row: owners[row[0][0]])
    keys = {*observations, *said, *decisions, *breaks, *settlements, *reports, *numbers}
    return {
        key: FactHistory(
            tuple(observations.get(key, ())),
            tuple(said.get(key, ())),
            tuple(decisions.get(key, ())),
            tuple(breaks.get(key, ())),
            tuple(settlements.get(key, ())),
            tuple(reports.get(key, ())),
            tuple(numbers.get(key, ())),
        )
        for key in keys
    }


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


def join_facts(parts: Sequence[Facts], as_of: date, known_at: datetime) -> Facts:
    """Join what is known of institutions at one moment."""
    if len(parts) == 1:
        return parts[0]
    return Facts(
        as_of,
        known_at,
        _merge(one.series for one in parts),
        _merge(one.events for one in parts),
        _merge(one.decisions for one in parts),
        _merge(one.expectations for one in parts),
        _merge(one.numbers for one in parts),
        _merge(one.breaks for one in parts),
        _merge(one.taken_back for one in parts),
        _merge(one.awaited for one in parts),
        _merge(one.settlements for one in parts),
        _merge(one.reports for one in parts),
    )


def _group(rows: Iterable[Row], find_owner: Callable[[Row], str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(find_owner(row), []).append(row)
    return found


def _chain(parts: Iterable[Sequence[Row]]) -> tuple[Row, ...]:
    return tuple([row for part in parts for row in part])


def _merge(parts: Iterable[Mapping[Key, Value]]) -> dict[Key, Value]:
    found: dict[Key, Value] = {}
    for part in parts:
        found.update(part)
    return found
