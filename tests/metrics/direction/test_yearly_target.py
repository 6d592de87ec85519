"""A measured target with a number for each of several years."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from metrics.direction.yearly_target import YearlyTarget
from metrics.plan.criteria import Compare
from metrics.plan.formula import Path, Step
from metrics.plan.terms import Operator
from tests.factories import reads

STEPS = (Step(year=2025, number=Decimal(92)), Step(year=2023, number=Decimal(90)))
TARGET = YearlyTarget(number="A", title="In time", section="2", value=reads(), by_year=STEPS)


def test_it_is_read_as_the_criterion_of_a_yearly_plan_is() -> None:
    assert (TARGET.name, TARGET.years) == ("A In time", (2023, 2025))
    assert TARGET.criterion.measured == Compare(
        value=reads(), operator=Operator.AT_LEAST, target=Path(by_year=STEPS)
    )


def test_a_target_without_a_year_is_none() -> None:
    with pytest.raises(ValidationError) as refused:
        YearlyTarget(number="A", title="T", section="2", value=reads(), by_year=())
    assert [error["loc"] for error in refused.value.errors()] == [("by_year",)]
