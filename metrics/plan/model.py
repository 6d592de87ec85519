"""The plan: its goals, their criteria, and the rules that weigh them. Immutable, and the shape of a plan file.

Quantities compose: a number, a target path by year, or an indicator read over a period. A criterion is a test
(`compare`, `within`, `milestone`, `assessed`) or a group of criteria combined by a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from metrics.access import Role
from metrics.algebra.tree import Rule
from metrics.periods import Frequency
from metrics.plan.cases.case_rule import CaseRule
from metrics.plan.criteria import Criterion, Grading, Scale
from metrics.plan.drafting.doubt import Doubt
from metrics.plan.formula import PlanPart, SeriesKey
from metrics.plan.pay_rule import Pay
from metrics.plan.terms import (
    Addition,
    Better,
    Day,
    GoalKind,
    GoalNumber,
    Key,
    Number,
    Party,
    PeriodText,
    Positive,
    Precision,
    Reports,
    SeriesOwner,
    Stage,
    Text,
    Unit,
    Weight,
    Weights,
    WrittenStage,
    Year,
    YesNo,
)


class Goal(PlanPart):
    """A goal, which is met when its criteria satisfy its rule. Binary unless it, or the plan, says otherwise.

    In a contract over several years, `year` is the one it is for. One known in `outline` only has no criteria: nothing
    can be said of it, and nothing is owed.
    """

    number: GoalNumber
    title: Text
    group: Text | None = None
    kind: GoalKind | None = None
    weight: Weight | None = None
    weight_class: Annotated[Text, Field(max_length=40)] | None = None
    year: Year | None = None
    scored: YesNo = True
    outline: YesNo = False
    withdrawn: Day | None = None
    note: Text | None = None
    rule: Rule = Rule.ALL
    k: Annotated[int, Field(strict=True, ge=1)] | None = None
    grade: Grading | None = None
    criteria: Annotated[tuple[Criterion, ...], Field(json_schema_extra={"minItems": 1})] = ()

    @model_validator(mode="after")
    def _has_criteria(self) -> Self:
        if not self.criteria and not self.outline:
            raise PydanticCustomError("criteria_needed", "criteria", {})
        if self.criteria and self.outline:
            raise PydanticCustomError("outline_with_criteria", "no criteria", {})
        return self

    def is_withdrawn(self, day: date) -> bool:
        """Tell whether the goal has been withdrawn by a day."""
        return self.withdrawn is not None and self.withdrawn <= day

    def leaves(self) -> Iterator[Criterion]:
        """Yield every test of the goal, in the plan's order."""
        for criterion in self.criteria:
            yield from criterion.leaves()


class Signature(PlanPart):
    """Who signed, in what role, and when, where that is known. Names of persons are not stored.

    `signed_as` is the role of whoever signed in Målstreg. All else is registered after a document: `document` is its
    journal number, `digest` the SHA-256 of the file that was signed. `reason` says why the other party's signature is
    missing, or why targets that are provisional were signed.
    """

    party: Party
    organisation: Text
    role: Text | None = None
    signed_as: Literal[Role.CHIEF, Role.HEAD] | None = None
    on: Day | None = None
    document: Text | None = None
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    reason: Text | None = None

    @model_validator(mode="after")
    def _one_role(self) -> Self:
        if (self.role is None) == (self.signed_as is None):
            raise PydanticCustomError("one_of", "exactly one", {"allowed": "role, signed_as"})
        return self


class Reporting(PlanPart):
    """When reports are due: `days` calendar days after the end of each of the quarters named, or on given `dates`.

    `preliminary` and `final` are the days by which the year is settled, where the plan names them.
    """

    days: Annotated[int, Field(strict=True, ge=0, le=366)] = 14
    quarters: tuple[Annotated[int, Field(strict=True, ge=1, le=4)], ...] = (1, 2, 3, 4)
    dates: tuple[Day, ...] = ()
    preliminary: Day | None = None
    final: Day | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _one_calendar(self) -> Self:
        if self.dates and self.quarters != (1, 2, 3, 4):
            raise PydanticCustomError("dates_or_quarters", "dates or quarters", {})
        return self


class TotalWord(PlanPart):
    """What a total of at least this many points is called."""

    at: Weight
    word: Annotated[Text, Field(max_length=80)]


class Scoring(PlanPart):
    """How goals add up to a total out of `possible` points, and what totals are called.

    With `partial` a goal without a grade earns what its criteria earn; without it, it is all or nothing.
    """

    weights: Weights = Weights.EQUAL
    possible: Positive = Decimal(100)
    partial: YesNo = False
    words: tuple[TotalWord, ...] = ()
    note: Text | None = None

    @property
    def passes_parts(self) -> bool:
        """Whether a goal without a grade earns what its criteria earn; where criteria are what is counted, always."""
        return self.partial or self.weights is Weights.CRITERIA


class Suspension(PlanPart):
    """The day from which the plan is no longer followed, and why."""

    since: Day
    reason: Text


class Amendment(PlanPart):
    """A change to a signed plan, agreed by both parties; it applies from `valid_from` on."""

    on: Day
    valid_from: Day | None = None
    reason: Text
    signatures: Annotated[tuple[Signature, ...], Field(min_length=1)]

    @property
    def since(self) -> date:
        """The first day on which it applies: `valid_from`, or else the day it was agreed."""
        return self.valid_from or self.on


