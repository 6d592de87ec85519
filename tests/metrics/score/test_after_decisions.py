"""What decisions make of a computed score, beside which they stand."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from metrics.algebra.outcome import Points
from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.fact_history import gather_facts
from metrics.periods import find_day_start
from metrics.plan.model import Plan, Reopening, Scoring, Signature
from metrics.plan.terms import Party, Weights
from metrics.score.after_decisions import apply_decisions, find_totals
from metrics.score.scoring import Score, score_plan
from tests.factories import (
    LONG_AFTER,
    assessed,
    catalogue,
    event,
    event_frame,
    goal,
    observation_frame,
    plan,
)

DAY = timedelta(days=1)
TWO = plan(goal("1", assessed("1.1")), goal("2", assessed("2.1")))
"""Goal 1 is met and goal 2 is not, below."""


def decided(kind: str, number: int = 1, **changes: Any) -> Decision:
    day = date(2018, 2, 1)
    made = {"plan": TWO.id, "on": day, "by": "Department", "reason": "A day late"}
    return Decision(
        kind=DecisionKind(kind), number=number, recorded_at=find_day_start(day), **{**made, **changes}
    )


def computed(*decisions: Decision, of: Plan = TWO) -> Score:
    events = event_frame([event("1.1", "met", plan=of.id), event("2.1", "not_met", plan=of.id)])
    known = gather_facts(
        observation_frame([]), events, decisions, as_of=LONG_AFTER, known_at=find_day_start(LONG_AFTER)
    )
    return score_plan(of, known, catalogue())


def points(secured: int, possible: int = 100) -> Points:
    return Points(Fraction(secured), Fraction(0), Fraction(possible - secured))


def test_a_near_miss_counts_as_met_in_the_score_after_and_not_in_the_computed_one() -> None:
    score = computed(decided("near_miss", goal="2"))
    after = apply_decisions(score, catalogue())
    assert after
    assert (score.points, after.points, after.score.points) == (points(50), points(100), points(100))
    assert [d.goal for d in after.of_goal("2")] == ["2"]
    assert after.of_goal("1") == ()


def test_a_goal_that_a_later_version_has_not_got_changes_nothing() -> None:
    score = computed(decided("near_miss", goal="9"))
    after = apply_decisions(score, catalogue())
    assert after
    assert after.score is score
    assert after.points == points(50)


@pytest.mark.parametrize(
    ("opened", "counts"),
    [(date(2018, 1, 31), 90), (date(2018, 2, 1), 90), (date(2018, 2, 2), 50), (LONG_AFTER + DAY, 90)],
)
def test_a_total_decided_before_the_plan_was_opened_again_counts_no_more(opened: date, counts: int) -> None:
    both = tuple(Signature(party=p, organisation="O", role="R", on=opened) for p in Party)
    again = TWO.model_copy(update={"reopenings": (Reopening(on=opened, reason="R", signatures=both),)})
    after = apply_decisions(computed(decided("total", points=Decimal(90)), of=again), catalogue())
    assert after
    assert (after.points, len(after.decisions)) == (points(counts), 1)


def test_the_latest_decided_total_is_what_stands_and_leaves_nothing_open() -> None:
    after = apply_decisions(
        computed(decided("total", points=Decimal(70)), decided("total", 2, points=Decimal(60))), catalogue()
    )
    assert after
    assert after.points == points(60)
    assert after.score.points == points(50)


def test_without_decisions_there_is_no_score_after_them() -> None:
    assert apply_decisions(computed(), catalogue()) is None


def test_the_totals_of_plans_are_those_after_decisions_where_there_are_any() -> None:
    uncounted = plan(*TWO.goals, id="words-2017", scoring=Scoring(weights=Weights.NONE))
    other = plan(*TWO.goals, id="other-2017")
    scores = {
        TWO.id: computed(decided("near_miss", goal="2")),
        other.id: computed(of=other),
        uncounted.id: computed(of=uncounted),
    }
    assert find_totals(scores, catalogue()) == {TWO.id: points(100), other.id: points(50)}
