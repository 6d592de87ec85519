"""What a goal can earn in part is passed on, or the plan says that it is not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from metrics.algebra.tree import Rule
from metrics.plan.criteria import Assessment, Compare, Criterion, GradePoint, Grading, ScalePoint
from metrics.plan.lost_credit import earns_part, find_lost_credit, loses_credit
from metrics.plan.model import Goal, Scoring
from metrics.plan.terms import Operator, Weights
from metrics.status import Status
from tests.factories import compared, goal, milestone, number, plan, reads, result, scored

LINE = Criterion(
    number="1.1",
    title="A",
    compare=Compare(value=reads(), operator=Operator.AT_LEAST, target=number(100), partial_from=number(0)),
)


def grade(*points: tuple[str, str], linear: bool = False) -> Grading:
    """A grade of (at, earns)."""
    found = tuple(GradePoint(at=Decimal(at), earns=Decimal(earns)) for at, earns in points)
    return Grading(points=found, linear=linear)


def words(*earns: str) -> Criterion:
    """An assessment on a scale."""
    due = milestone().milestone
    assert due
    scale = tuple(ScalePoint(word=f"w{place}", earns=Decimal(one)) for place, one in enumerate(earns))
    return Criterion(number="1.1", title="A", assessed=Assessment(due=due.due, scale=scale))


def group(rule: Rule, *criteria: Criterion, **changes: Any) -> Criterion:
    return Criterion(number="1.9", title="G", rule=rule, criteria=criteria, **changes)


TWO = (milestone("1.1"), milestone("1.2"))
STEPS = grade(("0", "0"), ("0.5", "0.5"), ("1", "1"))
HARD = grade(("0", "0"), ("1", "1"))


@pytest.mark.parametrize(
    ("part", "partly"),
    [
        (compared(), False),
        (milestone(), False),
        (LINE, True),
        (words("1", "0"), False),
        (words("1", "0.5", "0"), True),
        (LINE.model_copy(update={"grade": HARD}), False),
        (LINE.model_copy(update={"grade": STEPS}), True),
        (LINE.model_copy(update={"grade": grade(("0", "0"), ("1", "1"), linear=True)}), True),
        (compared(grade=grade(("0", "0.5"), ("1", "1"))), True),
        (compared(grade=STEPS), False),
        (group(Rule.ALL, *TWO), False),
        (group(Rule.ALL, LINE, TWO[1]), True),
        (group(Rule.ALL, LINE.model_copy(update={"weight": Decimal(0)}), TWO[1]), True),
        (group(Rule.ANY, LINE.model_copy(update={"weight": Decimal(0)}), TWO[1]), True),
        (group(Rule.SUM, LINE.model_copy(update={"weight": Decimal(0)}), TWO[1]), False),
        (group(Rule.SUM, *TWO), True),
        (group(Rule.SUM, *TWO, grade=HARD), False),
        (group(Rule.SUM, TWO[0], milestone("1.2").model_copy(update={"scored": False})), False),
        (group(Rule.SUM, TWO[0], milestone("1.2").model_copy(update={"weight": Decimal(0)})), False),
    ],
)
def test_a_part_of_the_credit_is_possible_or_not(part: Criterion, partly: bool) -> None:
    assert earns_part(part) is partly
    assert loses_credit(goal("1", part), plan()) is partly


@pytest.mark.parametrize(
    ("found", "scoring"),
    [
        (goal("1", LINE, grade=STEPS), Scoring()),
        (goal("1", LINE, grade=HARD), Scoring()),
        (goal("1", LINE), Scoring(partial=True)),
        (goal("1", compared()), Scoring()),
    ],
)
def test_nothing_is_lost_where_the_plan_says_what_becomes_of_it(found: Goal, scoring: Scoring) -> None:
    assert list(find_lost_credit(plan(found, scoring=scoring))) == []


def test_a_goal_that_loses_a_part_is_named_with_the_criterion_unless_it_is_agreed_on() -> None:
    lost, kept = goal("1", LINE), goal("2", compared("2.1"))
    (problem,) = find_lost_credit(plan(lost, kept))
    assert (problem.code, problem.place, problem.params) == ("credit_lost", "goals[1]", {"number": "1.1"})
    assert list(find_lost_credit(plan(lost, kept), (lost,))) == []
    (problem,) = find_lost_credit(plan(goal("3", *TWO, rule=Rule.SUM)))
    assert problem.params == {"number": "3"}


@pytest.mark.parametrize("weights", list(Weights))
def test_what_a_criterion_earns_in_part_reaches_its_goal_where_the_plan_says_so(weights: Weights) -> None:
    one = goal("1", LINE, weight=Decimal(100) if weights is Weights.GIVEN else None)
    found = scored(plan(one, scoring=Scoring(partial=True, weights=weights)), result("2017", 90)).goals[0]
    assert (found.outcome.credit, found.status) == (Fraction(9, 10), Status.PARTLY_MET)
    if weights is Weights.CRITERIA:  # where a part of the goal is what is counted
        return
    kept = scored(plan(one, scoring=Scoring(weights=weights)), result("2017", 90)).goals[0]
    assert (kept.outcome.credit, kept.status) == (Fraction(0), Status.NOT_MET)
