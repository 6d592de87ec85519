"""Points under the headings of a plan."""

from __future__ import annotations

from fractions import Fraction

from metrics.algebra.outcome import Points
from metrics.plan.model import Scoring
from metrics.plan.terms import Weights
from metrics.score.headings import add_up_headings
from tests.factories import event, goal, milestone, plan, scored


def test_the_points_under_a_heading_are_those_of_its_goals() -> None:
    goals = [
        goal(key, milestone(f"{key}.1"), group=group)
        for key, group in (("1", "Drift"), ("2", "Økonomi"), ("3", "Drift"), ("4", None))
    ]
    found = scored(plan(*goals), event("1.1"), event("2.1", "not_met"))
    assert add_up_headings(found) == [
        ("Drift", Points(Fraction(25), Fraction(25), Fraction(0))),
        ("Økonomi", Points(Fraction(0), Fraction(0), Fraction(25))),
    ]
    uncounted = plan(*goals, scoring=Scoring(weights=Weights.NONE))
    assert add_up_headings(scored(uncounted)) == []
    assert add_up_headings(scored(plan(goal()))) == []
