"""Why a report is not owed: its plan is suspended, or closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.plan.model import Plan
from metrics.plan.terms import Stage


@dataclass(frozen=True, slots=True)
class ReportLapse:
    """What has become of the plan, since when, and the reason that was given."""

    life: Stage
    since: date
    reason: str


def find_lapse(plan: Plan, due: date | None, day: date) -> ReportLapse | None:
    """Find why nothing is owed on a day of a report that is due on another; None where that is not why."""
    if plan.closed is not None and plan.closed.on <= day:
        return ReportLapse(Stage.CLOSED, plan.closed.on, plan.closed.reason or "")
    suspended = plan.suspended if plan.is_suspended(day) else None
    if suspended is not None and (due is None or due >= suspended.since):
        return ReportLapse(Stage.SUSPENDED, suspended.since, suspended.reason)
    return None
