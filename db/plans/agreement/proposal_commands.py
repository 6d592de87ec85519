"""Commands that propose to change, suspend, resume or reopen a signed plan, and take a proposal back.

They change nothing of the plan: `signing_commands.sign_proposal` does, once each party has signed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.plans import file_definitions, plan_commands, plan_queries
from db.plans.agreement import proposal_queries, proposal_records, signature_queries, signing_commands
from db.typed import typed_fields
from metrics.access import Action
from metrics.errors import InvalidInput, Problem, refuse
from metrics.plan import versions
from metrics.plan.drafting import proposals
from metrics.plan.drafting.proposals import ProposalKind, ProposedChange
from metrics.plan.model import PlanFile
from metrics.plan.terms import Party, find_text_problems

ENDING = (Action.DRAFT, Action.SIGN, Action.SIGN_FOR_DEPARTMENT)
"""The rights of which one is needed to take a proposal back: those of a draft's, and of its parties."""


def start_amendment(session: Session, key: str, number: int, now: datetime | None = None) -> int:
    """Begin an amendment of a plan's version, which says what the plan does; return the proposal's number.

    Raises InvalidInput with everything that prevents it.
    """
    before = plan_queries.read_plan_file(session, key)
    rights.demand_right(session, Action.DRAFT, before.institution)
    plan_commands.expect_version(session, key, number)
    _refuse_second(session, key)
    change = ProposedChange(ProposalKind.AMENDMENT, "", changed=before)
    # The reason is given before the first signature.
    if found := list(proposals.find_proposal_problems(before, replace(change, reason="–"))):
        raise InvalidInput(found)
    typed_fields.forget_plan(session, key)
    return _add(session, key, number, change, now or read_clock())


def save_amendment(session: Session, changed: PlanFile, seen: int, now: datetime | None = None) -> int:
    """Save an amendment of a plan as the next after the proposal that was `seen`; return its number.

    Signatures that were given lapse. Raises InvalidInput with every problem of the plan as it would be.
    """
    entered = now or read_clock()
    rights.demand_right(session, Action.DRAFT, changed.institution)
    stands = proposal_queries.expect_proposal(session, changed.id, seen)
    if stands.kind is not ProposalKind.AMENDMENT:
        raise refuse("proposal_stands", kind=stands.kind)
    before = plan_queries.read_plan_file(session, changed.id)
    change = replace(stands.change, changed=changed)
    found = _find_wrong_changes(before, change, entered)
    file_definitions.bring_definitions(session, before, changed, found, entered)
    return _replace(session, changed.id, stands.version, change, entered)


def explain_amendment(
    session: Session, key: str, seen: int, reason: str, since: date | None, now: datetime | None = None
) -> int:
    """Say why a plan is to be amended, and from which day; return the number of the proposal that says so.

    Signatures that were given lapse. Raises InvalidInput with everything that prevents it.
    """
    before = plan_queries.read_plan_file(session, key)
    rights.demand_right(session, Action.DRAFT, before.institution)
    stands = proposal_queries.expect_proposal(session, key, seen)
    change = replace(stands.change, reason=reason, since=since)
    if found := list(proposals.find_proposal_problems(before, change)):
        raise InvalidInput(found)
    return _replace(session, key, stands.version, change, now or read_clock())


def propose_step(
    session: Session, key: str, number: int, change: ProposedChange, party: Party, now: datetime | None = None
) -> bool:
    """Propose to suspend, resume or reopen a plan, and sign that for a party; return whether every party has now.

    Raises InvalidInput with everything that prevents it.
    """
    before = plan_queries.read_plan_file(session, key)
    rights.demand_right(session, versions.SIGNING[party], before.institution)
    plan_commands.expect_version(session, key, number)
    _refuse_second(session, key)
    if found := list(proposals.find_proposal_problems(before, change)):
        raise InvalidInput(found)
    proposal = _add(session, key, number, change, now or read_clock())
    return signing_commands.sign_proposal(session, key, proposal, party, now)


def withdraw_proposal(
    session: Session, key: str, seen: int, reason: str, now: datetime | None = None
) -> None:
    """Take back the proposal that stands of a plan, or refuse it, and say why.

    Raises InvalidInput with what is wrong with the reason, and unless the proposal is the one that was `seen`.
    """
    owner = plan_queries.read_plan(session, key).institution
    rights.demand_right(session, rights.pick_right(session, ENDING, owner), owner)
    stands = proposal_queries.expect_proposal(session, key, seen)
    if found := list(find_text_problems(reason, "reason")):
        raise InvalidInput(found)
    proposal_records.withdraw_proposal(session, stands, reason, now or read_clock())
    chain.record_entry(session, f"proposal.{proposal_queries.WITHDRAWN}", key)


def _replace(session: Session, key: str, version: int, change: ProposedChange, entered: datetime) -> int:
    """Add a proposal in place of the one that stands, whose signatures lapse."""
    lapsed = signature_queries.read_standing(session, key)
    number = _add(session, key, version, change, entered)
    if lapsed:
        chain.record_entry(session, "signature.lapsed", key)
    return number


def _add(session: Session, key: str, version: int, change: ProposedChange, entered: datetime) -> int:
    number = proposal_records.add_proposal(session, key, version, change, entered)
    chain.record_entry(session, f"proposal.{change.kind}", key)
    return number


def _refuse_second(session: Session, key: str) -> None:
    """Require that nothing else is proposed of the plan."""
    if stands := proposal_queries.read_proposal(session, key):
        raise refuse("proposal_stands", kind=stands.kind)


def _find_wrong_changes(before: PlanFile, change: ProposedChange, entered: datetime) -> list[Problem]:
    """Find what may not be changed by an amendment; one that changes nothing yet may be saved."""
    agreed = signing_commands.suppose_agreed(before, change, entered)
    found = versions.find_step_problems(before.plan, agreed.plan)
    return [problem for problem in found if problem.code != "amendment_of_nothing"]
