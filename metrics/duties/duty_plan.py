"""A plan of duties: what a policy asks for again and again, with its sections. The shape of its file.

It has no points and no total. What the document gives no frequency has none here; what is ours, such as a first day,
is marked so in `addition`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from metrics.access import Role
from metrics.direction.direction_terms import ActingRole, DocumentKind
from metrics.periods import ClosedDays, read_day
from metrics.plan.formula import PlanPart
from metrics.plan.model import Indicator, Institution
from metrics.plan.terms import Day, GoalNumber, Key, Text, YesNo

MOST_CLOSED = 60  # days; a due day has to find an open one
MOST_DUTIES = 300  # of a plan; the largest known has 30


def _check_closed_day(text: str) -> str:
    """Refuse a text that is neither a day nor a day of each year."""
    day = read_day(text if len(text) > len("05-15") else f"2024-{text}")
    if day is None or not day.isoformat().endswith(text):
        raise PydanticCustomError("closed_day_unreadable", "a day", {"value": text})
    return text


ClosedDay = Annotated[str, Field(max_length=10), AfterValidator(_check_closed_day)]
"""A day on which the institution is closed: `2026-05-15`, or `05-15` for each year."""


class RecurringDuty(PlanPart):
    """One duty. It returns by a `rule` from its `first` due day, or when its `trigger` happens, or neither is said.

    `said` are the document's own words on how often, `trigger` its words on what else sets the duty off. What happened
    is recorded; the duty is then due `trigger_days` later, or on the end that is recorded with it where it `has_end`.
    """

    number: GoalNumber
    title: Text
    section: Text
    said: Text | None = None
    text: Text | None = None
    rule: Annotated[Text, Field(max_length=200)] | None = None
    first: Day | None = None
    trigger: Text | None = None
    trigger_days: Annotated[int, Field(strict=True, ge=0, le=3660)] | None = None
    has_end: YesNo = False
    addition: Text | None = None
    owner: Text | None = None
    role: ActingRole = Role.REPORTER
    note: Text | None = None

    @property
    def name(self) -> str:
        """Its number and title."""
        return f"{self.number} {self.title}"

    @property
    def occurs(self) -> bool:
        """Whether each time is told apart: by its due day, or by the day of what set it off."""
        return bool(self.rule or self.trigger)


class DutyPlan(PlanPart):
    """The duties of one institution by one document, from `start` until `end`, or until further notice."""

    kind: Literal[DocumentKind.DUTIES]
    id: Key
    title: Text
    institution: Key
    department: Text | None = None
    start: Day
    end: Day | None = None
    document_date: Day | None = None
    source: Text
    notes: tuple[Text, ...] = ()
    closed_days: Annotated[tuple[ClosedDay, ...], Field(max_length=MOST_CLOSED)] = ()
    duties: Annotated[tuple[RecurringDuty, ...], Field(min_length=1, max_length=MOST_DUTIES)]

    @property
    def counts_from(self) -> date:
        """The day from which it counts as known: its date, or its first day where it has none."""
        return self.document_date or self.start

    @property
    def closed(self) -> ClosedDays:
        """The days on which the institution is closed besides the usual ones."""
        return frozenset(self.closed_days)

    def find_duty(self, number: str) -> RecurringDuty | None:
        """Find the duty with a number."""
        return next((one for one in self.duties if one.number == number), None)


class DutyFile(DutyPlan):
    """A plan of duties with its institution's definition: the contents of one file."""

    institutions: tuple[Institution, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @property
    def bare(self) -> DutyPlan:
        """The plan alone, without definitions."""
        return DutyPlan.model_construct(**{name: getattr(self, name) for name in DutyPlan.model_fields})
