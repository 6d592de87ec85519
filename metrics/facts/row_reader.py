"""Reads one row of a results file as a result or an event, and finds everything wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from metrics.errors import InvalidInput, Problem
from metrics.facts.known_names import KnownNames
from metrics.facts.numbers import is_not_available, parse_number
from metrics.facts.raw_row import AMOUNTS, RawRow
from metrics.facts.schema import EXPECTATIONS, Event, EventKind, Result
from metrics.facts.tables.file_words import EVENT_WORDS, FINAL, NO, PRECISION_WORDS, PROVISIONAL, YES
from metrics.facts.written_periods import read_period, read_written_day
from metrics.periods import DANISH_TIME, Period, find_danish_day, find_day_start
from metrics.plan.criteria import Criterion
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import LONGEST_TEXT, Precision, Unit, is_intact
from metrics.plan.units import find_value_unit


class RowReader:
    """Reads one row and collects its problems."""

    def __init__(self, row: RawRow, names: KnownNames, now: datetime) -> None:
        self.row, self.names, self.now = row, names, now
        self.problems: list[Problem] = []

    def result(self) -> Result | None:
        """Read the row as a result; None where something is wrong."""
        if self.row.cell("awaited"):
            return self._expected()
        institution = self._institution()
        indicator = self._indicator(institution)
        period = self._period()
        series = self.names.series.get((institution, indicator))
        value, numerator, denominator = self._amounts(series.unit if series else None)
        share = series is not None and series.unit is Unit.PERCENT
        if share and numerator is not None and denominator is not None and numerator > denominator >= 0:
            self._wrong("share_above_whole", "numerator", numerator=numerator, denominator=denominator)
        exempt, precision = self._number("exempt"), self._precision()
        if exempt is not None and not (denominator is not None and 0 <= exempt <= denominator):
            self._wrong("exempt_without_ratio", "exempt", value=exempt)
        chosen = self._yes("chosen", YES, NO)
        provisional = self._yes("provisional", YES | PROVISIONAL, NO | FINAL)
        note, source, recorded = self._text("note"), self._text("source"), self._recorded()
        if chosen and not note:
            self._wrong("chosen_without_reason", "chosen")
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
            exempt,
            precision,
            chosen,
            origin=self.row.origin,
        )

    def _expected(self) -> Result | None:
        """Read the row as a value that is not out yet, of which nothing is said but the day it is expected."""
        institution = self._institution()
        indicator = self._indicator(institution)
        period, day = self._period(), self._day("awaited")
        for column in (*AMOUNTS, "exempt", "precision", "chosen", "provisional"):
            text = self.row.cell(column)
            if text and not (column in AMOUNTS and is_not_available(text)) and text.casefold() not in NO:
                self._wrong("awaited_with_value", column)
        note, source, recorded = self._text("note"), self._text("source"), self._recorded()
        if day and day < find_danish_day(recorded or self.now):
            self._wrong("awaited_past", "awaited", day=day)
        if self.problems or not period:
            return None
        return Result(
            institution, indicator, period.text, note=note, source=source, recorded=recorded, awaited=day
        )

    def event(self, plans: Mapping[str, Plan]) -> Event | None:
        """Read the row as an event on a criterion; None where something is wrong."""
        key, _, number = self.row.cell("indicator").partition(":")
        plan = plans.get(key)
        leaves = derive_structure(plan).leaves if plan else {}
        kind = self._kind(leaves.get(number))
        value = None
        if plan and kind is EventKind.EXPECTED_NUMBER:
            value = self._number(
                "value", find_value_unit(leaves[number], plan.institution, self.names.series)
            )
        for column in ("numerator", "denominator", "exempt", "awaited"):
            if self.row.cell(column):
                self._wrong("not_understood", column, value=self.row.cell(column))
        on = self._day("period")
        if on:
            self._begun(on, str(on))
        self._owner(plan)
        if plan is None:
            self._wrong("plan_unknown", "indicator", key=key, allowed=sorted(plans))
        elif number not in leaves:
            self._wrong("criterion_unknown", "indicator", number=number, plan=key, allowed=list(leaves))
        note, source, recorded = self._text("note"), self._text("source"), self._recorded()
        if self.problems or kind is None or on is None:
            return None
        word = self.row.cell("value") if kind is EventKind.WORD else None
        return Event(key, number, kind, on, note, source, recorded, word, value)

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
        """Find the institution by its key or its name."""
        text = self.row.cell("institution")
        found = self.names.find_institution(text)
        if found is None:
            known = sorted(self.names.institutions)
            self._wrong("institution_unknown", "institution", key=text, allowed=known)
        return found or ""

    def _indicator(self, institution: str) -> str:
        """Find the institution's indicator by its key or its name."""
        if not institution:
            return ""
        text = self.row.cell("indicator")
        found = self.names.find_indicator(institution, text)
        if found is None:
            near = self.names.suggest_indicators(institution, text)
            self._wrong("indicator_unknown", "indicator", key=text, institution=institution, allowed=near)
        return found or ""

    def _period(self) -> Period | None:
        try:
            period = read_period(self.row.cell("period"))
        except InvalidInput:
            self._wrong("period_invalid", "period", value=self.row.cell("period"))
            return None
        self._begun(period.start, period.text)
        return period

    def _begun(self, start: date, text: str) -> None:
        if start > self.now.astimezone(DANISH_TIME).date():
            self._wrong("period_not_begun", "period", value=text)

    def _amounts(self, unit: Unit | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Read a value in the unit of its series, or a numerator and a denominator."""
        given = tuple(bool(self.row.cell(name)) for name in AMOUNTS)
        if given not in {(True, False, False), (False, True, True)}:
            self._wrong("value_or_ratio", "value")
        value, numerator, denominator = (
            self._number(name, unit if name == "value" else None) for name in AMOUNTS
        )
        for name, part in (("numerator", numerator), ("denominator", denominator)):
            if part is not None and part < 0:
                self._wrong("part_negative", name, value=part)
        return value, numerator, denominator

    def _number(self, column: str, unit: Unit | None = None) -> Decimal | None:
        text = self.row.cell(column)
        if not text:
            return None
        try:
            return parse_number(text, unit=unit, stored=column in self.row.stored)
        except InvalidInput as refused:
            for problem in refused.problems:
                self._wrong(problem.code, column, **problem.params)
            return None

    def _precision(self) -> Precision:
        text = self.row.cell("precision").casefold() or Precision.EXACT
        try:
            return PRECISION_WORDS.get(text) or Precision(text)
        except ValueError:
            self._wrong("not_allowed", "precision", value=text, allowed=", ".join(Precision))
            return Precision.EXACT

    def _yes(self, column: str, yes: frozenset[str], no: frozenset[str]) -> bool:
        text = self.row.cell(column).casefold()
        if text not in no and text not in yes:
            self._wrong("yes_no_needed", column, value=text)
        return text in yes

    def _text(self, column: str) -> str | None:
        text = self.row.cell(column)
        if len(text) > LONGEST_TEXT:
            self._wrong("text_too_long", column, max_length=LONGEST_TEXT)
        if text.startswith("="):
            self._wrong("formula", column, value=text)
        if not is_intact(text):
            self._wrong("not_understood", column, value=ascii(text)[:80])
        return text or None

    def _recorded(self) -> datetime | None:
        if not self.row.cell("recorded"):
            return None
        day = self._day("recorded")
        if day is None:
            return None
        if day == find_danish_day(self.now):
            return None  # today means now: midnight would be before what was entered this morning
        recorded = find_day_start(day)
        if recorded > self.now.astimezone(UTC):
            self._wrong("recorded_in_future", "recorded", value=day)
        return recorded

    def _day(self, column: str) -> date | None:
        text = self.row.cell(column)
        day = read_written_day(text)
        if day is None:
            self._wrong("date_needed", column, value=text)
        return day

    def _kind(self, leaf: Criterion | None) -> EventKind | None:
        """Read what is said of a criterion from the value."""
        # A measured criterion is decided by its figures, so all that can be said of it is what is expected.
        text = self.row.cell("value")
        scale = [point.word for point in leaf.assessed.scale] if leaf and leaf.assessed else []
        if text in scale:
            return EventKind.WORD
        said_as = EVENT_WORDS.get(" ".join(text.split()).casefold(), text)
        measured = leaf is not None and leaf.measured
        if measured and any(map(str.isdecimal, text)):
            return EventKind.EXPECTED_NUMBER
        said = () if measured else (*(scale or (EventKind.MET, EventKind.NOT_MET)), EventKind.CLAIMED)
        allowed = (*said, *EXPECTATIONS)
        if said_as not in allowed or (scale and said_as in (EventKind.MET, EventKind.NOT_MET)):
            self._wrong("not_allowed", "value", value=text, allowed=", ".join(allowed))
            return None
        return EventKind(said_as)
