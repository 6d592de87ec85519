"""What every document of a plan without a total begins with for programs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from metrics.direction.direction_plan import Direction
from metrics.duties.duty_plan import DutyPlan
from metrics.periods import find_danish_day


def build_head(plan: Direction | DutyPlan, moment: tuple[date, datetime], reason: str) -> dict[str, Any]:
    """Build it at a moment, which is a day and what was known by, with the reason that there is no total."""
    as_of, known_at = moment
    return {
        "plan": plan.id,
        "kind": plan.kind.value,
        "as_of": as_of.isoformat(),
        "known_at": find_danish_day(known_at).isoformat(),
        "total": None,
        "reason": reason,
        "goals": [],
    }
