"""Targets that grow, medians that wait, and inexact values that are turned round."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.facts.schema import Result
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Growth, Median
from metrics.plan.terms import Precision
from metrics.score.tests import Trace
from metrics.status import Status
from tests.factories import (
    compared,
    goal,
    indicator,
    number,
    plan,
    reads,
    result,
    scored,
    the_trace,
)


def trace_of(criterion: Criterion, *said: Result) -> Trace:
    """The trace of a criterion on these results of the share and of a peer's."""
    known = [indicator(), indicator("peer")]
    return the_trace(scored(plan(goal("1", criterion)), *said, indicators=known).goals[0])


@pytest.mark.parametrize(("value", "status"), [(121, Status.MET), (120, Status.NOT_MET)])
def test_a_target_grows_from_the_baseline_of_the_year_it_is_since(value: int, status: Status) -> None:
    """A tenth a year on the 100 of 2015."""
    of = plan(goal("1", compared(target=Growth(baseline=reads(), rate=Decimal(10), since=2015))))
    assert scored(of, result("2015", 100), result("2017", value)).goals[0].status is status


def test_a_median_is_not_known_before_all_of_its_parts_are() -> None:
    test = compared(target=Median(median_of=(reads("peer"), number(80))))
    peer = result("2017", 90, key="peer")
    for said, target in (((), None), ((peer,), 85)):
        found = trace_of(test, result("2017", 84), *said).target
        assert found
        assert found.value == target


@pytest.mark.parametrize(("factor", "precision"), [(1, Precision.ABOVE), (-1, Precision.ABOUT)])
def test_more_than_a_value_is_about_it_once_a_factor_below_zero_turns_it_round(
    factor: int, precision: Precision
) -> None:
    test = compared(value=reads(factor=Decimal(factor)))
    found = trace_of(test, result("2017", 90, precision=Precision.ABOVE)).actual
    assert found
    assert found.precision is precision
