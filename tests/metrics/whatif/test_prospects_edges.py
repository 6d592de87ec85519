"""Goals outside the score beside a total."""

from __future__ import annotations

from fractions import Fraction

from metrics.whatif.prospects import find_prospects
from tests.believing import believing, scored_with
from tests.factories import goal, milestone, plan


def test_a_goal_outside_the_score_silences_no_total() -> None:
    of = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1"), scored=False))
    found = find_prospects(scored_with(of, believing(0.25, None)))
    assert found is not None
    assert found.silent == ()
    assert found.distribution() == ((Fraction(0), 0.75), (Fraction(100), 0.25))
