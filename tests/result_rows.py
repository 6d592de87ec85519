"""Rows of a results file for tests: good ones, with what a test changes in them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from metrics.errors import InvalidInput, Problem
from metrics.facts.raw_row import RawRow
from metrics.facts.results_file import check_rows
from metrics.facts.schema import Event, Result
from tests.factories import assessed, catalogue, compared, goal, indicator, milestone, plan

NOW = datetime(2018, 2, 1, 12, tzinfo=UTC)
PLANS = [plan(goal("1", compared("1.1")), goal("2", milestone("2.1"), assessed("2.2")))]
KNOWN = catalogue(
    indicator(name="Andel rettidige"),
    indicator("count", name="Antal"),
    indicator(owner="other"),
    owners=["inst", "other"],
)
GOOD = {"institution": "inst", "indicator": "share", "period": "2017", "value": "91.5"}
MET = {"institution": "inst", "indicator": "plan-2017:2.1", "period": "2017-06-30", "value": "met"}


def row(line: int = 2, /, **cells: str) -> RawRow:
    return RawRow(f"f.csv:{line}", {**GOOD, **cells})


def said(line: int = 2, /, **cells: str) -> RawRow:
    """A row about a criterion."""
    return RawRow(f"f.csv:{line}", {**MET, **cells})


def checked(*rows: RawRow, now: datetime = NOW) -> tuple[list[Result], list[Event]]:
    return check_rows(rows, PLANS, KNOWN, now)


def result(**cells: str) -> Result:
    (found,), events = checked(row(**cells))
    assert events == []
    return found


def problems(*rows: RawRow, now: datetime = NOW) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        checked(*rows, now=now)
    return list(refused.value.problems)
