"""The facts known at a moment: observations, what was said of criteria, decisions and breaks.

Values are exact fractions. A missing value, or a ratio over nothing, is None and never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeVar

from metrics.facts.breaks import Break
from metrics.facts.decisions import Decision
from metrics.facts.expected_numbers import (
    About,
    ExpectedNumber,
)
from metrics.facts.reports.handed_in import PlanReports
from metrics.facts.schema import EventKind
from metrics.facts.settlement import Settlement
from metrics.periods import Period
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Indicator, Plan
from metrics.plan.terms import Precision

Key = TypeVar("Key")
Value = TypeVar("Value")
Days = tuple[date, date]
"""The first and the last day of a period."""


class Observation(NamedTuple):
    """One recorded value: for a period, from a source, at a moment."""

    period: Period
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    provisional: bool
    note: str | None
    source: str | None
    recorded_at: datetime
    exempt: Decimal | None = None
    precision: Precision = Precision.EXACT
    chosen: bool = False
    withdrawn: bool = False
    awaited: date | None = None
    backfilled: bool = False
    origin: str | None = None
    """The cases it was counted from, as `case_origin` writes it."""
    early: bool = False
    """Whether it is provisional only because it was recorded before its period had ended."""
    rivals: tuple[Observation, ...] = ()
    """What other sources say about the same period, kept beside the value that counts."""

    def amount(self, indicator: Indicator) -> Fraction | None:
        """Return the value in the indicator's unit; None where nothing is left in the denominator."""
        if self.value is not None:
            return Fraction(self.value)
        return divide_in_unit(self.numerator or Decimal(0), self.whole, indicator)

    @property
    def whole(self) -> Decimal:
        """The denominator without the cases exempted by rule."""
        whole = self.denominator or Decimal(0)
        return whole - self.exempt if self.exempt else whole


class TakenBack(NamedTuple):
    """A value that was taken back, and the row that says so, with the reason as its note."""

    before: Observation
    row: Observation


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said about a criterion; `word` is the verdict on a scale of words."""

    kind: EventKind
    on: date
    note: str | None
    source: str | None
    recorded_at: datetime
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known at one moment (`known_at`) about what had happened by one day (`as_of`).

    Each series is in the order of its periods.
    """

    as_of: date
    known_at: datetime
    series: Mapping[SeriesKey, tuple[Observation, ...]]
    events: Mapping[tuple[str, str], Statement]
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    """The decisions that stand on each plan."""
    expectations: Mapping[tuple[str, str], tuple[Statement, ...]] = field(default_factory=dict)
    """What the institution itself has expected of each criterion in words, oldest first."""
    numbers: Mapping[About, tuple[ExpectedNumber, ...]] = field(default_factory=dict)
    """The numbers it has expected of each measured criterion, oldest first."""
    breaks: Mapping[SeriesKey, tuple[Break, ...]] = field(default_factory=dict)
    """The days from which each series is counted differently, oldest first."""
    taken_back: Mapping[SeriesKey, tuple[TakenBack, ...]] = field(default_factory=dict)
    """The values of each series that stand taken back, in the order of their periods."""
    awaited: Mapping[SeriesKey, Mapping[Days, date]] = field(default_factory=dict)
    """For each series the periods whose final value is not out yet, and the day on which it is expected."""
    settlements: Mapping[str, Settlement] = field(default_factory=dict)
    """The newest settlement of each plan that has been closed."""
    reports: Mapping[str, PlanReports] = field(default_factory=dict)
    """The reports of each plan that is reported on in Målstreg."""

    def find_settlement(self, plan: Plan) -> Settlement | None:
        """Find the settlement by which a plan stands on the day; None while it is not closed, or opened again."""
        found = self.settlements.get(plan.id)
        if found is None or (plan.closed is not None and plan.closed.on <= self.as_of):
            return found
        opened = next((one.on for one in plan.reopenings if one.on >= found.on), self.as_of)
        # What the plan said when it was opened again may have been amended for days before.
        return found if opened > self.as_of and found.is_of(plan) else None

    def set_settlements_aside(self) -> Facts:
        """The same facts without settlements: from them a closed plan is scored on all that is known."""
        return replace(self, settlements={})


def divide_in_unit(numerator: Decimal, denominator: Decimal, indicator: Indicator) -> Fraction | None:
    """Divide, in the indicator's unit (percent of the denominator, or plain); None where the denominator is zero."""
    if not denominator:
        return None
    whole = numerator * indicator.unit.scale
    (top, above), (bottom, below) = whole.as_integer_ratio(), denominator.as_integer_ratio()
    return Fraction(top * below, above * bottom)


def join_facts(parts: Sequence[Facts], as_of: date, known_at: datetime) -> Facts:
    """Join what is known of institutions at one moment."""
    if len(parts) == 1:
        return parts[0]
    return Facts(
        as_of,
        known_at,
        _merge(one.series for one in parts),
        _merge(one.events for one in parts),
        _merge(one.decisions for one in parts),
        _merge(one.expectations for one in parts),
        _merge(one.numbers for one in parts),
        _merge(one.breaks for one in parts),
        _merge(one.taken_back for one in parts),
        _merge(one.awaited for one in parts),
        _merge(one.settlements for one in parts),
        _merge(one.reports for one in parts),
    )


def _merge(parts: Iterable[Mapping[Key, Value]]) -> dict[Key, Value]:
    found: dict[Key, Value] = {}
    for part in filter(None, parts):
        found.update(part)
    return found
