"""What an institution has been called and which ministry area it has belonged to, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from metrics.access import PastArea, Resource
from metrics.errors import Problem
from metrics.plan.model import Institution
from metrics.plan.terms import FIRST_DAY, LAST_DAY, find_text_problems

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class InstitutionChange:
    """A new name, a new ministry area, a merger or a split, from a day on. What is None is not changed.

    Of the changes of one thing from one day, the one recorded last counts. `successor` is the key of the institution
    that this one became part of; its own key says that it stands alone again. `origin` is the key of the one that it
    was split off from; its own key says that it was split off from none.
    """

    institution: str
    since: date
    recorded_at: datetime
    reason: str
    name: str | None = None
    ministry_area: str | None = None
    successor: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class InstitutionTerm:
    """Days on which an institution was called and belonged the same, both ends included.

    The first begins with `FIRST_DAY`, the last ends with `LAST_DAY`. `successor` is what it is then part of.
    """

    since: date
    until: date
    name: str
    ministry_area: str
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class InstitutionHistory:
    """The terms of an institution, which follow each other without gaps.

    `origins` are the institutions that it was split off from, each with the first day, the earliest first.
    """

    terms: tuple[InstitutionTerm, ...]
    origins: tuple[tuple[date, str], ...] = ()

    def on(self, day: date) -> InstitutionTerm:
        """Return the term in force on a day."""
        return next((term for term in reversed(self.terms) if term.since <= day), self.terms[0])


Histories = Mapping[str, InstitutionHistory]
"""The history of each institution, by its key."""


def build_history(first: Institution, changes: Iterable[InstitutionChange] = ()) -> InstitutionHistory:
    """Build the history of an institution from what it was to begin with and its changes, in the order recorded."""
    names, areas, successors = {FIRST_DAY: first.name}, {FIRST_DAY: first.ministry_area}, {}
    origins: dict[date, str] = {}
    for change in changes:
        if change.name is not None:
            names[change.since] = change.name
        if change.ministry_area is not None:
            areas[change.since] = change.ministry_area
        if change.successor is not None:
            successors[change.since] = change.successor
        if change.origin is not None:
            origins[change.since] = change.origin
    found: list[tuple[date, str, str, str | None]] = []
    for day in sorted({*names, *areas, *successors}):
        heir = _find_newest(successors, day)
        values = (
            _find_newest(names, day) or first.name,
            _find_newest(areas, day) or first.ministry_area,
            None if heir == first.id else heir,
        )
        if not found or found[-1][1:] != values:
            found.append((day, *values))
    ends = [*(day - timedelta(days=1) for day, *_ in found[1:]), LAST_DAY]
    return InstitutionHistory(
        tuple(
            InstitutionTerm(since, until, name, area, heir)
            for (since, name, area, heir), until in zip(found, ends, strict=True)
        ),
        tuple((day, origins[day]) for day in sorted(origins) if origins[day] != first.id),
    )


def find_change_problems(change: InstitutionChange, histories: Histories) -> Iterator[Problem]:
    """Find what is wrong with a change: an unknown institution, an empty text, or a circle."""
    yield from find_text_problems(change.reason, "reason")
    for place, text in (("name", change.name), ("ministry_area", change.ministry_area)):
        if text is not None:
            yield from find_text_problems(text, place)
    for place, key in (
        ("institution", change.institution),
        ("into", change.successor),
        ("of", change.origin),
    ):
        if key is not None and key not in histories:
            yield Problem("institution_unknown", place, {"key": key, "allowed": sorted(histories)})
    if change.successor in histories and change.institution in histories:
        yield from _find_merger_problems(change, histories)
    if (
        change.origin is not None
        and change.origin in histories
        and change.institution in _find_origins(histories, change.origin)
    ):
        yield Problem("split_in_circle", "of", {"key": change.origin, "institution": change.institution})


def changes_nothing(change: InstitutionChange, history: InstitutionHistory) -> bool:
    """Tell whether a change says what already holds from its day on."""
    term, own = history.on(change.since), change.institution
    return (
        change.name in (None, term.name)
        and change.ministry_area in (None, term.ministry_area)
        and change.successor in (None, term.successor or own)
        and change.origin in (None, dict(history.origins).get(change.since, own))
    )


def find_successors(histories: Histories, key: str, day: date) -> tuple[str, ...]:
    """Find the institutions that one is part of on a day, the nearest first; none where it stands alone."""
    found: list[str] = []
    heir = histories[key].on(day).successor
    while heir is not None and heir not in (key, *found):
        found.append(heir)
        heir = histories[heir].on(day).successor
    return tuple(found)


def find_areas_in_use(histories: Histories, day: date) -> dict[str, str]:
    """Find the ministry area of each institution that stands alone on a day."""
    terms = {key: history.on(day) for key, history in histories.items()}
    return {key: term.ministry_area for key, term in terms.items() if term.successor is None}


def find_areas_between(histories: Histories, key: str, first: date, last: date) -> set[str]:
    """Find the ministry areas that an institution, or what it had become part of, was in between two days."""
    spans = _find_area_spans(histories, key)
    return {area for area, since, until in spans if since <= last and first <= until}


def find_resource(histories: Histories, key: str, day: date) -> Resource:
    """Find what permissions to an institution hang on: the area it is in on a day, and those it has left by then.

    An institution that is part of another is in that one's area.
    """
    spans: dict[str, list[tuple[date, date]]] = {}
    for area, first, last in _find_area_spans(histories, key):
        if last < day:
            spans.setdefault(area, []).append((first, last))
    area = find_area(histories, key, day)
    left = tuple(PastArea(name, tuple(days)) for name, days in spans.items() if name != area)
    return Resource(key, area, left, find_successors(histories, key, day))


def find_resources(histories: Histories, day: date) -> list[Resource]:
    """Find what permissions to each institution hang on, on a day."""
    return [find_resource(histories, key, day) for key in histories]


def find_area(histories: Histories, key: str, day: date) -> str:
    """Find the ministry area that an institution, or what it is part of by then, is in on a day."""
    # Most have never changed, and are asked for once for each plan.
    only, *others = histories[key].terms
    if not others and only.successor is None:
        return only.ministry_area
    return histories[(key, *find_successors(histories, key, day))[-1]].on(day).ministry_area


def _find_area_spans(histories: Histories, key: str) -> Iterator[tuple[str, date, date]]:
    """Yield each area with the first and last day of a time in which the institution was in it."""
    chain, days = [key], set()
    for one in chain:  # grows while it is gone through
        for term in histories[one].terms:
            days.add(term.since)
            if term.successor is not None and term.successor not in chain:
                chain.append(term.successor)
    starts = sorted(days)
    ends = [*(day - timedelta(days=1) for day in starts[1:]), LAST_DAY]
    for first, last in zip(starts, ends, strict=True):
        yield find_area(histories, key, first), first, last


def _find_merger_problems(change: InstitutionChange, histories: Histories) -> Iterator[Problem]:
    own, heir = change.institution, change.successor
    assert heir is not None
    if heir == own:
        return
    days = {change.since, *(term.since for one in histories.values() for term in one.terms)}
    later = sorted(day for day in days if day >= change.since)
    if any(own in find_successors(histories, heir, day) for day in later):
        yield Problem("merger_in_circle", "into", {"key": heir, "institution": own})


def _find_origins(histories: Histories, key: str) -> set[str]:
    """Find the institutions that one was split off from, and those that they were, and so on."""
    found: set[str] = set()
    ahead = [key]
    while ahead:
        origins = {origin for _, origin in histories[ahead.pop()].origins} - found
        found |= origins
        ahead += origins
    return found


def _find_newest(values: Mapping[date, Value], day: date) -> Value | None:
    days = [since for since in values if since <= day]
    return values[max(days)] if days else None
