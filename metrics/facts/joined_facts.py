"""Facts in parts, one of each institution, joined to the facts of all.

Every series and every plan is one institution's, so nothing is in two parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import TypeVar

from metrics.facts.facts import FactHistory, Facts

Row = TypeVar("Row")
Key = TypeVar("Key")
Value = TypeVar("Value")


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


def _chain(parts: Iterable[Sequence[Row]]) -> tuple[Row, ...]:
    return tuple([row for part in parts for row in part])


def _merge(parts: Iterable[Mapping[Key, Value]]) -> dict[Key, Value]:
    found: dict[Key, Value] = {}
    for part in filter(None, parts):
        found.update(part)
    return found
