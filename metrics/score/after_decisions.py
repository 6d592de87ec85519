"""A plan's score after the decisions made about it. The computed score is kept unchanged beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from metrics.algebra.outcome import Points
from metrics.facts import decisions
from metrics.facts.decisions import Decision, DecisionKind
from metrics.plan.catalogue import Catalogue
from metrics.score import scoring
from metrics.score.scoring import Score


@dataclass(frozen=True, slots=True)
class ScoreAfterDecisions:
    """The decisions in force for a plan, and its score with accepted near misses credited.

    `points` come from the decided total if there is one, otherwise from `score`.
    """

    decisions: tuple[Decision, ...]
    score: Score
    points: Points

    def of_goal(self, number: str) -> tuple[Decision, ...]:
        """Select the decisions on one goal."""
        return tuple(d for d in self.decisions if d.goal == number)


def apply_decisions(computed: Score, catalogue: Catalogue) -> ScoreAfterDecisions | None:
    """Apply the decisions in force to a computed score; None if there are none."""
    plan, facts = computed.plan, computed.facts
    stands = facts.decisions.get(plan.id, ())
    if not stands:
        return None
    near = _keep_known_goals(decisions.find_near_misses(stands), computed)
    after = scoring.score_plan(plan, facts, catalogue, near) if near else computed
    total = decisions.find_latest(stands, DecisionKind.TOTAL, plan, facts.as_of)
    possible = computed.points.possible
    if total is None or total.points is None:
        return ScoreAfterDecisions(stands, after, after.points)
    reached = Fraction(total.points)
    return ScoreAfterDecisions(stands, after, Points(reached, Fraction(0), possible - reached))


def find_totals(scores: Mapping[str, Score], catalogue: Catalogue) -> dict[str, Points]:
    """Find the points of every plan that has a total, after its decisions."""
    totals = {}
    for key, score in scores.items():
        if score.totalled:
            after = apply_decisions(score, catalogue)
            totals[key] = after.points if after else score.points
    return totals


def _keep_known_goals(near: Mapping[str, Fraction], computed: Score) -> dict[str, Fraction]:
    """Keep the credits of goals that the plan has."""
    # A later version of the plan may lack a goal that was decided on.
    numbers = {goal.goal.number for goal in computed.goals}
    return {number: credit for number, credit in near.items() if number in numbers}
