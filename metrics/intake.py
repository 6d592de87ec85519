"""From the rows of a results file to results and events, with every problem of the file.

The columns are those of the results file; a row for a milestone or an assessed criterion names it as
`plan:criterion` in `indicator`, the day it happened in `period`, and `met`, `not_met` or `claimed` as its value.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import polars as pl

from metrics.errors import InvalidInput, Problem
from metrics.model import Plan
from metrics.periods import DANISH_TIME, Period, known_from, read_day
from metrics.readings import Catalogue
from metrics.schema import LONGEST_TEXT, Event, EventKind, Result, intact
from metrics.terms import DECIMALS, LARGEST

REQUIRED = ("institution", "indicator", "period")
COLUMNS = (*REQUIRED, "value", "numerator", "denominator", "provisional", "note", "source", "recorded")

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?[\d.]*\d,\d+", re.ASCII)
_WORDS = {"": False, "0": False, "false": False, "nej": False, "no": False}
_TRUE = {"1": True, "true": True, "ja": True, "yes": True}


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as text, and where it stands: the line of a CSV file, or sheet and row."""

    place: str
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """The text of a cell without the space around it; empty where there is none."""
        return self.cells.get(column, "").strip()

    def at(self, column: str) -> str:
        """The place of a cell."""
        return f"{self.place}, {column}"


def check(
    rows: Sequence[RawRow], plans: Iterable[Plan], catalogue: Catalogue, now: datetime
) -> tuple[list[Result], list[Event]]:
    """The rows as results and events. Raises InvalidInput with every problem of every row."""
    known = {plan.id: plan for plan in plans}
    problems: list[Problem] = []
    results: list[Result] = []
    events: list[Event] = []
    seen: dict[tuple[str, ...], str] = {}
    for row in rows:
        reader = _Reader(row, catalogue, now)
        made = reader.event(known) if _names_criterion(row.cell("indicator")) else reader.result()
        if isinstance(made, Result):
            results.append(made)
        elif made:
            events.append(made)
        problems += [*reader.problems, *_repeated(row, made, seen)]
    if problems:
        raise InvalidInput(problems)
    return results, events


def _names_criterion(text: str) -> bool:
    return ":" in text


def _repeated(
    row: RawRow, made: Result | Event | None, seen: dict[tuple[str, ...], str]
) -> Iterable[Problem]:
    """The same thing said twice, also where one row writes the name and the other the key."""
    names = tuple(row.cell(column) for column in REQUIRED)
    if isinstance(made, Result):
        names = (made.institution, made.indicator, made.period)
    key = (*names, row.cell("source"), row.cell("recorded"))
    if key in seen:
        yield Problem("row_repeated", row.place, {"first": seen[key]})
    seen.setdefault(key, row.place)


class Recorded:
    """What is recorded already, to tell what a file says anew from what it repeats."""

    def __init__(self, observations: pl.DataFrame, events: pl.DataFrame) -> None:
        self._results = _by_subject(observations, ("institution", "indicator", "period"), _RESULT)
        self._events = _by_subject(events, ("plan", "criterion"), _EVENT)

    def new_results(self, results: Sequence[Result]) -> list[Result]:
        """The results that differ from what is recorded."""
        return [
            r
            for r in results
            if not _repeats(r, self._results[r.institution, r.indicator, r.period], _RESULT)
        ]

    def new_events(self, events: Sequence[Event]) -> list[Event]:
        """The events that differ from what is recorded."""
        return [e for e in events if not _repeats(e, self._events[e.plan, e.criterion], _EVENT)]


_RESULT = ("value", "numerator", "denominator", "provisional", "note", "source")
_EVENT = ("kind", "on", "note", "source")
_Said = tuple[datetime, tuple[object, ...]]


def _by_subject(
    rows: pl.DataFrame, subject: Sequence[str], said: Sequence[str]
) -> defaultdict[tuple[str, ...], list[_Said]]:
    """For each subject everything said of it, oldest first, with the moment it was recorded."""
    found: defaultdict[tuple[str, ...], list[_Said]] = defaultdict(list)
    for row in rows.sort("recorded_at", "id").iter_rows(named=True):
        key = tuple(row[name] for name in subject)
        found[key].append((row["recorded_at"], tuple(row[name] for name in said)))
    return found


def _repeats(item: Result | Event, before: Sequence[_Said], said: Sequence[str]) -> bool:
    """Whether the same was recorded then; for an item without a date of its own, whether it is what stands now."""
    now = tuple(getattr(item, name) for name in said)
    if item.recorded is not None:
        return (item.recorded, now) in before
    return bool(before) and before[-1][1] == now


