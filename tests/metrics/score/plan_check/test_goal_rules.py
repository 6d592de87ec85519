"""Rules about one goal: see also what `find_advice` says of them."""

from __future__ import annotations

import pytest

from metrics.plan.criteria import Criterion
from metrics.plan.terms import GoalKind
from metrics.score.plan_check.goal_rules import GOAL_RULES
from tests.checked_plans import good, of
from tests.factories import assessed, compared, goal, milestone


def test_a_goal_is_only_judged_where_every_test_is_an_assessment() -> None:
    check = GOAL_RULES["operational_not_measured"]
    assert check(goal("1", assessed("1.1"), kind=GoalKind.OPERATIONAL)) == {}
    assert check(goal("1", assessed("1.1"), milestone("1.2"), kind=GoalKind.OPERATIONAL)) is None
    assert check(goal("1", assessed("1.1"), compared("1.2"), kind=GoalKind.OPERATIONAL)) is None
    assert check(goal("1", assessed("1.1"), kind=GoalKind.POLICY)) is None


@pytest.mark.parametrize(("count", "fires"), [(3, False), (4, True)])
def test_a_goal_has_few_criteria_also_within_groups(count: int, fires: bool) -> None:
    leaves = [milestone(f"1.1.{n}") for n in range(count)]
    group = Criterion(number="1.1", title="-", criteria=tuple(leaves))
    assert of("many_criteria", good(goal("1", *leaves))) == [("1", {"count": count})] * fires
    assert of("many_criteria", good(goal("1", group))) == [("1", {"count": count})] * fires
