"""What is worked out of a plan once: its quarters, and the tree of each goal."""

from __future__ import annotations

from datetime import date

from metrics.algebra.outcome import BINARY
from metrics.plan.structure import derive_structure
from tests.factories import goal, milestone, plan


def test_the_quarters_of_a_second_year_are_numbered_from_one_again() -> None:
    of = plan(goal("1", milestone()), end=date(2018, 12, 31))
    found = derive_structure(of).quarters
    assert [number for number, _ in found] == [1, 2, 3, 4, 1, 2, 3, 4]
    assert found[4] == (1, date(2018, 3, 31))


def test_a_goal_is_met_or_not_and_a_criterion_may_be_met_in_part() -> None:
    tree = derive_structure(plan()).trees["1"]
    assert tree.grade is BINARY
    assert [child.grade for child in tree.children] == [None]
