"""What the yearly targets of a development plan must meet: every problem with its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from metrics.direction.direction_requirements import find_direction_problems
from metrics.direction.yearly_target import YearlyTarget
from metrics.plan.formula import Reading, Step
from metrics.plan.terms import Over, Unit
from tests.directions import direction, initiative
from tests.factories import quarterly, reads


def target(key: str = "A", *years: int, **changes: Any) -> YearlyTarget:
    steps = tuple(Step(year=year, number=Decimal(90)) for year in years or (2023,))
    value = reads(over=Over.POOLED)
    return YearlyTarget(
        **{"number": key, "title": "T", "section": "2", "value": value, "by_year": steps, **changes}
    )


def problems(*targets: YearlyTarget, **changes: Any) -> list[tuple[str, str]]:
    file = direction(targets=targets, **{"indicators": (quarterly(),), **changes})
    return [(one.code, one.place) for one in find_direction_problems(file)]


def test_a_contract_may_have_targets_alone_but_not_nothing() -> None:
    assert problems(target(), focus_areas=()) == []
    assert problems(focus_areas=()) == [("list_empty", "focus_areas")]


def test_a_number_is_of_one_target_and_of_no_initiative() -> None:
    assert problems(target("A"), target("A")) == [("number_twice", "targets[A]")]
    file = direction(initiative("1.1"), targets=(target("1.1"),), indicators=(quarterly(),))
    assert [one.code for one in find_direction_problems(file)] == ["number_twice"]


def test_each_year_stands_once_and_within_the_plan() -> None:
    assert problems(target("A", 2023, 2023)) == [("year_duplicate", "targets[A].by_year")]
    assert problems(target("A", 2023, 2026)) == [("target_year_outside", "targets[A].by_year")]
    assert problems(target("A", 2023, 2025)) == []
    backwards = problems(target(), end=date(2022, 1, 1))
    assert backwards == [("dates_out_of_order", "end")]


def test_the_series_is_defined_in_the_same_unit_and_says_how_a_year_is_read() -> None:
    assert problems(target(), indicators=()) == [("indicator_unknown", "targets[A].value")]
    assert problems(target(value=reads())) == [("over_missing", "targets[A].value")]
    other = quarterly("days", unit=Unit.DAYS)
    step = Step(year=2023, reading=reads("days", over=Over.MEAN, offset=-1))
    assert problems(target(by_year=(step,)), indicators=(quarterly(), other)) == [
        ("unit_mismatch", "targets[A].target")
    ]


@pytest.mark.parametrize("named", [{"year": 2022}, {"period": "2022Q1"}, {"offset": -1}])
def test_a_target_reads_each_year_by_itself(named: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        target(value=Reading(indicator="share", **named))
    assert [error["type"] for error in refused.value.errors()] == ["target_reads_its_year"]
