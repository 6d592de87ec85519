"""Breaks in series: days from which a series is counted differently, so that values across them do not compare."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from metrics.errors import Problem
from metrics.plan.formula import SeriesKey
from metrics.plan.terms import find_text_problems


@dataclass(frozen=True, slots=True)
class Break:
    """The first day of a new definition, and what is new in it; or, if `retracted`, why there was no break.

    For a series and a day, the row recorded last counts.
    """

    institution: str
    indicator: str
    on: date
    note: str
    recorded_at: datetime
    retracted: bool = False

    @property
    def series(self) -> SeriesKey:
        """The series that has the break."""
        return self.institution, self.indicator


def find_standing_breaks(recorded: Iterable[Break], known_at: datetime) -> dict[SeriesKey, tuple[Break, ...]]:
    """Find the breaks of each series that stand as known at a moment, in the order of their days."""
    newest = {(one.series, one.on): one for one in recorded if one.recorded_at <= known_at}
    found: dict[SeriesKey, tuple[Break, ...]] = {}
    for one in sorted(newest.values(), key=attrgetter("on")):
        if not one.retracted:
            found[one.series] = (*found.get(one.series, ()), one)
    return found


def find_breaks_between(breaks: Sequence[Break], first: date, last: date) -> list[Break]:
    """Find the breaks that separate days between a first and a last, oldest first."""
    return [one for one in breaks if first < one.on <= last]


def find_break_problems(
    wanted: Break, indicators: Collection[SeriesKey], stands: Mapping[SeriesKey, Sequence[Break]]
) -> Iterator[Problem]:
    """Find what is wrong with a break: an unknown series, no note, or nothing to retract."""
    yield from find_text_problems(wanted.note, "note")
    if wanted.series not in indicators:
        own = sorted(key for owner, key in indicators if owner == wanted.institution)
        params: dict[str, object] = {
            "key": wanted.indicator,
            "institution": wanted.institution,
            "allowed": own,
        }
        yield Problem("indicator_unknown", "indicator", params)
        return
    days = [one.on for one in stands.get(wanted.series, ())]
    if wanted.retracted and wanted.on not in days:
        allowed = [day.isoformat() for day in days]
        yield Problem("break_unknown", "day", {"day": wanted.on, "allowed": allowed})
