"""Criteria: one kind of test each, or a group of others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from metrics.plan.criteria import Assessment, Compare, Criterion, Grading, Level, ScalePoint, Within
from metrics.plan.terms import Operator
from tests.factories import assessed, compared, milestone, number, reads, within

GROUP = Criterion(number="1", title="1", criteria=(compared("1.1"), milestone("1.2")))
EACH = {"compare": compared(), "within": within(), "milestone": milestone(), "assessed": assessed()}


@pytest.mark.parametrize("given", [{}, {"compare": compared().compare, "milestone": milestone().milestone}])
def test_a_criterion_has_exactly_one_kind_of_test(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        Criterion(number="1.1", title="x", **given)
    (error,) = refused.value.errors()
    assert (error["type"], error["ctx"]) == (
        "one_of",
        {"allowed": "compare, within, milestone, assessed, criteria"},
    )


def test_a_criterion_with_a_test_is_no_group() -> None:
    with pytest.raises(ValidationError):
        Criterion(number="1", title="1", milestone=milestone().milestone, criteria=(compared(),))


@pytest.mark.parametrize(("kind", "leaf"), EACH.items())
def test_a_leaf_knows_its_kind_and_who_decides_it(kind: str, leaf: Criterion) -> None:
    assert leaf.kind == kind
    assert leaf.test is getattr(leaf, kind)
    measured = kind in ("compare", "within")
    assert leaf.measured is (leaf.test if measured else None)
    assert leaf.dated is (None if measured else leaf.test)
    assert bool(leaf.quantities) is measured


def test_a_group_has_no_test_of_its_own() -> None:
    assert (GROUP.kind, GROUP.test, GROUP.measured, GROUP.dated, GROUP.quantities) == (
        *(None, None, None, None),
        {},
    )


def test_the_leaves_are_in_the_order_of_the_plan_at_every_depth() -> None:
    outer = Criterion(number="0", title="0", criteria=(assessed("0.1"), GROUP, within("2")))
    assert [leaf.number for leaf in outer.leaves()] == ["0.1", "1.1", "1.2", "2"]
    assert list(milestone("3").leaves()) == [milestone("3")]


def test_the_sides_of_a_comparison() -> None:
    test = Compare(value=reads(), operator=Operator.AT_LEAST, target=number(90))
    assert test.quantities == {"value": reads(), "target": number(90)}
    assert test.limit == number(90)
    partial = test.model_copy(update={"partial_from": number(80)})
    assert list(partial.quantities) == ["value", "target", "partial_from"]


def test_every_side_of_a_test_is_changed_and_its_steps_too() -> None:
    steps = (Level(target=number(0), operator=Operator.ABOVE, earns=Decimal("0.5")),)
    test = Compare(value=reads(), operator=Operator.AT_LEAST, target=number(90), steps=steps)
    assert list(test.quantities) == ["value", "target", "steps[#1].target"]
    moved = test.map_quantities(lambda name, side: number(7) if name.endswith("target") else side)
    assert moved == test.model_copy(
        update={"target": number(7), "steps": (steps[0].model_copy(update={"target": number(7)}),)}
    )
    away = Within(value=reads(), tolerance=number(2))
    assert away.map_quantities(lambda _, side: side) == away


def test_a_distance_is_at_most_its_tolerance_and_from_nothing_unless_a_reference_is_given() -> None:
    test = Within(value=reads(), tolerance=number(2))
    assert (test.operator, test.limit) == (Operator.AT_MOST, number(2))
    assert test.quantities == {"value": reads(), "reference": number(0), "tolerance": number(2)}


def test_a_criterion_reads_the_series_of_all_its_sides() -> None:
    read = compared(
        value=reads("share", weight="cases", over="weighted"), target=reads("goal", institution="x")
    )
    assert list(read.series("inst")) == [("inst", "share"), ("inst", "cases"), ("x", "goal")]
    assert list(milestone().series("inst")) == []


def test_a_changed_test_leaves_the_rest_of_the_leaf() -> None:
    moved = milestone("1.2", depends_on="1.1").with_test(due=date(2018, 1, 1))
    assert moved == milestone("1.2", date(2018, 1, 1), "1.1")
    assert moved.number == "1.2"


def test_a_word_earns_what_the_scale_says() -> None:
    scale = (ScalePoint(word="Godt", earns=Decimal(1)), ScalePoint(word="Rimeligt", earns=Decimal("0.5")))
    test = Assessment(due=date(2017, 12, 31), scale=scale)
    assert [test.earns(word) for word in ("Godt", "Rimeligt", "godt")] == [1, Decimal("0.5"), None]


def test_a_grading_has_a_point() -> None:
    with pytest.raises(ValidationError):
        Grading(points=())
