"""A plan as it was signed: goals, criteria and the rule that weighs them. Immutable, and the shape of a plan file.

Quantities compose: a number, a target path by year, or an indicator read over a period. A criterion is a test
(`compare`, `within`, `milestone`, `assessed`) or a group of criteria with a rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from metrics.outcome import Rule
from metrics.periods import Frequency
from metrics.terms import (
    MOST_YEARS_AWAY,
    Better,
    Day,
    Flag,
    GoalKind,
    GoalNumber,
    Key,
    Number,
    Operator,
    Over,
    Party,
    PeriodText,
    Positive,
    Text,
    Unit,
    Weight,
    Weights,
    Year,
)


class Part(BaseModel):
    """Base of every part of a plan: immutable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Constant(Part):
    """A plain number, in the unit of what it is compared with."""

    number: Number


class Reading(Part):
    """An indicator over a year: the plan's own, one `offset` years from it, or a named `year`; times `factor`."""

    indicator: Key
    institution: Key | None = None
    over: Over = Over.LAST
    offset: Annotated[int, Field(strict=True, ge=-MOST_YEARS_AWAY, le=MOST_YEARS_AWAY)] = 0
    year: Year | None = None
    factor: Number = Decimal(1)

    @model_validator(mode="after")
    def _one_year(self) -> Self:
        if self.year is not None and self.offset:
            raise PydanticCustomError("year_or_offset", "either a year or an offset", {})
        return self


class Step(Part):
    """The target of one year: a number or a reading. `provisional` is the bracket of the Danish plans."""

    year: Year
    number: Number | None = None
    reading: Reading | None = None
    provisional: Flag = False
    note: Text | None = None

    @model_validator(mode="after")
    def _one_target(self) -> Self:
        if (self.number is None) == (self.reading is None):
            raise PydanticCustomError("one_of", "exactly one", {"allowed": "number, reading"})
        return self


class Path(Part):
    """Targets year by year. Each year is judged against its own step."""

    by_year: Annotated[tuple[Step, ...], Field(min_length=1)]

    def step(self, year: int) -> Step | None:
        """The step of a year, or None where the path has a hole."""
        return next((step for step in self.by_year if step.year == year), None)


_QUANTITY_KEYS = {"number": Constant, "indicator": Reading, "by_year": Path}


def _quantity_kind(value: object) -> str | None:
    if isinstance(value, dict):
        return next((key for key in _QUANTITY_KEYS if key in value), None)
    return next((key for key, kind in _QUANTITY_KEYS.items() if isinstance(value, kind)), None)


Quantity = Annotated[
    Annotated[Constant, Tag("number")]
    | Annotated[Reading, Tag("indicator")]
    | Annotated[Path, Tag("by_year")],
    Discriminator(
        _quantity_kind,
        custom_error_type="one_of",
        custom_error_message="a quantity",
        custom_error_context={"allowed": ", ".join(_QUANTITY_KEYS)},
    ),
]


class Compare(Part):
    """A value against a target."""

    value: Quantity
    operator: Operator
    target: Quantity


class Within(Part):
    """A value at most `tolerance` away from a reference; `relative` means in percent of the reference."""

    value: Quantity
    reference: Quantity = Constant(number=Decimal(0))
    tolerance: Quantity
    relative: Flag = False


class Milestone(Part):
    """Something to be done by a day: claimed by the institution, confirmed by the department."""

    due: Day
    depends_on: GoalNumber | None = None


class Assessed(Part):
    """A verdict in words by a named party, with a reason, given by a day."""

    due: Day
    by: Party = Party.DEPARTMENT


class GradePoint(Part):
    """From this credit on, this credit is earned."""

    at: Weight
    earns: Weight


class Grading(Part):
    """How a group's credit is graded: in steps, or along straight lines between the points."""

    points: Annotated[tuple[GradePoint, ...], Field(min_length=1)]
    linear: Flag = False


TESTS = ("compare", "within", "milestone", "assessed")


class Criterion(Part):
    """One test, or a group of criteria with a rule. `number` is unique in the plan, as "2.1" or "2.1.a"."""

    number: GoalNumber
    title: Text
    weight: Weight = Decimal(1)
    note: Text | None = None
    compare: Compare | None = None
    within: Within | None = None
    milestone: Milestone | None = None
    assessed: Assessed | None = None
    rule: Rule = Rule.ALL
    k: Annotated[int, Field(strict=True, ge=1)] | None = None
    grade: Grading | None = None
    criteria: tuple[Criterion, ...] = ()

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [name for name in (*TESTS, "criteria") if getattr(self, name)]
        if len(given) != 1:
            raise PydanticCustomError("one_of", "exactly one", {"allowed": ", ".join((*TESTS, "criteria"))})
        return self

    @property
    def test(self) -> Compare | Within | Milestone | Assessed | None:
        """The test of a leaf; None for a group."""
        return self.compare or self.within or self.milestone or self.assessed

    def leaves(self) -> Iterator[Criterion]:
        """Every test at or below this criterion, in the plan's order."""
        if not self.criteria:
            yield self
        for child in self.criteria:
            yield from child.leaves()


