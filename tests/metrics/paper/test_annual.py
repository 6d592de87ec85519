"""The content of the annual table."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

from metrics.paper.annual import find_annual, find_deviation
from metrics.status import Status
from tests.papers import example_ground


def test_part_2_has_the_goals_not_met_with_what_they_lost_and_their_tests(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled, "eksempel-register-2024", date(2025, 3, 15))
    found = find_annual(ground)
    assert [one.score.goal.number for one in found.missed] == ["1.2", "1.4"]
    assert [found.find_reference(goal) for goal in found.goals] == [None, 1, None, 2, *[None] * 4]
    first, second = found.missed
    assert sum(one.lost for one in found.missed) == ground.score.points.lost
    assert all(test.score.status is not Status.MET for test in first.tests)
    (slow,) = second.tests
    assert slow.deviation == Fraction(2, 10)


def test_a_deviation_is_unknown_for_a_milestone_and_for_a_tolerance(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled, "eksempel-register-2024", date(2025, 3, 15))
    leaves = {leaf.criterion.number: leaf for goal in ground.score.goals for leaf in goal.leaves()}
    assert find_deviation(leaves["2.1.1"]) is None
    assert [find_deviation(leaf) for leaf in leaves.values() if leaf.criterion.within] != []
    assert {find_deviation(leaf) for leaf in leaves.values() if leaf.criterion.within} == {None}
