"""A share of each plan's own points."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.plan.model import Scoring
from metrics.whatif.department import count_plans_under
from metrics.whatif.prospects import find_prospects
from tests.believing import believing, milestones, scored_with


def test_a_plan_of_fifty_points_is_under_four_fifths_where_it_earns_less_than_forty() -> None:
    """Both of its two goals are needed: 0.9 times 0.5."""
    score = scored_with(milestones(2, scoring=Scoring(possible=Decimal(50))), believing(0.9, 0.5))
    outlook = find_prospects(score)
    assert outlook is not None
    assert count_plans_under({"plan": outlook}, Fraction(4, 5)).expected == pytest.approx(0.55)
