"""A measured target of a document over several years, with a number for each year. It has no points."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from metrics.plan.criteria import Compare, Criterion
from metrics.plan.formula import Path, PlanPart, Reading, Step
from metrics.plan.terms import GoalNumber, Operator, Text


class YearlyTarget(PlanPart):
    """What a series must reach in each of several years; `value` says how the year's figures become one result."""

    number: GoalNumber
    title: Text
    section: Text
    value: Reading
    operator: Operator = Operator.AT_LEAST
    by_year: Annotated[tuple[Step, ...], Field(min_length=1)]
    note: Text | None = None

    @model_validator(mode="after")
    def _of_its_own_year(self) -> Self:
        # A reading of a named time would be the same in every year.
        if self.value.year is not None or self.value.period is not None or self.value.offset:
            raise PydanticCustomError("target_reads_its_year", "the reading of each year", {})
        return self

    @property
    def name(self) -> str:
        """Its number and title."""
        return f"{self.number} {self.title}"

    @property
    def years(self) -> tuple[int, ...]:
        """The years it has a number for, in order."""
        return tuple(sorted(step.year for step in self.by_year))

    @cached_property
    def criterion(self) -> Criterion:
        """The same as a criterion of a yearly plan, so that it is read and judged as one."""
        test = Compare(value=self.value, operator=self.operator, target=Path(by_year=self.by_year))
        return Criterion(number=self.number, title=self.title, compare=test)
