"""The versions of a plan: what it said when, who signs it, and which version may follow. Each is a whole plan.

A draft or a proposal may change freely. A signed plan changes by an amendment that both parties sign, or is closed. A
closed plan is opened again as it was, when both parties sign that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from metrics.access import Action, Role
from metrics.errors import Problem
from metrics.periods import find_day_start
from metrics.plan.criteria import Criterion
from metrics.plan.formula import find_paths_read
from metrics.plan.model import Plan, Signature
from metrics.plan.terms import Party

_OF_THE_LIFE = {"amendments", "reopenings", "closed"}

SIGNING: Mapping[Party, Action] = {
    Party.DEPARTMENT: Action.SIGN_FOR_DEPARTMENT,
    Party.INSTITUTION: Action.SIGN,
}
"""The right to sign for each party."""

SIGNED_AS: Mapping[Party, Literal[Role.CHIEF, Role.HEAD]] = {
    Party.DEPARTMENT: Role.HEAD,
    Party.INSTITUTION: Role.CHIEF,
}
"""The role that signs for each party."""


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A plan as it stood from a moment on; versions are numbered from 1 in the order they came.

    `signatures` are those it got of one party before it was signed by all; the next version makes them lapse.
    """

    number: int
    plan: Plan
    recorded_at: datetime
    signatures: tuple[Signature, ...] = ()


def find_version_in_force(versions: Sequence[PlanVersion], as_of: date, known_at: datetime) -> Plan | None:
    """Find what the plan says for a day, as known at a moment; None where it was not known then.

    An amendment applies from its day on. Before that the version it changes applies, where that is recorded.
    """
    known = [v.plan for v in versions if v.recorded_at <= known_at]
    counting = [plan for plan in known if not plan.amendments or plan.amendments[-1].since <= as_of]
    return next(reversed(counting or known), None)


def find_number(versions: Sequence[PlanVersion], plan: Plan) -> int:
    """Find the number of the newest version that says what a plan does."""
    return next(version.number for version in reversed(versions) if version.plan == plan)


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
        # What closes a plan settles what it said first as well.
        return signed.model_copy(update={"closed": plan.closed}) if plan.closed else signed
    if not any(goal.withdrawn for goal in plan.goals):
        return None
    whole = tuple(goal.model_copy(update={"withdrawn": None}) for goal in plan.goals)
    return plan.model_copy(update={"goals": whole})


def find_lapsed_signatures(versions: Sequence[PlanVersion]) -> tuple[Signature, ...]:
    """Find the signatures that a draft had last and lost because it was changed since; none where some stand."""
    newest = versions[-1]
    if newest.plan.locked or newest.signatures:
        return ()
    return next((version.signatures for version in reversed(versions) if version.signatures), ())


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
    if agreed := [*(one.on for one in plan.amendments[-1:]), *(one.on for one in plan.reopenings[-1:])]:
        return find_day_start(max(agreed))
    dated = find_day_start(plan.counts_from)
    return dated if plan.locked else min(dated, entered)


def is_unsigned_copy(before: Plan, after: Plan) -> bool:
    """Return whether a plan that nobody has signed says the same as the signed one, but for the signing itself."""
    if after.locked or not before.locked:
        return False
    signing = {name: getattr(before, name) for name in ("stage", "signatures", "document_date")}
    return after.model_copy(update=signing) == before


def has_provisional_target(leaf: Criterion, year: int) -> bool:
    """Return whether any side of a test, read for a year, rests on a step that is provisional."""
    return any(
        step.provisional
        for quantity in leaf.quantities.values()
        for path, read_at in find_paths_read(quantity, year)
        for step in path.by_year
        if step.year == read_at
    )


def find_provisional_goals(plan: Plan) -> list[str]:
    """Find the goals with a target that is provisional in the very year the goal is for."""
    return [
        goal.number
        for goal in plan.goals
        if not goal.withdrawn
        and any(has_provisional_target(leaf, goal.year or plan.year) for leaf in goal.leaves())
    ]


def find_reason_problems(plan: Plan, reason: str | None) -> Iterator[Problem]:
    """Find why a plan is not signed without a reason."""
    goals = find_provisional_goals(plan)
    if goals and not (reason or "").strip():
        yield Problem("reason_for_provisional", "reason", {"goals": goals, "year": plan.year})


def find_signing_problems(plan: Plan) -> Iterator[Problem]:
    """Find why a plan cannot come to be signed as it stands: by nobody, or without a reason that it needs."""
    missing = find_missing_parties(plan, plan.signatures)
    reason = next((one.reason for one in plan.signatures if one.reason), None)
    if not plan.signatures:
        for party in missing:
            yield Problem("signature_missing", "signatures", {"party": party})
    elif missing and not reason:
        yield Problem("reason_for_one_party", "reason", {"parties": missing})
    yield from find_reason_problems(plan, reason)


def find_missing_parties(plan: Plan, signatures: Sequence[Signature]) -> list[Party]:
    """Find the parties that have not signed; none for a plan that is issued and not agreed."""
    signed = {signature.party for signature in signatures}
    return [] if plan.issued_by else [party for party in plan.parties if party not in signed]


def is_signing_of(draft: Plan, signed: Plan) -> bool:
    """Return whether a signed plan says the same as a draft, but for the signing itself."""
    signing = {name: getattr(signed, name) for name in ("stage", "signatures", "document_date")}
    return not draft.locked and draft.model_copy(update=signing) == signed


def find_step_problems(before: Plan, after: Plan) -> list[Problem]:
    """Find what prevents `after` from being the next version of a plan; nothing where it may follow."""
    if before.closed:
        return _find_reopening_problems(before, before.closed.on, after)
    if before.institution != after.institution:
        return [Problem("plan_of_another", "institution", {"recorded": before.institution})]
    if not before.locked:
        return []
    if not after.locked:
        return [Problem("plan_is_signed", "stage", {"key": before.id})]
    return [*_after_signing(before, after)]


def _find_reopening_problems(before: Plan, closed: date, after: Plan) -> list[Problem]:
    """Find what prevents a closed plan from being opened again: it has to be signed, and nothing else may change."""
    added = after.reopenings[len(before.reopenings) :]
    again = before.model_copy(update={"closed": None, "reopenings": (*before.reopenings, *added)})
    if len(added) != 1 or after != again:
        return [Problem("plan_closed", "id", {"key": before.id, "day": closed})]
    if added[0].on < closed:
        return [Problem("dates_out_of_order", "reopenings", {"first": closed, "second": added[0].on})]
    return []


def _after_signing(before: Plan, after: Plan) -> Iterator[Problem]:
    changed = list_changed(before, after)
    if after.reopenings != before.reopenings:
        yield Problem("plan_not_closed", "reopenings", {"key": before.id})
        return
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
    opened, agreed = before.reopenings[-1:], after.amendments[-1].on
    if opened and agreed < opened[0].on:
        yield Problem("dates_out_of_order", place, {"first": opened[0].on, "second": agreed})
    kept = {goal.number for goal in after.goals}
    for goal in before.goals:
        if goal.number not in kept:
            yield Problem("goal_removed", f"goals[{goal.number}]", {"number": goal.number})


def list_changed(before: Plan, after: Plan) -> list[str]:
    """List the plan's own keys that differ, in its order, other than those that record its life."""
    names = [name for name in Plan.model_fields if name not in _OF_THE_LIFE]
    return [name for name in names if getattr(before, name) != getattr(after, name)]