class _Reader:
    """Reads one row and gathers what is wrong with it."""

    def __init__(self, row: RawRow, catalogue: Catalogue, now: datetime) -> None:
        self.row, self.catalogue, self.now = row, catalogue, now
        self.problems: list[Problem] = []

    def result(self) -> Result | None:
        """The row as a result; None where something is wrong."""
        institution = self._institution()
        indicator = self._indicator(institution)
        period = self._period()
        value, numerator, denominator = self._amounts()
        provisional, note, source = self._provisional(), self._text("note"), self._text("source")
        recorded = self._recorded()
        if self.problems or not period:
            return None
        return Result(
            institution,
            indicator,
            period.text,
            value,
            numerator,
            denominator,
            provisional,
            note,
            source,
            recorded,
        )

    def event(self, plans: Mapping[str, Plan]) -> Event | None:
        """The row as an event on a criterion; None where something is wrong."""
        key, _, number = self.row.cell("indicator").partition(":")
        plan = plans.get(key)
        kind = self._kind()
        for column in ("numerator", "denominator"):
            if self.row.cell(column):
                self._wrong("not_understood", column, value=self.row.cell(column))
        on = self._day("period")
        if on:
            self._begun(on, str(on))
        self._owner(plan)
        if plan is None:
            self._wrong("plan_unknown", "indicator", key=key, allowed=sorted(plans))
        else:
            judged = [c.number for g in plan.goals for c in g.leaves() if c.milestone or c.assessed]
            if number not in judged:
                self._wrong("criterion_unknown", "indicator", number=number, plan=key, allowed=judged)
        note, source, recorded = self._text("note"), self._text("source"), self._recorded()
        if self.problems or kind is None or on is None:
            return None
        return Event(key, number, kind, on, note, source, recorded)

    def _wrong(self, code: str, column: str, **params: object) -> None:
        text = self.row.cell(column)
        if text.startswith("="):
            code, params = "formula", {"value": text}
        self.problems.append(Problem(code, self.row.at(column), params))

    def _owner(self, plan: Plan | None) -> None:
        institution = self._institution()
        if plan and institution and institution != plan.institution:
            self._wrong("institution_differs", "institution", key=institution, expected=plan.institution)

    def _institution(self) -> str:
        """The institution by its key or its name."""
        text = self.row.cell("institution")
        found = _by_key_or_name(text, {key: i.name for key, i in self.catalogue.institutions.items()})
        if found is None:
            self._wrong(
                "institution_unknown", "institution", key=text, allowed=sorted(self.catalogue.institutions)
            )
        return found or ""

    def _indicator(self, institution: str) -> str:
        """The institution's indicator by its key or its name."""
        if not institution:
            return ""
        text = self.row.cell("indicator")
        own = {key: i.name for (owner, key), i in self.catalogue.indicators.items() if owner == institution}
        found = _by_key_or_name(text, own)
        if found is None:
            near = difflib.get_close_matches(text, own, n=3) or sorted(own)
            self._wrong("indicator_unknown", "indicator", key=text, institution=institution, allowed=near)
        return found or ""

    def _period(self) -> Period | None:
        try:
            period = Period.parse(self.row.cell("period"))
        except InvalidInput:
            self._wrong("period_invalid", "period", value=self.row.cell("period"))
            return None
        self._begun(period.start, period.text)
        return period

    def _begun(self, start: date, text: str) -> None:
        if start > self.now.astimezone(DANISH_TIME).date():
            self._wrong("period_not_begun", "period", value=text)

    def _amounts(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """A value, or a numerator and a denominator."""
        names = ("value", "numerator", "denominator")
        given = tuple(bool(self.row.cell(name)) for name in names)
        if given not in {(True, False, False), (False, True, True)}:
            self._wrong("value_or_ratio", "value")
        value, numerator, denominator = (self._number(name) for name in names)
        if denominator is not None and denominator < 0:
            self._wrong("denominator_negative", "denominator", value=denominator)
        return value, numerator, denominator

    def _number(self, column: str) -> Decimal | None:
        text = self.row.cell(column)
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            self._wrong(_why_not_a_number(text), column, value=text)
            return None
        number = Decimal(text)
        if abs(number) > LARGEST or -number.as_tuple().exponent > DECIMALS:  # type: ignore[operator]
            self._wrong("number_out_of_range", column, value=text)
        return number

    def _provisional(self) -> bool:
        text = self.row.cell("provisional").lower()
        if text not in _WORDS and text not in _TRUE:
            self._wrong("yes_no_needed", "provisional", value=text)
        return text in _TRUE

    def _text(self, column: str) -> str | None:
        text = self.row.cell(column)
        if len(text) > LONGEST_TEXT:
            self._wrong("text_too_long", column, max_length=LONGEST_TEXT)
        if text.startswith("="):
            self._wrong("formula", column, value=text)
        if not intact(text):
            self._wrong("not_understood", column, value=ascii(text)[:80])
        return text or None

    def _recorded(self) -> datetime | None:
        if not self.row.cell("recorded"):
            return None
        day = self._day("recorded")
        if day is None:
            return None
        recorded = known_from(day)
        if recorded > self.now.astimezone(UTC):
            self._wrong("recorded_in_future", "recorded", value=day)
        return recorded

    def _day(self, column: str) -> date | None:
        text = self.row.cell(column)
        day = read_day(text)
        if day is None:
            self._wrong("date_needed", column, value=text)
        return day

    def _kind(self) -> EventKind | None:
        text = self.row.cell("value")
        try:
            return EventKind(text)
        except ValueError:
            self._wrong("not_allowed", "value", value=text, allowed=", ".join(EventKind))
            return None


def _why_not_a_number(text: str) -> str:
    return "decimal_comma" if _COMMA.fullmatch(text) else "number_as_text"


def _by_key_or_name(text: str, names: Mapping[str, str]) -> str | None:
    if text in names:
        return text
    folded = text.casefold()
    matches = [key for key, name in names.items() if name.casefold() == folded]
    return matches[0] if len(matches) == 1 else None
