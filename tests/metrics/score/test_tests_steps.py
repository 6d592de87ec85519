"""Steps below a target, and reports on given days, where an edge decides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from metrics.plan.criteria import Compare, Criterion, Level
from metrics.plan.model import Reporting
from metrics.plan.terms import Operator, Precision
from metrics.score.tests import find_report_due
from metrics.status import Status
from tests.factories import goal, number, plan, reads, result, scored

STEPS = tuple(Level(target=number(at), earns=Decimal(earns)) for at, earns in ((80, "0.25"), (90, "0.75")))
TEST = Compare(value=reads(), operator=Operator.AT_LEAST, target=number(95), steps=STEPS)


def credit_of(test: Compare, value: str, **changes: Any) -> Fraction | None:
    """The credit of a criterion on one value."""
    criterion = Criterion(number="1.1", title="A", compare=test)
    found = scored(plan(goal("1", criterion)), result("2017", value, **changes))
    return found.goals[0].criteria[0].outcome.credit


@pytest.mark.parametrize(
    ("value", "credit"),
    [("79.9", "0"), ("80", "0.25"), ("89.9", "0.25"), ("90", "0.75"), ("94.9", "0.75"), ("95", "1")],
)
def test_the_highest_step_that_is_reached_is_earned(value: str, credit: str) -> None:
    assert credit_of(TEST, value) == Fraction(credit)


def test_less_is_better_where_the_test_says_so() -> None:
    down = Compare(
        value=reads(),
        operator=Operator.AT_MOST,
        target=number(10),
        steps=(Level(target=number(20), operator=Operator.BELOW, earns=Decimal("0.5")),),
    )
    assert [credit_of(down, value) for value in ("10", "19.9", "20")] == [1, Fraction(1, 2), 0]


def test_a_value_that_is_provisional_or_inexact_earns_no_step_yet() -> None:
    assert credit_of(TEST, "85", provisional=True) is None
    assert credit_of(TEST, "85", precision=Precision.ABOUT) is None
    assert credit_of(TEST, "95", precision=Precision.AT_LEAST) == 1
    assert credit_of(TEST, "85", precision=Precision.AT_LEAST) is None


def test_without_cases_waits_until_all_is_reported() -> None:
    silent = TEST.model_copy(update={"without_cases": Status.MET})
    criterion = Criterion(number="1.1", title="A", compare=silent)
    whole = scored(plan(goal("1", criterion)), result("2017", of=(0, 0)))
    assert whole.goals[0].criteria[0].status is Status.MET
    part = scored(plan(goal("1", criterion)), result("2017", of=(0, 0), provisional=True))
    assert part.goals[0].criteria[0].outcome.credit is None


def test_what_ends_on_a_day_of_report_is_in_the_next_one() -> None:
    days = (date(2017, 4, 24), date(2017, 8, 24))
    of = plan(reporting=Reporting(dates=days, days=10))
    assert find_report_due(of, date(2017, 4, 23)) == days[0]
    assert find_report_due(of, date(2017, 4, 24)) == days[1]
    assert find_report_due(of, date(2017, 12, 31)) == date(2018, 1, 10)


@pytest.mark.parametrize(
    ("operator", "precision", "credit"),
    [
        (">=", Precision.AT_LEAST, 1),
        (">", Precision.AT_LEAST, None),
        ("<", Precision.AT_LEAST, 0),
        ("<=", Precision.AT_LEAST, None),
        ("=", Precision.AT_LEAST, None),
        ("<=", Precision.AT_MOST, 1),
        ("<", Precision.AT_MOST, None),
        (">", Precision.AT_MOST, 0),
        (">=", Precision.AT_MOST, None),
        (">", Precision.ABOVE, 1),
        ("<", Precision.BELOW, 1),
    ],
)
def test_at_the_target_itself_at_least_and_at_most_decide_what_follows(
    operator: str, precision: Precision, credit: int | None
) -> None:
    test = Compare(value=reads(), operator=Operator(operator), target=number(90))
    assert credit_of(test, "90", precision=precision) == credit
