"""Which of the readings that are known a supposed value takes the place of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.score.tests import judge_tests
from metrics.whatif.assumptions import judge_assumptions
from tests.factories import catalogue, compared, facts, goal, over, plan, quarterly, result


@pytest.mark.parametrize(("supposed", "highest"), [("80", 95), ("96", 96)])
def test_a_highest_reading_is_of_those_that_are_final_and_of_what_is_supposed_of_the_rest(
    supposed: str, highest: int
) -> None:
    of, known = plan(goal("1", compared(value=over("max")))), catalogue(quarterly())
    now = facts(result("2017Q1", 95), result("2017Q2", 97, provisional=True), as_of=date(2017, 7, 20))
    found = judge_assumptions(judge_tests(of, now, known), of, now, known, {"1.1": Decimal(supposed)}, {})
    actual = found["1.1"][1].actual
    assert actual
    assert actual.value == highest
