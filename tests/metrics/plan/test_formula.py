"""Quantities: what each is made of, which series it reads, and what no file may combine."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from metrics.plan.formula import (
    Change,
    Constant,
    Growth,
    Median,
    Path,
    Pooled,
    Quantity,
    Reading,
    Step,
    find_parts,
    find_readings,
    find_series,
    map_readings,
)
from metrics.plan.terms import Over, Unit
from tests.factories import number, path, reads

A, B, C = reads("a"), reads("b", institution="peer"), reads("c", over=Over.WEIGHTED, weight="w")
STEPS = Path(by_year=(Step(year=2017, reading=A), Step(year=2018, number=Decimal(1))))
GROWTH = Growth(baseline=STEPS, rate=Decimal(-10), since=2016)
MEDIAN = Median(median_of=(GROWTH, B, number(3)))
POOLED = Pooled(pooled=(A, B))

EVERY: dict[str, tuple[Quantity, tuple[Quantity, ...], list[Reading]]] = {
    "constant": (number(1), (), []),
    "reading": (C, (), [C]),
    "path": (STEPS, (A,), [A]),
    "growth": (GROWTH, (STEPS,), [A]),
    "median": (MEDIAN, (GROWTH, B, number(3)), [A, B]),
    "pooled": (POOLED, (A, B), [A, B]),
}


@pytest.mark.parametrize("kind", EVERY)
def test_what_a_quantity_is_made_of_and_what_it_reads(kind: str) -> None:
    quantity, parts, readings = EVERY[kind]
    assert find_parts(quantity) == parts
    assert list(find_readings(quantity)) == readings


@pytest.mark.parametrize("kind", EVERY)
def test_every_reading_is_changed_and_nothing_else(kind: str) -> None:
    quantity, _, readings = EVERY[kind]
    changed = map_readings(quantity, lambda reading: reading.model_copy(update={"offset": -1}))
    assert [reading.offset for reading in find_readings(changed)] == [-1] * len(readings)
    assert map_readings(changed, lambda reading: reading.model_copy(update={"offset": 0})) == quantity


def test_a_reading_reads_its_own_institution_s_series_and_its_weights() -> None:
    assert list(C.series("inst")) == [("inst", "c"), ("inst", "w")]
    assert list(B.series("inst")) == [("peer", "b")]
    assert list(find_series(MEDIAN, "inst")) == [("inst", "a"), ("peer", "b")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"year": 2016, "offset": -1}, "year_or_offset"),
        ({"year": 2016, "period": "2016"}, "year_or_offset"),
        ({"period": "2016", "offset": -1}, "year_or_offset"),
        ({"period": "2016Q1", "shift": -1}, "year_or_offset"),
        ({"weight": "w"}, "weight_for_weighted"),
        ({"over": Over.WEIGHTED}, "weight_for_weighted"),
        ({"offset": -51}, "greater_than_equal"),
        ({"period": "3. kvartal"}, "period_invalid"),
    ],
)
def test_a_reading_has_one_time_and_weights_only_for_a_weighted_mean(
    changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        reads(**changes)
    assert [error["type"] for error in refused.value.errors()] == [code]


@pytest.mark.parametrize("changes", [{"year": 2016, "shift": -1}, {"offset": -1, "shift": 2}, {"year": 2016}])
def test_a_year_may_be_shifted(changes: dict[str, Any]) -> None:
    assert reads(**changes).shift == changes.get("shift", 0)


@pytest.mark.parametrize("given", [{}, {"number": Decimal(1), "reading": A}])
def test_a_step_is_a_number_or_a_reading(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        Step(year=2017, **given)
    assert [error["type"] for error in refused.value.errors()] == ["one_of"]


def test_a_path_has_the_step_of_a_year_or_none() -> None:
    target = path(y2017="90", y2019="92")
    assert [step and step.number for step in map(target.step, (2017, 2018, 2019))] == [90, None, 92]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ({"number": 1}, Constant),
        ({"indicator": "a"}, Reading),
        ({"by_year": [{"year": 2017, "number": 1}]}, Path),
        ({"baseline": {"number": 1}, "rate": 1, "since": 2016}, Growth),
        ({"median_of": [{"number": 1}]}, Median),
        ({"pooled": [{"indicator": "a"}]}, Pooled),
        ({"change_from": {"indicator": "a", "year": 2013}, "to": {"indicator": "a"}}, Change),
    ],
)
def test_the_keys_tell_which_quantity_is_written(written: dict[str, Any], kind: type) -> None:
    assert isinstance(TypeAdapter(Quantity).validate_python(written), kind)


def test_what_is_no_quantity_is_told_as_such() -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(Quantity).validate_python({"value": 1})
    assert [error["type"] for error in refused.value.errors()] == ["quantity_kind"]


def test_a_part_of_a_plan_cannot_be_changed_and_takes_no_unknown_key() -> None:
    with pytest.raises(ValidationError):
        number(1).number = Decimal(2)  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Constant(number=Decimal(1), nummer=1)  # type: ignore[call-arg]


def test_parts_share_the_keys_they_were_given_and_a_changed_copy_leaves_them() -> None:
    one, other = Constant(number=Decimal(1)), Constant(number=Decimal(2))
    assert one.model_fields_set is other.model_fields_set
    changed = one.model_copy(update={"unit": Unit.DAYS})
    assert changed.model_fields_set == {"number", "unit"}
    assert one.model_fields_set == other.model_fields_set == {"number"}


def test_what_parts_are_called_is_held_once_for_all_parts_of_a_kind() -> None:
    part = Step.model_validate_json('{"year": 2017, "number": "1"}')
    given = {"year": 2017, "number": Decimal(1), "reading": None, "provisional": False, "note": None}
    assert vars(part) == given
    assert list(vars(part)) == list(given)
    assert sys.getsizeof(vars(part)) < sys.getsizeof(given)


def test_equal_numbers_of_plans_are_one_as_long_as_they_are_written_alike() -> None:
    one, same, other = (
        Constant.model_validate_json(f'{{"number": "{text}"}}').number for text in ("90", "90", "90.0")
    )
    assert one is same
    assert one == other
    assert [str(number) for number in (one, same, other)] == ["90", "90", "90.0"]
