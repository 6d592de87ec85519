"""How far the settlement of a plan's year has come: to come, preliminary, final or closed, and what it still waits for.

The state's accounts go in two steps: the fourth quarter in January, and the accounts until the middle of March.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from metrics.facts.facts import Facts
from metrics.facts.schema import EventKind
from metrics.followup.owed_rows import list_quarters
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.model import Plan
from metrics.plan.terms import Party
from metrics.score.due_item import DueItem
from metrics.score.scoring import CriterionScore, GoalScore, Score, score_plan
from metrics.score.tests import find_report_due
from metrics.status import Status

ACCOUNTS_DUE = (3, 15)
"""The month and day by which the accounts of the state are closed: the final settlement is usually made with them."""


class AnnualStage(StrEnum):
    """Where the settlement of a year stands: `FINAL` once every goal that counts is decided."""

    TO_COME = "to_come"
    PRELIMINARY = "preliminary"
    FINAL = "final"
    SETTLED = "settled"


class AnnualStep(StrEnum):
    """The two steps in which a year is settled."""

    PRELIMINARY = "preliminary"
    FINAL = "final"


class WaitReason(StrEnum):
    """Why a test is not decided."""

    FIGURE = "figure"
    ACCOUNTS = "accounts"
    PROVISIONAL = "provisional"
    MILESTONE = "milestone"
    CONFIRMATION = "confirmation"
    EARLIER = "earlier"
    ASSESSMENT = "assessment"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class WaitingPart:
    """What one goal still waits for: why, who owes it, by when, and the quarter in whose report it is given.

    `due` is None where nothing that is owed would decide it. `criterion` is None for a goal known in outline.
    """

    goal: str
    criterion: Criterion | None
    reason: WaitReason
    step: AnnualStep
    item: DueItem | None = None
    quarter: str | None = None
    waits_for: str | None = None

    @property
    def party(self) -> Party:
        """Who owes it."""
        return self.item.by if self.item else Party.INSTITUTION

    @property
    def due(self) -> date | None:
        """The day by which it is due, or expected."""
        return (self.item.awaited or self.item.on) if self.item else None


def find_stage(score: Score) -> AnnualStage:
    """Find where the settlement of a plan's year stands."""
    if _is_settled(score.plan, score.facts):
        return AnnualStage.SETTLED
    if score.facts.as_of <= score.plan.end:
        return AnnualStage.TO_COME
    return AnnualStage.PRELIMINARY if any(_is_open(goal) for goal in score.goals) else AnnualStage.FINAL


def find_next_due(plan: Plan, facts: Facts) -> date | None:
    """Find when the step is due that a year's settlement has come to; None once it is settled."""
    if _is_settled(plan, facts):
        return None
    return find_step_due(plan, AnnualStep.PRELIMINARY if facts.as_of <= plan.end else AnnualStep.FINAL)


def _is_settled(plan: Plan, facts: Facts) -> bool:
    closed = plan.closed is not None and plan.closed.on <= facts.as_of
    return closed or facts.find_settlement(plan) is not None


def find_step_due(plan: Plan, step: AnnualStep) -> date:
    """Find when a step is due: the day the plan names, or else with the last report and with the year's accounts."""
    named = plan.reporting.preliminary if step is AnnualStep.PRELIMINARY else plan.reporting.final
    if named:
        return named
    if step is AnnualStep.PRELIMINARY:
        return find_report_due(plan, plan.end)
    own = date(plan.end.year, *ACCOUNTS_DUE)
    return own if own > plan.end else date(plan.end.year + 1, *ACCOUNTS_DUE)


def score_preliminarily(score: Score, catalogue: Catalogue) -> Score:
    """Score a plan as if every figure that is told were final; a plan that is settled stays as it was settled."""
    if score.settlement or score.facts.find_settlement(score.plan):
        return score
    told = {
        key: tuple([one._replace(provisional=False, early=False) for one in score.facts.series[key]])
        for key in score.plan.series()
        if key in score.facts.series
    }
    facts = replace(score.facts, series={**score.facts.series, **told})
    return score_plan(score.plan, facts, catalogue)


def find_waiting(score: Score) -> tuple[WaitingPart, ...]:
    """Find what the goals that count still wait for, in the plan's order."""
    if find_stage(score) in (AnnualStage.TO_COME, AnnualStage.SETTLED):
        return ()
    return tuple(part for goal in score.goals if _is_open(goal) for part in _find_parts(goal, score.plan))


def _is_open(goal: GoalScore) -> bool:
    return goal.goal.scored and goal.status is not Status.WITHDRAWN and goal.outcome.credit is None


def _find_parts(goal: GoalScore, plan: Plan) -> Iterator[WaitingPart]:
    number = goal.goal.number
    if goal.goal.outline:
        yield WaitingPart(number, None, WaitReason.UNDECIDED, AnnualStep.FINAL)
    told: set[object] = set()
    for leaf in goal.open_leaves():
        items = leaf.trace.due if leaf.trace else ()
        if not items:
            yield WaitingPart(number, leaf.criterion, WaitReason.UNDECIDED, AnnualStep.FINAL)
        for item in items:
            # A figure that two tests of a goal read is missing once.
            if item.owed is None or item.owed not in told:
                told.add(item.owed)
                yield _make_part(number, leaf, item, plan)


def _make_part(goal: str, leaf: CriterionScore, item: DueItem, plan: Plan) -> WaitingPart:
    first = find_step_due(plan, AnnualStep.PRELIMINARY)
    reason = _find_reason(leaf, item)
    with_accounts = (
        reason in (WaitReason.PROVISIONAL, WaitReason.ACCOUNTS) or (item.awaited or item.on) > first
    )
    step = AnnualStep.FINAL if with_accounts else AnnualStep.PRELIMINARY
    quarters = list_quarters(plan)
    in_time = (one.text for one in quarters if find_report_due(plan, one.end) >= item.on)
    quarter = next(in_time, quarters[-1].text if quarters else None)
    waits_for = leaf.trace.waits_for if leaf.trace else None
    return WaitingPart(goal, leaf.criterion, reason, step, item, quarter, waits_for)


def _find_reason(leaf: CriterionScore, item: DueItem) -> WaitReason:
    if item.owed:
        if item.owed.provisional:
            return WaitReason.PROVISIONAL
        # What is held against a budget is the year's accounts, which come after the report for the last quarter.
        return WaitReason.ACCOUNTS if leaf.criterion.within else WaitReason.FIGURE
    if leaf.criterion.assessed:
        return WaitReason.ASSESSMENT
    said = leaf.trace.said.kind if leaf.trace and leaf.trace.said else None
    if said is EventKind.MET:
        return WaitReason.EARLIER
    return WaitReason.CONFIRMATION if said is EventKind.CLAIMED else WaitReason.MILESTONE
