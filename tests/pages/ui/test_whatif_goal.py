"""What is supposed of one goal, and what of the page goes by it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.whatif import Changes
from pages.ui import whatif_goal
from tests.factories import compared, goal, number, reads

GOAL = goal("1", compared("1.1", reads("share"), ">=", number(90)))
NOW = Changes({"2": Fraction(1)}, {}, {"1.1": Decimal(91), "3.1": Decimal(91)})


@pytest.mark.parametrize(
    ("then", "alone"),
    [
        (replace(NOW, values={"1.1": Decimal(92), "3.1": Decimal(91)}), True),
        (replace(NOW, credits={"1": Fraction(1), "2": Fraction(1)}, values={"3.1": Decimal(91)}), True),
        (replace(NOW, values={"1.1": Decimal(92)}), False),
        (replace(NOW, credits={}), False),
        (replace(NOW, rho=0.5), False),
        (Changes(), False),
    ],
)
def test_a_goal_is_drawn_anew_alone_if_no_other_differs_and_something_is_still_supposed(
    then: Changes, alone: bool
) -> None:
    assert whatif_goal.alone(GOAL, NOW, then) is alone
    assert whatif_goal.alone(GOAL, then, NOW) is alone


def test_a_goal_is_not_drawn_alone_when_the_first_thing_is_supposed_or_the_last_one_taken_back() -> None:
    only = Changes({"1": Fraction(1)})
    assert not whatif_goal.alone(GOAL, Changes(), only)
    assert not whatif_goal.alone(GOAL, only, Changes())
