"""The numbers that an institution itself expects of its measured criteria, as it told them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import polars as pl

from metrics.facts.schema import EventKind

About = tuple[str, str]
"""A plan and a criterion of it."""


@dataclass(frozen=True, slots=True)
class ExpectedNumber:
    """The number a criterion is expected to end at, in the unit of its value, as told of a day."""

    value: Decimal
    on: date
    note: str | None
    source: str | None
    recorded_at: datetime


def read_expected_numbers(events: pl.DataFrame) -> tuple[tuple[About, ExpectedNumber], ...]:
    """Read the numbers among what was said, in the order recorded; `events` follow the contract of `EVENTS`."""
    told = events.filter(pl.col("kind") == EventKind.EXPECTED_NUMBER.value).sort("recorded_at", "id")
    names = ("value", "on", "note", "source", "recorded_at")
    return tuple(
        ((row["plan"], row["criterion"]), ExpectedNumber(*(row[name] for name in names)))
        for row in told.iter_rows(named=True)
    )


def select_expected_numbers(
    told: Iterable[tuple[About, ExpectedNumber]], as_of: date, known_at: datetime
) -> Mapping[About, tuple[ExpectedNumber, ...]]:
    """Select the numbers of each criterion that were known at a moment and told of a day by then, oldest first."""
    found: dict[About, tuple[ExpectedNumber, ...]] = {}
    for about, one in told:
        if one.recorded_at <= known_at and one.on <= as_of:
            found[about] = (*found.get(about, ()), one)
    return found
