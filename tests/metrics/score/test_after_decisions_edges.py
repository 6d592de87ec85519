"""A score after what was decided of it, at the edges of what a decision can reach."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from metrics.algebra.outcome import Points
from metrics.facts.decisions import Decision, DecisionKind
from metrics.score.after_decisions import ScoreAfterDecisions, apply_decisions
from metrics.score.scoring import score_plan
from tests.factories import catalogue, compared, facts, goal, plan, result


def decide(kind: DecisionKind, **changes: object) -> Decision:
    return replace(Decision("plan-2017", kind, date(2018, 2, 1), "Head", "Reason"), **changes)  # type: ignore[arg-type]


def after(*decisions: Decision) -> ScoreAfterDecisions:
    """A plan of two goals of which the first is met, after these decisions."""
    of = plan(goal("1"), goal("2", compared("2.1", operator="<=")))
    known = replace(facts(result("2017", 95)), decisions={of.id: decisions})
    found = apply_decisions(score_plan(of, known, catalogue()), catalogue())
    assert found
    return found


def test_a_near_miss_counts_as_met_and_one_of_a_goal_that_is_gone_counts_for_nothing() -> None:
    assert after(decide(DecisionKind.NEAR_MISS, goal="2")).points == Points(
        Fraction(100), Fraction(0), Fraction(0)
    )
    assert after(decide(DecisionKind.NEAR_MISS, goal="3")).points == Points(
        Fraction(50), Fraction(0), Fraction(50)
    )


def test_the_total_decided_last_is_what_was_reached_and_leaves_nothing_open() -> None:
    totals = [decide(DecisionKind.TOTAL, points=Decimal(points)) for points in (70, 60)]
    assert after(*totals).points == Points(Fraction(60), Fraction(0), Fraction(40))
