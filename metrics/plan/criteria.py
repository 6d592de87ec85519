"""The criteria of a goal: a test of one of four kinds, or a group of criteria with a rule."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from metrics.algebra.tree import Rule
from metrics.plan.formula import Constant, PlanPart, Quantity
from metrics.plan.terms import (
    Day,
    Flag,
    GoalNumber,
    GradeStatus,
    Operator,
    Party,
    Share,
    Text,
    Weight,
)


class Compare(PlanPart):
    """A value against a target. `partial_from` is where credit begins to rise in a straight line towards it."""

    value: Quantity
    operator: Operator
    target: Quantity
    partial_from: Quantity | None = None


class Within(PlanPart):
    """A value at most `tolerance` away from a reference; `relative` means in percent of the reference."""

    value: Quantity
    reference: Quantity = Constant(number=Decimal(0))
    tolerance: Quantity
    relative: Flag = False


class Milestone(PlanPart):
    """Something to be done by a day: claimed by the institution, confirmed by the department."""

    due: Day
    depends_on: GoalNumber | None = None


class ScalePoint(PlanPart):
    """A word of an assessment's scale and the credit it earns."""

    word: Annotated[Text, Field(max_length=80)]
    earns: Share


class Assessment(PlanPart):
    """A verdict in words by a named party, with a reason, given by a day."""

    due: Day
    by: Party = Party.DEPARTMENT
    scale: tuple[ScalePoint, ...] = ()

    def earns(self, word: str) -> Decimal | None:
        """The credit of a word on the scale; None where the scale has no such word."""
        return next((point.earns for point in self.scale if point.word == word), None)


class GradePoint(PlanPart):
    """From this credit on, this credit is earned, and `status` is its word where that differs from the credit's."""

    at: Share
    earns: Share
    status: GradeStatus | None = None


class Grading(PlanPart):
    """How a group's credit is graded: in steps, or along straight lines between the points."""

    points: Annotated[tuple[GradePoint, ...], Field(min_length=1)]
    linear: Flag = False


TESTS = ("compare", "within", "milestone", "assessed")


class Criterion(PlanPart):
    """One test, or a group of criteria with a rule. `number` is unique in the plan, as "2.1" or "2.1.a"."""

    number: GoalNumber
    title: Text
    weight: Weight = Decimal(1)
    scored: Flag = True
    note: Text | None = None
    compare: Compare | None = None
    within: Within | None = None
    milestone: Milestone | None = None
    assessed: Assessment | None = None
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
    def test(self) -> Compare | Within | Milestone | Assessment | None:
        """The test of a leaf; None for a group."""
        return self.compare or self.within or self.milestone or self.assessed

    def leaves(self) -> Iterator[Criterion]:
        """Every test at or below this criterion, in the plan's order."""
        if not self.criteria:
            yield self
        for child in self.criteria:
            yield from child.leaves()


def find_quantities(criterion: Criterion) -> dict[str, Quantity]:
    """The quantities of a leaf by their key in the file; empty for milestones and assessments."""
    test = criterion.compare or criterion.within
    names = ("value", "target", "partial_from", "reference", "tolerance")
    found = {name: getattr(test, name, None) for name in names}
    return {name: quantity for name, quantity in found.items() if quantity is not None}
