"""What is recorded already, to tell the new rows of a results file from repeated ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from metrics.facts.schema import SAID_OF_A_PERIOD, Event, EventKind, Result
from metrics.periods import Period, find_danish_day
from metrics.plan.formula import SeriesKey

NUMBERS = ("value", "numerator", "denominator")
_RESULT = tuple(SAID_OF_A_PERIOD)
_EVENT = ("kind", "on", "word", "value", "note", "source")
_SUBSTANCE = ("kind", "on", "word", "value")


@dataclass(frozen=True, slots=True)
class RecordedRow:
    """A row as it was recorded: its id, its moment and what it says, by the columns' names."""

    id: int
    recorded_at: datetime
    said: dict[str, Any]


class KnownRows:
    """What is recorded already; selects what a file says that is new."""

    def __init__(self, observations: pl.DataFrame, events: pl.DataFrame, now: datetime | None = None) -> None:
        self._today = find_danish_day(now) if now else None
        self._results = _by_subject(observations, ("institution", "indicator", "start", "end"), _RESULT)
        sort = pl.col("kind").replace_strict({kind.value: kind.sort for kind in EventKind})
        self._events = _by_subject(events.with_columns(sort=sort), ("plan", "criterion", "sort"), _EVENT)
        self._series: defaultdict[SeriesKey, list[tuple[Period, RecordedRow]]] | None = None

    def new_results(self, results: Sequence[Result]) -> list[Result]:
        """Return the results that differ from what is recorded."""
        return [result for result in results if not self.repeats(result)]

    def new_events(self, events: Sequence[Event]) -> list[Event]:
        """Return the events that differ from what is recorded."""
        return [event for event in events if not self.repeats(event)]

    def repeats(self, item: Result | Event) -> bool:
        """Return whether its source said the same at its moment; without a moment, whether that is what stands now."""
        now, own = _find_said(item), self._find_own(item)
        if item.recorded is not None:
            return any(row.recorded_at == item.recorded and row.said == now for row in own)
        same = bool(own) and own[-1].said == now and not self._changes_what_stands(item)
        return same and not (isinstance(item, Result) and self._confirms(item, own[-1]))

    def _confirms(self, item: Result, before: RecordedRow) -> bool:
        """Whether a figure that was told before its period had ended is told again after it has, and so is final."""
        period = Period.parse(item.period)
        told_early = not period.is_over(find_danish_day(before.recorded_at))
        return told_early and self._today is not None and period.is_over(self._today)

    def find_before(self, item: Result | Event) -> RecordedRow | None:
        """Find what stood before: the last that its source said by its moment, else the last of any source."""
        for rows in (self._find_own(item), self._find_rows(item)):
            known = [row for row in rows if item.recorded is None or row.recorded_at < item.recorded]
            if known:
                return known[-1]
        return None

    def goes_back(self, item: Result | Event) -> bool:
        """Return whether an undated row says what its source has said before and corrected since."""
        own, names = self._find_own(item), NUMBERS if isinstance(item, Result) else _SUBSTANCE
        if item.recorded is not None or not own:
            return False
        now = _find_said(item)
        if isinstance(item, Result) and self._changes_what_stands(item):
            return any(row.said == now for row in own)
        said = [[row.said[name] for name in names] for row in own]
        wanted = [now[name] for name in names]
        return said[-1] != wanted and wanted in said[:-1]

    def list_series(self, institution: str, indicator: str) -> list[tuple[Period, RecordedRow]]:
        """List the newest row of each period of a series, in the order of the periods."""
        if self._series is None:
            self._series = defaultdict(list)
            for (owner, key, start, end), rows in self._results.items():
                self._series[owner, key].append((Period(start, end, ""), rows[-1]))
        own = self._series.get((institution, indicator), [])
        return sorted(own, key=lambda found: (found[0].end, found[0].start))

    def list_own(self, institution: str, indicator: str) -> list[tuple[Period, RecordedRow]]:
        """List what was said last of each period of a series without naming a source."""
        found = []
        for (owner, key, start, end), rows in self._results.items():
            own = [row for row in rows if row.said["source"] is None]
            if (owner, key) == (institution, indicator) and own:
                found.append((Period(start, end, ""), own[-1]))
        return found

    def _find_rows(self, item: Result | Event) -> list[RecordedRow]:
        if isinstance(item, Event):
            return self._events.get((item.plan, item.criterion, item.kind.sort), [])
        period = Period.parse(item.period)
        return self._results.get((item.institution, item.indicator, period.start, period.end), [])

    def _find_own(self, item: Result | Event) -> list[RecordedRow]:
        """Find what its source has said: each source is corrected by itself alone."""
        return [row for row in self._find_rows(item) if row.said["source"] == item.source]

    def _changes_what_stands(self, item: Result | Event) -> bool:
        """Return whether it chooses another source than was chosen last, or says otherwise than was said last."""
        if isinstance(item, Event):
            stands = self._find_rows(item)[-1].said
            return any(stands[name] != getattr(item, name) for name in _SUBSTANCE)
        if not item.chosen:
            return False
        chosen = [row.said["source"] for row in self._find_rows(item) if row.said["chosen"]]
        return bool(chosen) and chosen[-1] != item.source


def _by_subject(
    rows: pl.DataFrame, subject: Sequence[str], said: Sequence[str]
) -> dict[tuple[Any, ...], list[RecordedRow]]:
    """Collect everything said about each subject, oldest first."""
    found: defaultdict[tuple[Any, ...], list[RecordedRow]] = defaultdict(list)
    for row in rows.sort("recorded_at", "id").iter_rows(named=True):
        one = RecordedRow(row["id"], row["recorded_at"], {name: row[name] for name in said})
        found[tuple(row[name] for name in subject)].append(one)
    return dict(found)


def _find_said(item: Result | Event) -> dict[str, Any]:
    return item.said() if isinstance(item, Result) else {name: getattr(item, name) for name in _EVENT}
