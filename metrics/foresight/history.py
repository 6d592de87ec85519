"""A series laid out by the spans of the plan year it is forecast for: what is known, and what is still to come."""

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
from metrics.foresight.spread import Numbers
from metrics.periods import MONTHS, add_years
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Indicator
from metrics.plan.terms import Precision
from metrics.plan.window import Window

LONGEST = {1: 10, 4: 8, 12: 6}
"""How many years back a series is read, by the number of its spans in a year: the newest tell most."""


class SeenValue(NamedTuple):
    """A value of the series and where it lies: in spans from the first of the year. A whole year lies in its middle.

    `top` of `cases` are the numerator and the denominator; `counted` says whether it has them.
    """

    at: float
    observation: Observation
    value: float
    whole_year: bool = False
    top: float = 0.0
    cases: float = 0.0

    @property
    def counted(self) -> bool:
        """Whether it is a number of cases out of others."""
        return self.observation.numerator is not None


class History(NamedTuple):
    """A series seen from one of its years: `known` in the order of time, and `ahead`, the spans without a value.

    Where its definition has changed, `since` is the first day of the present one, and nothing older is known.
    `mixed` says that this was within the year, which is then counted partly in one way and partly in another.
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
        """The values of the year itself."""
        return [*self.known[self._begun :]]

    @property
    def earlier(self) -> list[SeenValue]:
        """The values of the years before."""
        return [*self.known[: self._begun]]

    @property
    def _begun(self) -> int:
        return bisect_left(self.known, 0.0, key=_at)

    @property
    def years(self) -> int:
        """How many years have a value."""
        return len({seen.at // self.a_year for seen in self.known})

    @property
    def at(self) -> Numbers:
        """Where the known values lie."""
        return np.array([seen.at for seen in self.known])

    @property
    def values(self) -> Numbers:
        """The known values."""
        return np.array([seen.value for seen in self.known])

    def where(self, fits: Callable[[SeenValue], bool]) -> History:
        """The same with only some of the known values."""
        return self._replace(known=tuple([seen for seen in self.known if fits(seen)]))


@dataclass(frozen=True, slots=True)
class Histories:
    """The series of some facts, each read once from a year for all that follows from it."""

    facts: Facts
    catalogue: Catalogue
    read: dict[tuple[SeriesKey, Window], History] = field(default_factory=dict)

    def seen(self, key: SeriesKey, span: Window) -> History:
        """A series as it is seen from a year."""
        found = self.read.get((key, span))
        if found is None:
            found = read_history(key, self.catalogue.indicators[key], span, self.facts)
            self.read[key, span] = found
        return found


def read_history(key: SeriesKey, indicator: Indicator, span: Window, facts: Facts) -> History:
    """The series as it is seen from a year. What ends after the day asked about is not known yet, whoever says it.

    A whole year's value stands where there is none within the year. What was counted in another way than at the end
    of the year, in part or in whole, is left out.
    """
    months = MONTHS[indicator.frequency]
    a_year = 12 // months
    first, after = _month(span.start), _month(span.end + timedelta(days=1))
    expected = (after - first) // months
    found: dict[float, SeenValue] = {}
    years: list[SeenValue] = []
    oldest = add_years(span.start, -LONGEST[a_year])
    since = _since(facts.breaks.get(key, ()), oldest, span.end)
    for one in _usable(facts.series.get(key, ()), since or oldest, facts.as_of):
        begins, length = _months(one.period.start, one.period.end)
        whole = length == 12 and months < 12
        if length not in (months, 12) and length != 0:
            continue
        away = begins - first - (0 if length else months - 1)
        if away % (12 if whole else months) or away >= after - first:
            continue
        seen = _seen(away // months + (a_year - 1) / 2 * whole, one, indicator, whole_year=whole)
        if seen is not None and whole:
            years.append(seen)
        elif seen is not None:
            found[away // months] = seen
    inside = {at // a_year for at in found}
    known = [*found.values(), *(seen for seen in years if seen.at < 0 and seen.at // a_year not in inside)]
    ahead = tuple([place for place in range(expected) if place not in found])
    mixed = since is not None and since > span.start
    return History(key, indicator, a_year, tuple(sorted(known, key=_at)), ahead, since, mixed)


def _since(breaks: Sequence[Break], oldest: date, end: date) -> date | None:
    """The first day of the definition that holds at the end, where it has changed since the oldest day."""
    parting = find_breaks_between(breaks, oldest, end) if breaks else ()
    return parting[-1].on if parting else None


_begins, _at = attrgetter("period.start"), attrgetter("at")


def _usable(observed: Sequence[Observation], since: date, as_of: date) -> list[Observation]:
    recent = observed[bisect_left(observed, since, key=_begins) :]
    return [one for one in recent if one.period.end <= as_of and one.precision is Precision.EXACT]


def _seen(at: float, observed: Observation, indicator: Indicator, *, whole_year: bool) -> SeenValue | None:
    """Its value as `Observation.amount` has it, in floating point: a forecast is no more exact than that."""
    if observed.value is not None:
        return SeenValue(at, observed, float(observed.value), whole_year)
    top, cases = float(observed.numerator or 0), float(observed.whole)
    per = float(indicator.unit.scale)
    return SeenValue(at, observed, top * per / cases, whole_year, top, cases) if cases else None


@lru_cache(maxsize=8192)
def _months(start: date, end: date) -> tuple[int, int]:
    """The month a period begins in, and its length in months: 0 for the last day of a month, -1 for anything else."""
    following = end + timedelta(days=1)
    if following.day != 1:
        return _month(start), -1
    if start == end:
        return _month(start), 0
    return _month(start), _month(following) - _month(start) if start.day == 1 else -1


def _month(day: date) -> int:
    return day.year * 12 + day.month


def pool_histories(parts: Sequence[History]) -> History | None:
    """Several series of cases as one, where all of them have a value; None where they have not the same rhythm."""
    if len({part.a_year for part in parts}) > 1:
        return None
    by_place = [{seen.at: seen for seen in part.known} for part in parts]
    places = sorted(set.intersection(*map(set, by_place)))
    known = tuple([_added(at, [seen[at] for seen in by_place]) for at in places])
    expected = {place for part in parts for place in part.ahead} | {
        int(s.at) for p in parts for s in p.this_year
    }
    return parts[0]._replace(
        known=known,
        ahead=tuple(sorted(expected - set(places))),
        since=max((part.since for part in parts if part.since), default=None),
        mixed=any(part.mixed for part in parts),
    )


def _added(at: float, parts: Sequence[SeenValue]) -> SeenValue:
    seen = [part.observation for part in parts]
    added = seen[0]._replace(
        numerator=_sum(o.numerator for o in seen) if all(part.counted for part in parts) else None,
        denominator=_sum(o.whole for o in seen),
        exempt=None,
        provisional=any(o.provisional for o in seen),
    )
    top, cases = sum(part.top for part in parts), sum(part.cases for part in parts)
    return SeenValue(at, added, top / cases if cases else 0.0, parts[0].whole_year, top, cases)


def _sum(numbers: Iterable[Decimal | None]) -> Decimal:
    return sum((number or Decimal(0) for number in numbers), Decimal(0))
