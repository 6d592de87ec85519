"""Goals on which nothing depends, and goals of which part is lost."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.plan.criteria import GradePoint, Grading
from metrics.plan.model import Scoring
from metrics.plan.terms import Weights
from metrics.score.beliefs import Beliefs
from metrics.score.scoring import score_plan
from metrics.whatif.pivotal import find_pivots
from tests.believing import EARLY, believing, likely, scored_with
from tests.factories import catalogue, event, facts, goal, milestone, plan

STRAIGHT = Grading(
    points=(GradePoint(at=Decimal(0), earns=Decimal(0)), GradePoint(at=Decimal(1), earns=Decimal(1))),
    linear=True,
)


def test_of_goals_on_which_as_much_depends_the_one_with_most_points_comes_first() -> None:
    of = plan(
        goal("1", milestone("1.1"), weight=Decimal(20)),
        goal("2", milestone("2.1"), weight=Decimal(80)),
        scoring=Scoring(weights=Weights.GIVEN),
    )
    found = find_pivots(scored_with(of, believing(0.5, 0.5)), Fraction(0))
    assert [(pivot.number, pivot.difference) for pivot in found] == [("2", 0.0), ("1", 0.0)]


def test_a_goal_of_which_half_is_lost_is_met_where_the_other_half_is() -> None:
    of = plan(goal("1", milestone("1.1"), milestone("1.2"), rule="sum", grade=STRAIGHT))
    known = facts(event("1.1", "not_met", on=EARLY), as_of=EARLY)
    score = score_plan(of, known, catalogue(), beliefs=Beliefs({"1.2": likely(0.25)}))
    (found,) = find_pivots(score, Fraction(50))
    assert found.p_met == pytest.approx(0.25)
    assert found.met.expected == pytest.approx((50, 50))
