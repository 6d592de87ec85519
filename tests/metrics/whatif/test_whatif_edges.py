"""What may be supposed on the first day of a rule, and what contradicts what is recorded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.algebra.outcome import Outcome
from metrics.errors import InvalidInput
from metrics.facts.schema import Event, Result
from metrics.plan.criteria import GradePoint, Grading
from metrics.plan.model import Plan
from metrics.plan.terms import LARGEST
from metrics.score.beliefs import NO_BELIEFS
from metrics.whatif.whatif import Position, Suppositions, WhatIf, suppose
from tests.believing import EARLY
from tests.factories import (
    catalogue,
    compared,
    event,
    facts,
    goal,
    indicator,
    milestone,
    number,
    plan,
    reads,
    result,
    scored,
)
from tests.settlements import add_settlements, close, settle

STRAIGHT = Grading(
    points=(GradePoint(at=Decimal(0), earns=Decimal(0)), GradePoint(at=Decimal(1), earns=Decimal(1))),
    linear=True,
)
HALF, ONE = Fraction(1, 2), Fraction(1)


def supposing(of: Plan, *said: Result | Event, as_of: date = EARLY, **changes: object) -> WhatIf:
    known = facts(*said, as_of=as_of)
    return suppose(of, known, catalogue(), NO_BELIEFS, Suppositions(**changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(("value", "contradicts"), [("45", ()), ("90", ("1.1",))])
def test_a_value_is_held_against_what_is_recorded_before_any_factor(
    value: str, contradicts: tuple[str, ...]
) -> None:
    of = plan(goal("1", compared("1.1", reads(factor=Decimal(2)), ">=", number(80))))
    found = supposing(of, result("2017", 45), as_of=date(2018, 3, 1), values={"1.1": Decimal(value)})
    assert found.contradicts == contradicts


@pytest.mark.parametrize(("withdrawn", "allowed"), [(date(2017, 3, 2), True), (EARLY, False)])
def test_nothing_is_supposed_of_a_goal_from_the_day_it_is_withdrawn(withdrawn: date, allowed: bool) -> None:
    of = plan(goal("1", milestone("1.1"), withdrawn=withdrawn), goal("2", milestone("2.1")))
    if allowed:
        assert supposing(of, credits={"1": ONE}).changed.points.secured == 50
        return
    with pytest.raises(InvalidInput) as refused:
        supposing(of, credits={"1": ONE})
    assert [problem.code for problem in refused.value.problems] == ["goal_withdrawn"]


def test_a_likelihood_lies_between_what_is_secured_and_what_is_within_reach() -> None:
    of = plan(goal("1", milestone("1.1"), milestone("1.2"), rule="sum", grade=STRAIGHT))
    found = supposing(of, event("1.1", on=EARLY), likelihoods={"1": 0.25})
    assert found.changed.goals[0].outcome == Outcome(HALF, ONE, ((HALF, 0.75), (ONE, 0.25)))


@pytest.mark.parametrize(("kind", "contradicts"), [("claimed", ()), ("met", ("1.1",)), ("not_met", ("1.1",))])
def test_a_day_supposed_of_what_is_only_claimed_contradicts_nothing(
    kind: str, contradicts: tuple[str, ...]
) -> None:
    said = event("1.1", kind, on=date(2017, 2, 1))
    found = supposing(plan(goal("1", milestone("1.1"))), said, days={"1.1": date(2017, 6, 1)})
    assert found.contradicts == contradicts


@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        (date(2015, 12, 31), False),
        (date(2016, 1, 1), True),
        (date(2019, 1, 1), True),
        (date(2019, 1, 2), False),
    ],
)
def test_a_day_may_be_supposed_up_to_366_days_outside_the_plan(day: date, allowed: bool) -> None:
    of = plan(goal("1", milestone("1.1")))
    if allowed:
        assert supposing(of, days={"1.1": day}).contradicts == ()
    else:
        with pytest.raises(InvalidInput):
            supposing(of, days={"1.1": day})


@pytest.mark.parametrize(("value", "allowed"), [(LARGEST, True), (LARGEST + 1, False)])
def test_a_value_may_be_the_largest_there_is(value: Decimal, allowed: bool) -> None:
    if allowed:
        assert supposing(plan(), values={"1.1": value}).contradicts == ()
    else:
        with pytest.raises(InvalidInput):
            supposing(plan(), values={"1.1": value})


def test_figures_and_days_are_not_supposed_of_a_settled_plan_and_goals_are() -> None:
    closed = close(plan(goal("1", compared("1.1")), goal("2", milestone("2.1"))), date(2018, 3, 1))
    kept = settle(scored(closed, result("2017", 95), indicators=[indicator()], as_of=date(2018, 3, 1)))
    later = add_settlements(facts(result("2017", 5), event("2.1"), as_of=date(2018, 4, 1)), kept)
    position = Position.of(closed, later, catalogue(indicator()), NO_BELIEFS)
    with pytest.raises(InvalidInput) as refused:
        position.suppose(Suppositions(values={"1.1": Decimal(80)}, days={"2.1": date(2017, 5, 1)}))
    told = [(problem.code, problem.place) for problem in refused.value.problems]
    assert told == [("test_settled", "1.1"), ("test_settled", "2.1")]
    found = position.suppose(Suppositions(credits={"2": ONE}))
    assert [found.official.points.secured, found.changed.points.secured] == [50, 100]
