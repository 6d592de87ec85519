"""The criteria of a goal: each is a test of one of four kinds, or a group of criteria combined by a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from metrics.algebra.tree import Rule
from metrics.plan.formula import Constant, PlanPart, Quantity, SeriesKey, find_series
from metrics.plan.terms import (
    Day,
    GoalNumber,
    GradeStatus,
    Key,
    Operator,
    Party,
    Share,
    Text,
    Weight,
    YesNo,
)
from metrics.status import Status


class Level(PlanPart):
    """A step below the target: what is earned by a value that compares with it as the test, or it itself, asks."""

    target: Quantity
    operator: Operator | None = None
    earns: Share


class Compare(PlanPart):
    """A value compared with a target.

    Below the target, credit is earned along a straight line from `partial_from` on, or in `steps`. `without_cases` is
    what holds where a period had none. `expected` is what the institution itself expects; it decides nothing.
    """

    value: Quantity
    operator: Operator
    target: Quantity
    partial_from: Quantity | None = None
    steps: tuple[Level, ...] = ()
    without_cases: Literal[Status.MET, Status.NOT_MET] | None = None
    expected: Quantity | None = None

    @property
    def limit(self) -> Quantity:
        """What the value is compared with."""
        return self.target

    @property
    def quantities(self) -> dict[str, Quantity]:
        """The sides of the test, by their keys in a plan file."""
        sides: dict[str, Quantity] = {"value": self.value, "target": self.target}
        if self.partial_from is not None:
            sides["partial_from"] = self.partial_from
        if self.expected is not None:
            sides["expected"] = self.expected
        return sides | {f"steps[#{n}].target": level.target for n, level in enumerate(self.steps, 1)}

    def map_quantities(self, change: Callable[[str, Quantity], Quantity]) -> Self:
        """Return the same test with every side changed; `change` is given the side's key too."""
        sides = {name: change(name, side) for name, side in self.quantities.items()}
        levels = [level for name, level in sides.items() if name not in Compare.model_fields]
        steps = [
            step.model_copy(update={"target": level}) for step, level in zip(self.steps, levels, strict=True)
        ]
        kept = {name: side for name, side in sides.items() if name in Compare.model_fields}
        return self.model_copy(update={**kept, "steps": tuple(steps)})


class Within(PlanPart):
    """A value that may lie at most `tolerance` from a reference; `relative` means in percent of the reference."""

    value: Quantity
    reference: Quantity = Constant(number=Decimal(0))
    tolerance: Quantity
    relative: YesNo = False

    @property
    def operator(self) -> Operator:
        """How the distance must compare with the tolerance."""
        return Operator.AT_MOST

    @property
    def limit(self) -> Quantity:
        """What the distance is compared with."""
        return self.tolerance

    @property
    def quantities(self) -> dict[str, Quantity]:
        """The sides of the test, by their keys in a plan file."""
        return {"value": self.value, "reference": self.reference, "tolerance": self.tolerance}

    def map_quantities(self, change: Callable[[str, Quantity], Quantity]) -> Self:
        """Return the same test with every side changed; `change` is given the side's key too."""
        return self.model_copy(update={name: change(name, side) for name, side in self.quantities.items()})


class Milestone(PlanPart):
    """Something to finish by a day: claimed by the institution, confirmed by the department."""

    due: Day
    depends_on: GoalNumber | None = None


class ScalePoint(PlanPart):
    """A word on an assessment's scale, and the credit it earns."""

    word: Annotated[Text, Field(max_length=80)]
    earns: Share


class Scale(PlanPart):
    """A scale written once for the whole plan; in a file, assessments refer to it by its id."""

    id: Key
    words: Annotated[tuple[ScalePoint, ...], Field(min_length=1)]


class Assessment(PlanPart):
    """A verdict in words, with a reason, given by a named party by a day."""

    due: Day
    by: Party = Party.DEPARTMENT
    scale: tuple[ScalePoint, ...] = ()

    def earns(self, word: str) -> Decimal | None:
        """Return the credit of a word on the scale; None where the scale has no such word."""
        return next((point.earns for point in self.scale if point.word == word), None)


Measured = Compare | Within
"""A test decided by quantities: it has a `value`, a `limit`, an `operator` between them, and its `quantities`."""
Dated = Milestone | Assessment
"""A test decided by what a party says, by the day it is `due`."""
Test = Measured | Dated
TESTS: dict[str, type[Test]] = {
    "compare": Compare,
    "within": Within,
    "milestone": Milestone,
    "assessed": Assessment,
}
"""The kinds of test, by their keys in a plan file."""


class GradePoint(PlanPart):
    """From credit `at` on, credit `earns` is earned; `status` is set where it is not what the credit implies."""

    at: Share
    earns: Share
    status: GradeStatus | None = None


class Grading(PlanPart):
    """How a group's credit is graded: in steps, or along straight lines between the points."""

    points: Annotated[tuple[GradePoint, ...], Field(min_length=1)]
    linear: YesNo = False


class Criterion(PlanPart):
    """One test, or a group of criteria combined by a rule. `number` is unique in the plan: "2.1", or "2.1.a"."""

    number: GoalNumber
    title: Text
    weight: Weight = Decimal(1)
    scored: YesNo = True
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
    def kind(self) -> str | None:
        """The key of a leaf's test in a plan file; None for a group."""
        return next((name for name in TESTS if getattr(self, name)), None)

    @property
    def test(self) -> Test | None:
        """The test of a leaf; None for a group."""
        return self.compare or self.within or self.milestone or self.assessed

    @property
    def measured(self) -> Measured | None:
        """The test of a leaf that is decided by quantities, else None."""
        test = self.test
        return test if isinstance(test, Measured) else None

    @property
    def dated(self) -> Dated | None:
        """The test of a leaf that is decided by what a party says, else None."""
        test = self.test
        return test if isinstance(test, Dated) else None

    @property
    def quantities(self) -> dict[str, Quantity]:
        """The sides of a measured test, by their keys in a plan file; empty for everything else."""
        return self.measured.quantities if self.measured else {}

    def series(self, institution: str) -> Iterator[SeriesKey]:
        """Yield every series that a measured test reads; `institution` owns those that name no institution."""
        for quantity in self.quantities.values():
            yield from find_series(quantity, institution)

    def with_test(self, **changes: object) -> Criterion:
        """Return the same leaf with some keys of its test changed."""
        assert self.test is not None
        return self.put_test(self.test.model_copy(update=changes))

    def put_test(self, test: Test) -> Criterion:
        """Return the same leaf with another test of its kind."""
        assert self.kind is not None
        return self.model_copy(update={self.kind: test})

    def leaves(self) -> Iterator[Criterion]:
        """Yield every test at or below this criterion, in the plan's order."""
        if not self.criteria:
            yield self
        for child in self.criteria:
            yield from child.leaves()
