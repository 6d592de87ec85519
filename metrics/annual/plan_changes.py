"""What was changed in a plan: amendments, a suspension, reopenings and goals taken out, with day and agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.plan.model import Plan, Signature


class PlanChangeKind(StrEnum):
    """What a change did to the plan."""

    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One change: the first day on which it applies, why, the day it was agreed, and by whom; `goal` was taken out."""

    kind: PlanChangeKind
    since: date
    reason: str = ""
    agreed: date | None = None
    signatures: tuple[Signature, ...] = ()
    goal: str | None = None


def find_plan_changes(plan: Plan, until: date) -> tuple[PlanChange, ...]:
    """Find what was changed in a plan and applied by a day, oldest first."""
    found = [
        *(
            PlanChange(PlanChangeKind.AMENDED, one.since, one.reason, one.on, one.signatures)
            for one in plan.amendments
        ),
        *(
            PlanChange(PlanChangeKind.WITHDRAWN, goal.withdrawn, goal=goal.number)
            for goal in plan.goals
            if goal.withdrawn
        ),
        *(
            PlanChange(PlanChangeKind.REOPENED, one.on, one.reason, one.on, one.signatures)
            for one in plan.reopenings
        ),
    ]
    if plan.suspended:
        found.append(PlanChange(PlanChangeKind.SUSPENDED, plan.suspended.since, plan.suspended.reason))
    return tuple(sorted((one for one in found if one.since <= until), key=lambda one: one.since))
