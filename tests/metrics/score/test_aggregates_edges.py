"""Readings made into one value: weights, numerators that are missing, and where a sum can still end."""

from __future__ import annotations

from fractions import Fraction

import pytest

from metrics.facts.facts import Observation
from metrics.facts.schema import Result
from metrics.plan.terms import Over, Unit
from metrics.score.aggregates import Reach, aggregate_parts, find_reach
from metrics.status import Status
from tests.factories import (
    INDICATOR,
    OWNER,
    compared,
    facts,
    goal,
    plan,
    quarterly,
    reads,
    result,
    scored,
    the_trace,
)


def observed(*said: Result) -> tuple[Observation, ...]:
    return facts(*said).series[OWNER, INDICATOR]


@pytest.mark.parametrize(("unit", "least"), [(Unit.COUNT, Fraction(30)), (Unit.MIO_DKK, None)])
def test_a_count_only_grows_and_money_can_be_taken_back(unit: Unit, least: Fraction | None) -> None:
    parts = observed(result("2017Q1", 10), result("2017Q2", 20))
    assert find_reach(Over.SUM, parts, (), quarterly(unit=unit)) == Reach(least, None)


@pytest.mark.parametrize(
    ("factor", "reach"), [(2, Reach(Fraction(2), Fraction(6))), (-2, Reach(Fraction(-6), Fraction(-2)))]
)
def test_a_negative_factor_turns_the_reach_round(factor: int, reach: Reach) -> None:
    assert Reach(Fraction(1), Fraction(3)).times(Fraction(factor)) == reach


def test_a_part_that_is_known_only_as_a_value_cannot_be_pooled_with_others() -> None:
    """Nine of 10 and 30 of 40 are 39 of 50."""
    parts = observed(result("2017Q1", of=(9, 10)), result("2017Q2", of=(30, 40)), result("2017Q3", 80))
    assert aggregate_parts(Over.POOLED, parts[:2], quarterly(), ()) == 78
    assert aggregate_parts(Over.POOLED, parts, quarterly(), ()) is None
    assert aggregate_parts(Over.POOLED, parts[2:], quarterly(), ()) == 80


WEIGHTED = plan(goal("1", compared(value=reads(over="weighted", weight="cases"))))
WEIGHED = [quarterly(), quarterly("cases", unit=Unit.COUNT)]


def test_a_single_value_of_a_weighted_mean_needs_no_weight_and_settles() -> None:
    found = scored(WEIGHTED, result("2017", 92), indicators=WEIGHED).goals[0]
    actual = the_trace(found).actual
    assert actual
    assert (actual.value, actual.settled) == (Fraction(92), True)
    assert actual.owed == ()
    assert found.status is Status.MET


def test_the_quarters_of_a_weighted_mean_wait_for_their_weights_and_are_nothing_by_weights_of_zero() -> None:
    """By 10, 20, 30 and 40 cases, 80, 90, 100 and 95 are (800 + 1800 + 3000 + 3800) / 100."""
    shares = [result(f"2017Q{q}", value) for q, value in enumerate((80, 90, 100, 95), 1)]
    cases = [result(f"2017Q{q}", 10 * q, key="cases") for q in (1, 2, 3, 4)]
    none = [result(f"2017Q{q}", 0, key="cases") for q in (1, 2, 3, 4)]
    for said, value, settled in ((cases, 94, True), (cases[:3], None, False), (none, None, True)):
        actual = the_trace(scored(WEIGHTED, *shares, *said, indicators=WEIGHED).goals[0]).actual
        assert actual
        assert (actual.value, actual.settled) == (value, settled)
