"""Reads one row of a results file as a result or an event, and finds everything wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from metrics.errors import InvalidInput, Problem
from metrics.facts.known_names import KnownNames, find_by_key_or_name
from metrics.facts.raw_row import RawRow
from metrics.facts.schema import EXPECTATIONS, Event, EventKind, Result
from metrics.periods import DANISH_TIME, Period, find_danish_day, find_day_start, read_day
from metrics.plan.criteria import Criterion
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import DECIMALS, LARGEST, LONGEST_TEXT, Precision, Unit, is_intact

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+", re.ASCII)
_COMMA = re.compile(r"[+-]?[\d.]*\d,\d+", re.ASCII)
_FALSE = {"", "0", "false", "nej", "no"}
_TRUE = {"1", "true", "ja", "yes"}


class RowReader:
    """Reads one row and collects its problems."""

    def __init__(self, row: RawRow, names: KnownNames, now: datetime) -> None:
        self.row, self.names, self.now = row, names, now
        self.problems: list[Problem] = []

    def result(self) -> Result | None:
        """Read the row as a result; None where something is wrong."""
        institution = self._institution()
        indicator = self._indicator(institution)
        period = self._period()
        value, numerator, denominator = self._amounts()
        series = self.names.series.get((institution, indicator))
        share = series is not None and series.unit is Unit.PERCENT
        if share and numerator is not None and denominator is not None and numerator > denominator >= 0:
            self._wrong("share_above_whole", "numerator", numerator=numerator, denominator=denominator)
        exempt, precision = self._number("exempt"), self._precision()
        if exempt is not None and not (denominator is not None and 0 <= exempt <= denominator):
            self._wrong("exempt_without_ratio", "exempt", value=exempt)
        chosen, provisional = self._yes("chosen"), self._yes("provisional")
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
        )

    def event(self, plans: Mapping[str, Plan]) -> Event | None:
        """Read the row as an event on a criterion; None where something is wrong."""
        key, _, number = self.row.cell("indicator").partition(":")
        plan = plans.get(key)
        leaves = derive_structure(plan).leaves if plan else {}
        kind = self._kind(leaves.get(number))
        for column in ("numerator", "denominator", "exempt"):
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
        return Event(key, number, kind, on, note, source, recorded, word)

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
        found = find_by_key_or_name(text, self.names.institutions)
        if found is None:
            known = sorted(self.names.institutions)
            self._wrong("institution_unknown", "institution", key=text, allowed=known)
        return found or ""

    def _indicator(self, institution: str) -> str:
        """Find the institution's indicator by its key or its name."""
        if not institution:
            return ""
        text = self.row.cell("indicator")
        found = find_by_key_or_name(text, self.names.indicators[institution])
        if found is None:
            near = self.names.suggest_indicators(institution, text)
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
        """Read a value, or a numerator and a denominator."""
        names = ("value", "numerator", "denominator")
        given = tuple(bool(self.row.cell(name)) for name in names)
        if given not in {(True, False, False), (False, True, True)}:
            self._wrong("value_or_ratio", "value")
        value, numerator, denominator = (self._number(name) for name in names)
        for name, part in (("numerator", numerator), ("denominator", denominator)):
            if part is not None and part < 0:
                self._wrong("part_negative", name, value=part)
        return value, numerator, denominator

    def _number(self, column: str) -> Decimal | None:
        text = self.row.cell(column)
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            self._wrong(_why_not_a_number(text), column, value=text)
            return None
        if self.row.danish and _THOUSANDS.fullmatch(text):
            self._wrong("thousands_point", column, value=text, whole=text.replace(".", ""))
        number = Decimal(text)
        if -number.as_tuple().exponent > DECIMALS:  # type: ignore[operator]
            self._wrong("number_too_fine", column, value=text)
        if number.copy_abs() > LARGEST:  # `abs` fails on a million digits
            self._wrong("number_out_of_range", column, value=text)
        return number

    def _precision(self) -> Precision:
        text = self.row.cell("precision").lower() or Precision.EXACT
        try:
            return Precision(text)
        except ValueError:
            self._wrong("not_allowed", "precision", value=text, allowed=", ".join(Precision))
            return Precision.EXACT

    def _yes(self, column: str) -> bool:
        text = self.row.cell(column).lower()
        if text not in _FALSE and text not in _TRUE:
            self._wrong("yes_no_needed", column, value=text)
        return text in _TRUE

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
        day = read_day(text)
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
        measured = leaf is not None and leaf.measured
        said = () if measured else (*(scale or (EventKind.MET, EventKind.NOT_MET)), EventKind.CLAIMED)
        allowed = (*said, *EXPECTATIONS)
        if text not in allowed:
            self._wrong("not_allowed", "value", value=text, allowed=", ".join(allowed))
            return None
        return EventKind(text)


def _why_not_a_number(text: str) -> str:
    return "decimal_comma" if _COMMA.fullmatch(text) else "number_as_text"
