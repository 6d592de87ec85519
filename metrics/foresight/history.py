"""A series laid out in the spans of the plan year it is forecast for: the known values and the spans to come."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from metrics.facts.breaks import Break, find_breaks_between
from metrics.facts.facts import Facts, Observation
from metrics.foresight.fitted_spans import fit_to_spans
from metrics.foresight.spread import Numbers
from metrics.periods import MONTHS, add_years
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Indicator
from metrics.plan.terms import Over, Precision, Reports
from metrics.plan.window import Window

LONGEST = {1: 10, 4: 8, 12: 6}
"""How many years back a series is read, by its number of spans in a year; the newest years tell most."""


class SeenValue(NamedTuple):
    """A value of the series at `at`, counted in spans from the first of the year; a whole year lies at its middle.

    `top` and `cases` are the numerator and the denominator, for a value that is `counted`.
    """

    at: float
    observation: Observation
    value: float
    whole_year: bool = False
    top: float = 0.0
    cases: float = 0.0

    @property
    def counted(self) -> bool:
        """Whether the value is a ratio of cases."""
        return self.observation.numerator is not None

    @property
    def is_stock(self) -> bool:
        """Whether the value is what there was on a day: all that has come less all that has gone."""
        return self.observation.period.start == self.observation.period.end


class History(NamedTuple):
    """A series as seen from one year: the `known` values in order of time, and the spans `ahead` without a value.

    If the definition of the series has changed, `since` is the first day of the current one, and older values are left
    out. `mixed` means that it changed within the year, so that parts of the year follow different definitions.
    """

    key: SeriesKey
    indicator: Indicator
    a_year: int
    known: tuple[SeenValue, ...]
    ahead: tuple[int, ...]
    since: date | None = None
    mixed: bool = False

    @property
    def this_year(self) -> list[SeenValue]:
        """The known values of the year itself."""
        return [*self.known[self._year_start :]]

    @property
    def earlier(self) -> list[SeenValue]:
        """The known values of earlier years."""
        return [*self.known[: self._year_start]]

    @property
    def _year_start(self) -> int:
        return bisect_left(self.known, 0.0, key=_get_place)

    @property
    def years(self) -> int:
        """The number of years with a value."""
        return len({seen.at // self.a_year for seen in self.known})

    @property
    def at(self) -> Numbers:
        """The places of the known values, in spans from the first of the year."""
        return np.array([seen.at for seen in self.known])

    @property
    def values(self) -> Numbers:
        """The known values."""
        return np.array([seen.value for seen in self.known])

    def where(self, fits: Callable[[SeenValue], bool]) -> History:
        """Keep only the known values that fit."""
        return self._replace(known=tuple([seen for seen in self.known if fits(seen)]))


@dataclass(frozen=True, slots=True)
class Histories:
    """The histories of the series in some facts, each laid out once for a year and then reused."""

    facts: Facts
    catalogue: Catalogue
    cache: dict[tuple[SeriesKey, Window, Over], History] = field(default_factory=dict)

    def get_history(self, key: SeriesKey, span: Window, over: Over = Over.LAST) -> History:
        """Get the history of a series as seen from a year, for a value that is made in this way."""
        found = self.cache.get((key, span, over))
        if found is None:
            found = read_history(key, self.catalogue.indicators[key], span, self.facts, over)
            self.cache[key, span, over] = found
        return found


def read_history(
    key: SeriesKey, indicator: Indicator, span: Window, facts: Facts, over: Over = Over.LAST
) -> History:
    """Lay out a series as seen from a year, for a value that is made by `over`.

    Left out are periods that end after `facts.as_of`, and periods that began under another definition than the one
    at the end of the year. A value for a whole year is used only if there are none within that year.
    """
    months = MONTHS[indicator.frequency]
    a_year = 12 // months
    first, after = _count_months(span.start), _count_months(span.end + timedelta(days=1))
    expected = (after - first) // months
    found: dict[float, SeenValue] = {}
    years: list[SeenValue] = []
    oldest = add_years(span.start, -LONGEST[a_year])
    since = _find_definition_start(facts.breaks.get(key, ()), oldest, span.end)
    usable = _select_usable(facts.series.get(key, ()), since or oldest, facts.as_of)
    to_date = indicator.reports is Reports.YEAR_TO_DATE
    if to_date or any(not _is_fitting(one, months) for one in usable):
        usable = fit_to_spans(usable, months, first, over, to_date=to_date)
    for one in usable:
        begins, length = _measure_period(one.period.start, one.period.end)
        whole = length == 12 and months < 12
        if length not in (months, 12) and length != 0:
            continue
        away = begins - first - (0 if length else months - 1)
        if away % (12 if whole else months) or away >= after - first:
            continue
        place = away // months
        middle = (a_year - 1) / 2 if whole else 0
        seen = _read_value(place + middle, one, indicator, whole_year=whole)
        if seen is not None and whole:
            years.append(seen)
        elif seen is not None:
            found[place] = seen
    inside = {at // a_year for at in found}
    known = [*found.values(), *(seen for seen in years if seen.at < 0 and seen.at // a_year not in inside)]
    ahead = tuple([place for place in range(expected) if place not in found])
    mixed = since is not None and since > span.start
    return History(key, indicator, a_year, tuple(sorted(known, key=_get_place)), ahead, since, mixed)


def _is_fitting(one: Observation, months: int) -> bool:
    """Whether a period is a day, a span of the series or a whole year."""
    return _measure_period(one.period.start, one.period.end)[1] in (-1, 0, months, 12)


def _find_definition_start(breaks: Sequence[Break], oldest: date, end: date) -> date | None:
    """Find the first day of the definition in force at the end; None if it has not changed since the oldest day."""
    parting = find_breaks_between(breaks, oldest, end) if breaks else ()
    return parting[-1].on if parting else None


_get_start, _get_place = attrgetter("period.start"), attrgetter("at")


def _select_usable(observed: Sequence[Observation], since: date, as_of: date) -> list[Observation]:
    recent = observed[bisect_left(observed, since, key=_get_start) :]
    return [one for one in recent if one.period.end <= as_of and one.precision is Precision.EXACT]


def _read_value(
    at: float, observed: Observation, indicator: Indicator, *, whole_year: bool
) -> SeenValue | None:
    """Read a value as `Observation.amount` does, but as a float: a forecast needs no more precision."""
    if observed.value is not None:
        return SeenValue(at, observed, float(observed.value), whole_year)
    top, cases = float(observed.numerator or 0), float(observed.whole)
    per = float(indicator.unit.scale)
    return SeenValue(at, observed, top * per / cases, whole_year, top, cases) if cases else None


@lru_cache(maxsize=8192)
def _measure_period(start: date, end: date) -> tuple[int, int]:
    """Measure a period: its first month, and its months (0 for the last day of a month, -1 for an odd period)."""
    following = end + timedelta(days=1)
    if following.day != 1:
        return _count_months(start), -1
    if start == end:
        return _count_months(start), 0
    return _count_months(start), _count_months(following) - _count_months(start) if start.day == 1 else -1


def _count_months(day: date) -> int:
    return day.year * 12 + day.month


def pool_histories(parts: Sequence[History]) -> History | None:
    """Pool several series of cases where all have a value; None if their frequencies differ."""
    if len({part.a_year for part in parts}) > 1:
        return None
    by_place = [{seen.at: seen for seen in part.known} for part in parts]
    places = sorted(set.intersection(*map(set, by_place)))
    known = tuple([_add_values(at, [seen[at] for seen in by_place]) for at in places])
    expected = {place for part in parts for place in part.ahead} | {
        int(s.at) for p in parts for s in p.this_year
    }
    return parts[0]._replace(
        known=known,
        ahead=tuple(sorted(expected - set(places))),
        since=max((part.since for part in parts if part.since), default=None),
        mixed=any(part.mixed for part in parts),
    )


def _add_values(at: float, parts: Sequence[SeenValue]) -> SeenValue:
    seen = [part.observation for part in parts]
    added = seen[0]._replace(
        numerator=_add_decimals(o.numerator for o in seen) if all(part.counted for part in parts) else None,
        denominator=_add_decimals(o.whole for o in seen),
        exempt=None,
        provisional=any(o.provisional for o in seen),
    )
    top, cases = sum(part.top for part in parts), sum(part.cases for part in parts)
    return SeenValue(at, added, top / cases if cases else 0.0, parts[0].whole_year, top, cases)


def _add_decimals(numbers: Iterable[Decimal | None]) -> Decimal:
    return sum((number or Decimal(0) for number in numbers), Decimal(0))
