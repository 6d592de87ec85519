"""A development plan: the direction of several years that the yearly goals serve. The shape of its file.

It has no points and no total. Its initiatives are dated as exactly as the document is; owners are words of the
document, and one role acts here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from metrics.access import Role
from metrics.direction.direction_terms import ActingRole, DocumentKind, Relation
from metrics.direction.planned_time import WRITTEN_TIME, PlannedSpan, parse_time
from metrics.direction.yearly_target import YearlyTarget
from metrics.errors import InvalidInput
from metrics.periods import Days
from metrics.plan.formula import PlanPart
from metrics.plan.model import Indicator, Institution
from metrics.plan.terms import FIRST_DAY, LAST_DAY, Day, GoalNumber, Key, Number, Precision, Text, YesNo


def _check_time(text: str) -> str:
    """Refuse a text that is no time; what the whole period is does not matter to that."""
    try:
        return parse_time(text, (FIRST_DAY, LAST_DAY)).text
    except InvalidInput as wrong:
        problem = wrong.problems[0]
        raise PydanticCustomError(problem.code, "a time", problem.params) from wrong


TimeText = Annotated[
    str, Field(max_length=40, json_schema_extra={"pattern": WRITTEN_TIME}), AfterValidator(_check_time)
]


class GoalLink(PlanPart):
    """A goal of a yearly plan that serves an initiative, or that went before it. `note` says who says so."""

    plan: Key
    goal: GoalNumber
    relation: Relation = Relation.SERVES
    note: Text | None = None


class PlanStep(PlanPart):
    """Something that is done and reported: an initiative, or a step of one. Without a time it is undated.

    `said` are the document's own words on when. It is planned for one time, `when`, or from `begins` until `ends`.
    `depends_on` are the numbers of what has to be done before it.
    """

    number: GoalNumber
    title: Text
    section: Text
    when: TimeText | None = None
    begins: TimeText | None = None
    ends: TimeText | None = None
    said: Text | None = None
    condition: Text | None = None
    depends_on: tuple[GoalNumber, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _one_time(self) -> Self:
        if self.when and (self.begins or self.ends):
            raise PydanticCustomError("one_of", "exactly one", {"allowed": "when, begins + ends"})
        return self

    @property
    def name(self) -> str:
        """Its number and title."""
        return f"{self.number} {self.title}"

    def find_span(self, period: Days) -> PlannedSpan | None:
        """Find when it is planned, within its plan's period; None where it is undated."""
        begins, ends = (
            parse_time(text, period) if text else None
            for text in (self.begins or self.when, self.ends or self.when)
        )
        return PlannedSpan(begins, ends) if begins or ends else None


class Initiative(PlanStep):
    """What the institution does for a focus area. One that is not `numbered` in the document has a number of ours."""

    numbered: YesNo = True
    text: Text | None = None
    owner: Text | None = None
    role: ActingRole = Role.REPORTER
    steps: tuple[PlanStep, ...] = ()
    goals: tuple[GoalLink, ...] = ()

    @property
    def name(self) -> str:
        """Its number and title; the title alone where the document gives no number."""
        return super().name if self.numbered else self.title


class StandingTask(PlanPart):
    """What the document says goes on all the time, or in years it does not name: never drawn, only told."""

    section: Text
    title: Text
    said: Text | None = None


class FocusArea(PlanPart):
    """A focus area with its initiatives, in the document's order."""

    number: GoalNumber
    title: Text
    text: Text | None = None
    standing: tuple[StandingTask, ...] = ()
    initiatives: Annotated[tuple[Initiative, ...], Field(json_schema_extra={"minItems": 1})]


class DocumentFigure(PlanPart):
    """A figure that the document gives of an indicator; without `when` it has no date, and is for no period."""

    indicator: Key
    value: Number
    section: Text
    when: TimeText | None = None
    precision: Precision = Precision.EXACT
    note: Text | None = None


class FollowUp(PlanPart):
    """How often the institution says how its initiatives stand: `days` after the end of these quarters of each year."""

    quarters: tuple[Annotated[int, Field(strict=True, ge=1, le=4)], ...] = (2, 4)
    days: Annotated[int, Field(strict=True, ge=0, le=366)] = 14


class Direction(PlanPart):
    """One institution's development plan, or contract over several years: initiatives, yearly targets, or both."""

    kind: Literal[DocumentKind.DEVELOPMENT]
    id: Key
    title: Text
    institution: Key
    department: Text | None = None
    start: Day
    end: Day
    document_date: Day | None = None
    source: Text
    strategic_picture: Text | None = None
    notes: tuple[Text, ...] = ()
    reporting: FollowUp = FollowUp()
    standing: tuple[StandingTask, ...] = ()
    figures: tuple[DocumentFigure, ...] = ()
    targets: tuple[YearlyTarget, ...] = ()
    focus_areas: tuple[FocusArea, ...] = ()

    @property
    def period(self) -> Days:
        """The first and the last day of the plan."""
        return self.start, self.end

    @property
    def counts_from(self) -> date:
        """The day from which it counts as known: its date, or its first day where it has none."""
        return self.document_date or self.start

    @property
    def initiatives(self) -> tuple[Initiative, ...]:
        """Every initiative, focus area by focus area."""
        return tuple(one for area in self.focus_areas for one in area.initiatives)

    def walk(self) -> Iterator[PlanStep]:
        """Yield every initiative, each followed by its steps."""
        for initiative in self.initiatives:
            yield initiative
            yield from initiative.steps

    def find_step(self, number: str) -> PlanStep | None:
        """Find the initiative or step with a number."""
        return next((one for one in self.walk() if one.number == number), None)


class DirectionFile(Direction):
    """A development plan with the definitions that its figures refer to: the contents of one file."""

    institutions: tuple[Institution, ...] = ()
    indicators: tuple[Indicator, ...] = ()

    @property
    def bare(self) -> Direction:
        """The plan alone, without definitions."""
        return Direction.model_construct(**{name: getattr(self, name) for name in Direction.model_fields})
