"""A score as it stands after what was decided around it; the computed score stays as it was, beside it."""

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
    """The decisions that stand for a plan, and its score with near misses counted as met.

    `points` are those of the decided total where there is one, else of that score.
    """

    decisions: tuple[Decision, ...]
    score: Score
    points: Points

    def of_goal(self, number: str) -> tuple[Decision, ...]:
        """The decisions on one goal."""
        return tuple(d for d in self.decisions if d.goal == number)


def apply_decisions(computed: Score, catalogue: Catalogue) -> ScoreAfterDecisions | None:
    """What decisions make of a computed score; None where none stands."""
    plan, facts = computed.plan, computed.facts
    stands = facts.decisions.get(plan.id, ())
    if not stands:
        return None
    near = _of_the_plan(decisions.find_near_misses(stands), computed)
    after = scoring.score_plan(plan, facts, catalogue, near) if near else computed
    total = decisions.find_latest(stands, DecisionKind.TOTAL)
    possible = computed.points.possible
    if total is None or total.points is None:
        return ScoreAfterDecisions(stands, after, after.points)
    reached = Fraction(total.points)
    return ScoreAfterDecisions(stands, after, Points(reached, Fraction(0), possible - reached))


def find_totals(scores: Mapping[str, Score], catalogue: Catalogue) -> dict[str, Points]:
    """The points of each plan that has a total, after what was decided."""
    with_total = {key: score for key, score in scores.items() if score.totalled}
    after = {key: apply_decisions(score, catalogue) for key, score in with_total.items()}
    return {key: found.points if (found := after[key]) else score.points for key, score in with_total.items()}


def _of_the_plan(near: Mapping[str, Fraction], computed: Score) -> dict[str, Fraction]:
    """A later version of the plan may lack a goal that was decided on."""
    numbers = {goal.goal.number for goal in computed.goals}
    return {number: credit for number, credit in near.items() if number in numbers}
