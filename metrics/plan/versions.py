"""The versions of a plan: what it said when, and which version may follow. Each is a whole plan and never changes.

A draft or a proposal may change freely. A signed plan changes by an amendment that both parties sign, or is closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from metrics.errors import Problem
from metrics.periods import find_day_start
from metrics.plan.model import Plan

_OF_THE_LIFE = {"amendments", "closed"}


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A plan as it stood from a moment on; versions are numbered from 1 in the order they came."""

    number: int
    plan: Plan
    recorded_at: datetime


def find_version_in_force(versions: Sequence[PlanVersion], as_of: date, known_at: datetime) -> Plan | None:
    """Find what the plan says for a day, as known at a moment; None where it was not known then.

    An amendment applies from its day on. Before that the version it changes applies, where that is recorded.
    """
    known = [v.plan for v in versions if v.recorded_at <= known_at]
    counting = [plan for plan in known if not plan.amendments or plan.amendments[-1].since <= as_of]
    return next(reversed(counting or known), None)


def find_plans_in_force(versions: Iterable[PlanVersion], as_of: date, known_at: datetime) -> list[Plan]:
    """Find the version in force of each of many plans, in the order of the plans."""
    found = (find_version_in_force(of_one, as_of, known_at) for of_one in group_by_plan(versions).values())
    return [plan for plan in found if plan]


def find_original(versions: Sequence[PlanVersion], plan: Plan) -> Plan | None:
    """Find what an amended plan said when it was signed, to be scored beside it; None where nothing was changed.

    Where only the amended text is recorded, that text is returned with the goals restored that have been withdrawn.
    """
    signed = next((v.plan for v in versions if v.plan.locked and not v.plan.amendments), None)
    if plan.amendments and signed:
        return signed
    if not any(goal.withdrawn for goal in plan.goals):
        return None
    whole = tuple(goal.model_copy(update={"withdrawn": None}) for goal in plan.goals)
    return plan.model_copy(update={"goals": whole})


def group_by_plan(versions: Iterable[PlanVersion]) -> Mapping[str, list[PlanVersion]]:
    """Group versions by the id of their plan, in the order given."""
    found: dict[str, list[PlanVersion]] = {}
    for version in versions:
        found.setdefault(version.plan.id, []).append(version)
    return found


def find_known_since(plan: Plan, entered: datetime) -> datetime:
    """Find when a version became known: a document on its own day, a draft when it was entered, if not before."""
    if plan.closed:
        return find_day_start(plan.closed.on)
    if plan.amendments:
        return find_day_start(plan.amendments[-1].on)
    dated = find_day_start(plan.counts_from)
    return dated if plan.locked else min(dated, entered)


def is_unsigned_copy(before: Plan, after: Plan) -> bool:
    """Return whether a plan that nobody has signed says the same as the signed one, but for the signing itself."""
    if after.locked or not before.locked:
        return False
    signing = {name: getattr(before, name) for name in ("stage", "signatures", "document_date")}
    return after.model_copy(update=signing) == before


def find_step_problems(before: Plan, after: Plan) -> list[Problem]:
    """Find what prevents `after` from being the next version of a plan; nothing where it may follow."""
    if before.closed:
        return [Problem("plan_closed", "id", {"key": before.id, "day": before.closed.on})]
    if before.institution != after.institution:
        return [Problem("plan_of_another", "institution", {"recorded": before.institution})]
    if not before.locked:
        return []
    if not after.locked:
        return [Problem("plan_is_signed", "stage", {"key": before.id})]
    return [*_after_signing(before, after)]


def _after_signing(before: Plan, after: Plan) -> Iterator[Problem]:
    changed = _changed(before, after)
    count = len(before.amendments)
    if after.amendments[:count] != before.amendments:
        yield Problem("amendments_altered", "amendments")
    elif len(after.amendments) > count + 1:
        yield Problem("amendments_at_once", "amendments", {"recorded": count, "given": len(after.amendments)})
    elif len(after.amendments) == count + 1:
        yield from _amended(before, after, changed)
    elif changed:
        yield Problem("plan_is_signed", ", ".join(changed), {"key": before.id})


def _amended(before: Plan, after: Plan, changed: Sequence[str]) -> Iterator[Problem]:
    place = f"amendments[#{len(after.amendments)}]"
    if not changed:
        yield Problem("amendment_of_nothing", place)
    for name in ("start", "signatures", "issued_by", "document_date"):
        if name in changed:
            yield Problem("plan_is_signed", name, {"key": before.id})
    if after.closed:
        yield Problem("closed_by_amendment", "closed")
    kept = {goal.number for goal in after.goals}
    for goal in before.goals:
        if goal.number not in kept:
            yield Problem("goal_removed", f"goals[{goal.number}]", {"number": goal.number})


def _changed(before: Plan, after: Plan) -> list[str]:
    """Return the plan's own keys that differ, in its order, other than those that record its life."""
    names = [name for name in Plan.model_fields if name not in _OF_THE_LIFE]
    return [name for name in names if getattr(before, name) != getattr(after, name)]
