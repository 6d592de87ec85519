"""Whether the sides of a test are in the same unit."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.errors import Problem
from metrics.plan.criteria import Criterion, Within
from metrics.plan.formula import Change, Constant, Growth, Median, Path, Quantity, Reading, Step
from metrics.plan.terms import Unit
from metrics.plan.units import find_unit_mismatches, find_value_unit
from tests.factories import compared, indicator, milestone, number, reads

KNOWN = {
    (i.institution, i.id): i
    for i in (
        indicator("share"),
        indicator("days", unit=Unit.DAYS),
        indicator("days", "peer", unit=Unit.MONTHS),
    )
}
DAYS = reads("days")


def mismatches(criterion: Criterion) -> list[Problem]:
    return list(find_unit_mismatches(criterion, "inst", KNOWN, "goals[1].criteria[1.1]"))


@pytest.mark.parametrize(
    ("criterion", "unit"),
    [
        (compared(), Unit.PERCENT),
        (compared(value=DAYS), Unit.DAYS),
        (compared(value=reads("unknown")), None),
        (milestone(), None),
    ],
)
def test_the_unit_of_a_criterion_is_that_of_what_it_measures(criterion: Criterion, unit: Unit | None) -> None:
    assert find_value_unit(criterion, "inst", KNOWN) is unit


def test_another_unit_than_the_value_s_is_told_at_its_side() -> None:
    assert mismatches(compared(value=DAYS, target=reads("share"))) == [
        Problem(
            "unit_mismatch", "goals[1].criteria[1.1].target", {"first": Unit.DAYS, "second": Unit.PERCENT}
        )
    ]


@pytest.mark.parametrize(
    "target",
    [
        number(9),
        Constant(number=Decimal(9), unit=Unit.DAYS),
        DAYS,
        reads("share", unit=Unit.DAYS),
        reads("unknown"),
    ],
)
def test_the_same_unit_and_a_unit_that_is_not_known_are_no_problem(target: Quantity) -> None:
    assert mismatches(compared(value=DAYS, target=target)) == []


@pytest.mark.parametrize(
    "target",
    [
        Constant(number=Decimal(9), unit=Unit.HOURS),
        reads("days", institution="peer"),
        reads("days", unit=Unit.YEARS),
        Median(median_of=(DAYS, reads("share"))),
        Path(by_year=(Step(year=2017, reading=reads("share")),)),
        Growth(baseline=reads("share"), rate=Decimal(1), since=2016),
    ],
)
def test_a_unit_is_looked_for_in_every_part(target: Quantity) -> None:
    assert [p.code for p in mismatches(compared(value=DAYS, target=target))] == ["unit_mismatch"]


def test_the_parts_of_a_value_are_in_one_unit_too() -> None:
    mixed = Median(median_of=(DAYS, reads("share")))
    (found,) = mismatches(compared(value=mixed, target=number(1)))
    assert (found.place, found.params["second"]) == ("goals[1].criteria[1.1].value", Unit.PERCENT)


def test_a_change_is_in_percent_and_its_sides_are_in_one_unit() -> None:
    change = Change(change_from=DAYS, to=DAYS)
    assert mismatches(compared(value=change, target=Constant(number=Decimal(1), unit=Unit.PERCENT))) == []
    assert [p.place for p in mismatches(compared(value=change, target=DAYS))] == [
        "goals[1].criteria[1.1].target"
    ]
    mixed = Change(change_from=DAYS, to=reads("share"))
    assert [p.place for p in mismatches(compared(value=mixed))] == ["goals[1].criteria[1.1].value.to"]


def test_a_relative_tolerance_is_in_percent_whatever_the_value_is_in() -> None:
    assert mismatches(_within(DAYS, relative=True)) == []
    assert [p.place for p in mismatches(_within(DAYS, relative=False))] == [
        "goals[1].criteria[1.1].tolerance"
    ]


def test_without_a_value_there_is_nothing_to_compare() -> None:
    assert mismatches(milestone()) == []
    assert mismatches(compared(value=reads("unknown"), target=reads("share"))) == []


def _within(value: Reading, *, relative: bool) -> Criterion:
    percent = Constant(number=Decimal(5), unit=Unit.PERCENT)
    test = Within(value=value, reference=DAYS, tolerance=percent, relative=relative)
    return Criterion(number="1.1", title="x", within=test)