class Goal(Part):
    """A goal: met when its rule over its criteria is. Binary unless a grade says otherwise."""

    number: GoalNumber
    title: Text
    group: Text | None = None
    kind: GoalKind | None = None
    weight: Weight | None = None
    scored: Flag = True
    note: Text | None = None
    rule: Rule = Rule.ALL
    k: Annotated[int, Field(strict=True, ge=1)] | None = None
    grade: Grading | None = None
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]

    def leaves(self) -> Iterator[Criterion]:
        """Every test of the goal, in the plan's order."""
        for criterion in self.criteria:
            yield from criterion.leaves()


class Signature(Part):
    """Who signed, in what role, and when. Names of persons are not kept."""

    party: Party
    organisation: Text
    role: Text
    on: Day


class Reporting(Part):
    """When reports are owed: `days` calendar days after the quarters named."""

    days: Annotated[int, Field(strict=True, ge=0, le=366)] = 14
    quarters: tuple[Annotated[int, Field(strict=True, ge=1, le=4)], ...] = (1, 2, 3, 4)
    note: Text | None = None


class Scoring(Part):
    """How goals become a total of `possible` points."""

    weights: Weights = Weights.EQUAL
    possible: Positive = Decimal(100)
    note: Text | None = None


class Plan(Part):
    """One institution's plan for one plan year."""

    id: Key
    title: Text
    institution: Key
    department: Text
    start: Day
    end: Day
    document_date: Day
    source: Text
    strategic_picture: Text | None = None
    notes: tuple[Text, ...] = ()
    signatures: tuple[Signature, ...] = ()
    reporting: Reporting = Reporting()
    scoring: Scoring = Scoring()
    goals: Annotated[tuple[Goal, ...], Field(min_length=1)]

    @property
    def year(self) -> int:
        """The plan year, by which targets are chosen: the calendar year in which it begins."""
        return self.start.year

    def goal(self, number: str) -> Goal:
        """The goal with this number; KeyError where there is none."""
        for goal in self.goals:
            if goal.number == number:
                return goal
        raise KeyError(number)


class Institution(Part):
    """An institution under a ministry area. `fictional` keeps the example apart from real ones."""

    id: Key
    name: Text
    ministry_area: Text
    fictional: Flag = False


class Indicator(Part):
    """A series of one institution that lives across plans."""

    id: Key
    institution: Key
    name: Text
    unit: Unit
    decimals: Annotated[int, Field(strict=True, ge=0, le=6)] = 1
    better: Better = Better.HIGHER
    frequency: Frequency = Frequency.YEAR
    definition: Text | None = None


def readings(quantity: Constant | Reading | Path) -> Iterator[Reading]:
    """Every indicator reading a quantity depends on."""
    if isinstance(quantity, Reading):
        yield quantity
    if isinstance(quantity, Path):
        yield from (step.reading for step in quantity.by_year if step.reading)


def quantities(criterion: Criterion) -> dict[str, Constant | Reading | Path]:
    """The quantities of a leaf by their key in the file; empty for milestones and assessments."""
    test = criterion.compare or criterion.within
    if test is None:
        return {}
    names = ("value", "target") if isinstance(test, Compare) else ("value", "reference", "tolerance")
    return {name: getattr(test, name) for name in names}


class Observed(Part):
    """A result as a document gives it. Either a value, or a numerator and a denominator."""

    indicator: Key
    institution: Key
    period: PeriodText
    value: Number | None = None
    numerator: Number | None = None
    denominator: Number | None = None
    provisional: Flag = False
    note: Text | None = None
    source: Text | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        ratio = self.numerator is not None and self.denominator is not None
        either = self.numerator is not None or self.denominator is not None
        if either != ratio or ratio == (self.value is not None):
            raise PydanticCustomError("one_of", "exactly one", {"allowed": "value, numerator + denominator"})
        return self


class PlanFile(Plan):
    """A plan with everything it refers to: what one file holds."""

    institutions: Annotated[tuple[Institution, ...], Field(min_length=1)]
    indicators: tuple[Indicator, ...] = ()
    observations: tuple[Observed, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan alone, without definitions and results."""
        return Plan.model_construct(**{name: getattr(self, name) for name in Plan.model_fields})
