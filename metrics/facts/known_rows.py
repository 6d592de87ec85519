"""What is recorded already, to tell the new rows of a results file from repeated ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import polars as pl

from metrics.facts.schema import SAID_OF_A_PERIOD, Event, EventKind, Result


class KnownRows:
    """What is recorded already; selects what a file says that is new."""

    def __init__(self, observations: pl.DataFrame, events: pl.DataFrame) -> None:
        self._results = _by_subject(observations, ("institution", "indicator", "period"), _RESULT)
        sort = pl.col("kind").replace_strict({kind.value: kind.sort for kind in EventKind})
        self._events = _by_subject(events.with_columns(sort=sort), ("plan", "criterion", "sort"), _EVENT)

    def new_results(self, results: Sequence[Result]) -> list[Result]:
        """Return the results that differ from what is recorded."""
        return [
            r
            for r in results
            if not _repeats(r, self._results[r.institution, r.indicator, r.period], _RESULT)
        ]

    def new_events(self, events: Sequence[Event]) -> list[Event]:
        """Return the events that differ from what is recorded."""
        return [e for e in events if not _repeats(e, self._events[e.plan, e.criterion, e.kind.sort], _EVENT)]


_RESULT = tuple(SAID_OF_A_PERIOD)
_EVENT = ("kind", "on", "word", "note", "source")
_Said = tuple[datetime, tuple[object, ...]]


def _by_subject(
    rows: pl.DataFrame, subject: Sequence[str], said: Sequence[str]
) -> defaultdict[tuple[str, ...], list[_Said]]:
    """Collect everything said about each subject, oldest first, with the moment it was recorded."""
    found: defaultdict[tuple[str, ...], list[_Said]] = defaultdict(list)
    for row in rows.sort("recorded_at", "id").iter_rows(named=True):
        key = tuple(row[name] for name in subject)
        found[key].append((row["recorded_at"], tuple(row[name] for name in said)))
    return found


def _repeats(item: Result | Event, before: Sequence[_Said], said: Sequence[str]) -> bool:
    """Return whether the same was recorded at the item's moment; without a moment, whether it is what stands now."""
    now = tuple(getattr(item, name) for name in said)
    if item.recorded is not None:
        return (item.recorded, now) in before
    return bool(before) and before[-1][1] == now
