"""The annual table as data: every goal with what was expected and reached, the total, and what is analysed.

The form is that of the Agency for Public Finance and Management's guide to the annual report. Pay has no place in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from metrics.algebra.outcome import Points
from metrics.annual.analysis import PartFacts, find_analysed, find_part_facts
from metrics.annual.plan_changes import PlanChange, find_plan_changes
from metrics.annual.stages import AnnualStage, WaitingPart, find_stage, find_waiting, score_preliminarily
from metrics.facts.decisions import Decision, DecisionKind, select_told
from metrics.facts.facts import Facts
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.score.after_decisions import apply_decisions
from metrics.score.scoring import CriterionScore, GoalScore, Score
from metrics.score.trend import Trend, find_trend


@dataclass(frozen=True, slots=True)
class AnnualPart:
    """A test of a goal, its results over the years where it is measured, and what the numbers say of it."""

    found: CriterionScore
    trend: Trend | None
    facts: PartFacts


@dataclass(frozen=True, slots=True)
class AnnualRow:
    """A goal: as it is decided, and as it would be if every figure that is told were final."""

    found: GoalScore
    preliminary: GoalScore
    parts: tuple[AnnualPart, ...]
    decisions: tuple[Decision, ...]
    analysed: bool

    @property
    def number(self) -> str:
        """The goal's number."""
        return self.found.goal.number

    @property
    def accepted(self) -> bool:
        """Whether it was decided that the goal counts as met, though it was computed as missed."""
        return any(one.kind is DecisionKind.NEAR_MISS for one in self.decisions)

    @property
    def is_preliminary(self) -> bool:
        """Whether what is told decides the goal and is not final."""
        return self.found.outcome.credit is None and self.preliminary.outcome.credit is not None


@dataclass(frozen=True, slots=True)
class AnnualTable:
    """A plan's year: its goals, the total, the decisions beside it, what was changed, and what is still missing.

    `decided` are the points after decisions, None where none changes them. `original` is the score by the text of an
    amended plan as it was signed.
    """

    score: Score
    preliminary: Score
    stage: AnnualStage
    rows: tuple[AnnualRow, ...]
    waiting: tuple[WaitingPart, ...]
    decisions: tuple[Decision, ...]
    decided: Points | None
    changes: tuple[PlanChange, ...]
    original: Score | None = None

    @property
    def plan(self) -> Plan:
        """The plan whose year it is."""
        return self.score.plan

    @property
    def analysed(self) -> tuple[AnnualRow, ...]:
        """The goals of part 2."""
        return tuple(row for row in self.rows if row.analysed)

    @property
    def reached(self) -> Fraction:
        """The points reached, after decisions."""
        return (self.decided or self.score.points).secured

    def find_row(self, goal: str) -> AnnualRow | None:
        """Find the row of a goal by its number."""
        return next((row for row in self.rows if row.number == goal), None)


def build_annual_table(
    score: Score,
    plans: Iterable[Plan],
    then: Facts,
    catalogue: Catalogue,
    *,
    original: Score | None = None,
    chosen: Collection[str] = (),
) -> AnnualTable:
    """Build the annual table of a plan from its score.

    `then` are the facts that the results of the years before are read from: for a plan that is settled those known when
    it was closed. `plans` are all that may have set a target for a series; goals in `chosen` are analysed though met.
    """
    preliminary, signed = score_preliminarily(score, catalogue), [one for one in plans if one.locked]
    stage = find_stage(score)
    # Of a year that is under way nothing has been missed yet.
    analysed = () if stage is AnnualStage.TO_COME else find_analysed(preliminary, chosen)
    after = apply_decisions(score, catalogue)
    stands = after.decisions if after else ()
    plan, rows = score.plan, []
    for goal in score.goals:
        parts = []
        for leaf in goal.leaves():
            trend = find_trend(plan, leaf.criterion, signed, then, catalogue)
            parts.append(AnnualPart(leaf, trend, find_part_facts(leaf, trend, plan.year)))
        number = goal.goal.number
        own = tuple(one for one in stands if one.goal == number)
        rows.append(AnnualRow(goal, preliminary.goal(number), tuple(parts), own, number in analysed))
    return AnnualTable(
        score,
        preliminary,
        stage,
        tuple(rows),
        find_waiting(score),
        select_told(stands),
        after.points if after and after.points != score.points else None,
        find_plan_changes(plan, score.facts.as_of),
        original if original and original.totalled and original.points != score.points else None,
    )