class Closing(PlanPart):
    """The settlement of the plan: from this day on its total stands. With goals still open it has a `reason`."""

    on: Day
    reason: Text | None = None
    note: Text | None = None


class Reopening(PlanPart):
    """A closed plan opened again, agreed by both parties: it is scored as before, until it is closed anew."""

    on: Day
    reason: Text
    signatures: Annotated[tuple[Signature, ...], Field(min_length=1)]


class Plan(PlanPart):
    """One institution's plan for one plan year. A draft that came to nothing is `discarded`, and kept.

    `added` and `doubts` are about the document it was typed from: what it does not say, and what in it is unclear.
    """

    id: Key
    title: Text
    institution: Key
    department: Text | None = None
    start: Day
    end: Day
    document_date: Day | None = None
    source: Text
    stage: WrittenStage = Stage.SIGNED
    discarded: Day | None = None
    issued_by: Text | None = None
    strategic_picture: Text | None = None
    notes: tuple[Text, ...] = ()
    added: tuple[Addition, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    signatures: tuple[Signature, ...] = ()
    reporting: Reporting = Reporting()
    scoring: Scoring = Scoring()
    scales: tuple[Scale, ...] = ()
    pay: Pay | None = None
    suspended: Suspension | None = None
    amendments: tuple[Amendment, ...] = ()
    reopenings: tuple[Reopening, ...] = ()
    closed: Closing | None = None
    goals: Annotated[tuple[Goal, ...], Field(min_length=1)]

    @property
    def year(self) -> int:
        """The calendar year in which the plan begins; it chooses the targets."""
        return self.start.year

    @property
    def counts_from(self) -> date:
        """The day from which the plan counts as agreed and known: its date, or its first day where that is unknown."""
        return self.document_date or self.start

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties to the plan: the institution alone where no department stands above it."""
        return tuple(party for party in Party if self.department or party is Party.INSTITUTION)

    def is_suspended(self, day: date) -> bool:
        """Tell whether the plan is suspended on a day, so that nothing of it is late any more."""
        return self.suspended is not None and self.suspended.since <= day

    @property
    def life(self) -> Stage:
        """The plan's stage, derived from what it contains."""
        later = {Stage.CLOSED: self.closed, Stage.SUSPENDED: self.suspended, Stage.AMENDED: self.amendments}
        return next((stage for stage, said in later.items() if said), Stage(self.stage))

    @property
    def locked(self) -> bool:
        """Whether the plan is signed, so that only an amendment can change it."""
        return self.stage is Stage.SIGNED

    def leaves(self) -> Iterator[Criterion]:
        """Yield every test of the plan, goal by goal."""
        for goal in self.goals:
            yield from goal.leaves()

    def series(self) -> set[SeriesKey]:
        """Return every series that a test of the plan reads, including those that give weights."""
        return {series for leaf in self.leaves() for series in leaf.series(self.institution)}

    def leaf(self, number: str) -> Criterion:
        """Return the test with this number; KeyError where there is none."""
        for leaf in self.leaves():
            if leaf.number == number:
                return leaf
        raise KeyError(number)

    def goal(self, number: str) -> Goal:
        """Return the goal with this number; KeyError where there is none."""
        for goal in self.goals:
            if goal.number == number:
                return goal
        raise KeyError(number)


class Institution(PlanPart):
    """An institution in a ministry area. `fictional` keeps those of the example apart from real ones."""

    id: Key
    name: Text
    ministry_area: Text
    fictional: YesNo = False


class Indicator(PlanPart):
    """A series of one institution, which continues from plan to plan.

    `reports` says what a figure for a period covers. A level that `only_rises` is bounded by what is seen of it later.
    `owner` gives the figures, and `source` is where they are usually from: the name of a central one. `cases` is the
    rule by which the figures are counted from a list of cases.
    """

    id: Key
    institution: Key
    name: Text
    unit: Unit
    decimals: Annotated[int, Field(strict=True, ge=0, le=6)] = 1
    better: Better = Better.HIGHER
    frequency: Frequency = Frequency.YEAR
    reports: Reports = Reports.EACH
    only_rises: YesNo = False
    owner: SeriesOwner = SeriesOwner.INSTITUTION
    source: Text | None = None
    definition: Text | None = None
    cases: CaseRule | None = None


class DocumentResult(PlanPart):
    """A result given in a document: either a value, or a numerator and a denominator."""

    indicator: Key
    institution: Key
    period: PeriodText
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    exempt: Weight | None = None
    precision: Precision = Precision.EXACT
    chosen: YesNo = False
    provisional: YesNo = False
    note: Text | None = None
    source: Text | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        ratio = self.numerator is not None and self.denominator is not None
        either = self.numerator is not None or self.denominator is not None
        if either != ratio or ratio == (self.value is not None) or (self.exempt is not None and not ratio):
            raise PydanticCustomError("one_of", "exactly one", {"allowed": "value, numerator + denominator"})
        return self


class PlanFile(Plan):
    """A plan with everything it refers to: the contents of one plan file."""

    institutions: tuple[Institution, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    observations: tuple[DocumentResult, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan alone, without definitions and results."""
        return Plan.model_construct(**{name: getattr(self, name) for name in Plan.model_fields})
