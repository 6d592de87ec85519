"""The closing of a plan whose year is settled: both parties have approved, or it is told why it is closed without."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from db.annual import annual_reading
from db.clock import read_clock
from db.people import rights
from db.plans import plan_commands, plan_queries
from metrics.annual.annual_course import find_unapproved
from metrics.errors import InvalidInput, Problem
from metrics.periods import find_danish_day
from metrics.plan.model import Closing, Plan
from metrics.plan.terms import Party
from metrics.plan.versions import SIGNING
from metrics.score.contract_years import split_into_years
from metrics.score.settlements.settled_parts import list_open_goals

_REASON = "closed.reason"


def close_plan(session: Session, key: str, closing: Closing, now: datetime | None = None) -> bool:
    """Close a plan, and settle it. Raises InvalidInput as `change_plan` does.

    Without a reason every party has to have approved the settlement as it stands (`closing_unapproved`); of a contract
    over several years that of each.
    """
    entered, plan = now or read_clock(), plan_queries.read_plan(session, key)
    of_either = [SIGNING[party] for party in plan.parties]
    rights.demand_right(session, rights.pick_right(session, of_either, plan.institution), plan.institution)
    is_bare = plan.locked and not plan.closed and not closing.reason
    if is_bare and (found := _find_reasons_needed(session, plan, entered)):
        raise InvalidInput(found)
    return plan_commands.change_plan(session, key, entered, closed=closing)


def _find_reasons_needed(session: Session, plan: Plan, now: datetime) -> list[Problem]:
    """Find what a reason has to be given for, now: goals that are open, and parties that have not approved."""
    awaited: set[Party] = set()
    open_goals: list[str] = []
    for year in split_into_years(plan) or [None]:
        read = annual_reading.read_annual(
            session, plan.id, find_danish_day(now), now, prepares=False, year=year
        )
        awaited |= set(find_unapproved(read.course, read.ground))
        open_goals += list_open_goals(read.table.score)
    found = []
    if open_goals:
        found.append(Problem("closing_reason_needed", _REASON, {"key": plan.id, "goals": open_goals}))
    if parties := tuple(party for party in plan.parties if party in awaited):
        found.append(Problem("closing_unapproved", _REASON, {"key": plan.id, "parties": parties}))
    return found
