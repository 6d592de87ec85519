"""Commands that sign a plan: a party with its own sign-in, or both after a document that was signed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.plans import file_definitions, institution_queries, plan_commands, plan_file, plan_queries
from db.plans.agreement import proposal_queries, signature_queries
from db.plans.agreement.signature_queries import OwnSignature
from db.session import find_writer
from metrics.errors import InvalidInput, Problem, refuse
from metrics.periods import find_danish_day
from metrics.plan import versions
from metrics.plan.catalogue import Catalogue
from metrics.plan.drafting.proposals import ProposalKind, ProposedChange, find_proposal_problems, make_next
from metrics.plan.lost_credit import find_lost_credit
from metrics.plan.model import PlanFile, Signature
from metrics.plan.stated_indicators import update_indicators
from metrics.plan.stated_institutions import update_institutions
from metrics.plan.terms import Party, Stage


def sign_plan(
    session: Session,
    key: str,
    number: int,
    party: Party,
    reason: str | None = None,
    now: datetime | None = None,
) -> bool:
    """Sign a version of a plan for a party, as the session's writer; return whether every party has signed now.

    Raises InvalidInput with everything that prevents it; a plan that only one party has signed is still a draft.
    """
    entered = now or read_clock()
    draft = plan_queries.read_plan_file(session, key)
    rights.demand_right(session, versions.SIGNING[party], draft.institution)
    plan_commands.expect_version(session, key, number)
    stands = signature_queries.read_standing(session, key)
    if draft.locked:
        raise refuse("plan_is_signed", "stage", key=key)
    _refuse_twice(session, draft, party, stands)
    own = _make_own(session, draft, party, reason, entered)
    every = (*(one.signature for one in stands), own)
    signed = _make_signed(draft, every)
    if found := [*versions.find_reason_problems(draft.plan, reason), *find_lost_credit(signed, ())]:
        raise InvalidInput(found)
    _add_signature(session, key, number, own, entered)
    if versions.find_missing_parties(draft.plan, every):
        return False
    plan_commands.import_plan(session, signed, entered)
    return True


def sign_proposal(session: Session, key: str, seen: int, party: Party, now: datetime | None = None) -> bool:
    """Agree for a party to the proposal that was `seen` of a plan; return whether every party has agreed now.

    Then, and not before, the plan changes. Raises InvalidInput with everything that prevents it.
    """
    entered = now or read_clock()
    before = plan_queries.read_plan_file(session, key)
    rights.demand_right(session, versions.SIGNING[party], before.institution)
    proposal = proposal_queries.expect_proposal(session, key, seen)
    stands = signature_queries.read_standing(session, key)
    _refuse_twice(session, before, party, stands)
    found = [*find_proposal_problems(before, proposal.change)]
    if not found:
        found += versions.find_step_problems(
            before.plan, suppose_agreed(before, proposal.change, entered).plan
        )
    if found:
        raise InvalidInput(found)
    own = _make_own(session, before, party, None, entered)
    _add_signature(session, key, proposal.version, own, entered, proposal.number)
    every = (*(one.signature for one in stands), own)
    if set(before.parties) - {one.party for one in every}:
        return False
    agreed = _check(_update_definitions(session, make_next(before, proposal.change, every)))
    if proposal.kind is ProposalKind.REOPENING:
        opened = agreed.reopenings[-1]
        plan_commands.reopen_plan(session, key, opened.on, opened.reason, opened.signatures, entered)
    else:
        plan_commands.import_plan(session, agreed, entered)
    return True


def suppose_agreed(before: PlanFile, change: ProposedChange, moment: datetime) -> PlanFile:
    """Make the plan as it would be if every party agreed to a change at a moment, checked as its file would be."""
    on = find_danish_day(moment)
    signed = [
        Signature(party=party, organisation="–", signed_as=versions.SIGNED_AS[party], on=on)
        for party in before.parties
    ]
    return _check(make_next(before, replace(change, reason=change.reason or "–"), signed))


def register_document(
    session: Session,
    plan: PlanFile,
    signatures: Sequence[Signature],
    *,
    one_party: bool = False,
    now: datetime | None = None,
) -> bool:
    """Add a plan as signed elsewhere, after the document it was signed in; return False when it says nothing new.

    Raises InvalidInput with everything that prevents it, and where a party is missing and it is not said that only
    `one_party` signed.
    """
    missing = versions.find_missing_parties(plan.plan, signatures)
    if missing and not (one_party and signatures):
        raise InvalidInput(
            [Problem("signature_missing", f"--{party}", {"party": party}) for party in missing]
        )
    return plan_commands.import_plan(session, _make_signed(plan, signatures), now)


def _refuse_twice(session: Session, plan: PlanFile, party: Party, stands: Sequence[OwnSignature]) -> None:
    """Require that the party has not signed, and that the writer has not signed for the other one."""
    if party not in plan.parties:
        raise refuse("not_a_party", "party", party=party)
    by = find_writer(session)
    for own in stands:
        if own.signature.party is party:
            raise refuse("party_has_signed", "party", party=party, day=own.signature.on)
        if own.person == by.key and not by.acts_for_both:
            raise refuse("one_person_for_both", "party", party=own.signature.party)


def _make_own(
    session: Session, plan: PlanFile, party: Party, reason: str | None, entered: datetime
) -> Signature:
    """Make a party's signature in its role, on the day it is given."""
    first, histories = institution_queries.read_institutions(session)
    name = Catalogue(first, {}, histories).find_owner(plan.plan).name
    return Signature(
        party=party,
        organisation=name if party is Party.INSTITUTION else plan.department or name,
        signed_as=versions.SIGNED_AS[party],
        on=find_danish_day(entered),
        reason=(reason or "").strip() or None,
    )


def _check(plan: PlanFile) -> PlanFile:
    """Check a plan in full, as its file would be."""
    return plan_file.check_plan(plan_file.to_data(plan))


def _update_definitions(session: Session, plan: PlanFile) -> PlanFile:
    """Give a plan that was proposed some time ago the definitions as they are called on its first day."""
    known = file_definitions.read_own_catalogue(session, plan)
    return update_indicators(update_institutions(plan, known), known)


def _make_signed(plan: PlanFile, signatures: Sequence[Signature]) -> PlanFile:
    """Make the signed plan, checked in full as its file would be. Its document has the day of the last signature."""
    days = [one.on for one in signatures if one.on]
    ordered = tuple(sorted(signatures, key=lambda one: list(Party).index(one.party)))
    changes: dict[str, object] = {"stage": Stage.SIGNED, "signatures": ordered}
    changes |= {"document_date": max(days)} if days else {}
    return _check(plan.model_copy(update=changes))


def _add_signature(
    session: Session,
    key: str,
    number: int,
    own: Signature,
    entered: datetime,
    proposal: int | None = None,
) -> None:
    """Add a signature of a version, or of a proposal made of it, in the writer's name, with its entry in the audit."""
    owner = session.scalars(select(m.Plan.id).where(m.Plan.key == key)).one()
    session.add(
        m.PlanSignature(
            plan_id=owner,
            number=number,
            party=own.party.value,
            role=own.signed_as.value if own.signed_as else "",
            organisation=own.organisation,
            on=own.on,
            reason=own.reason,
            person=find_writer(session).key,
            proposal_id=proposal,
            recorded_at=entered,
        )
    )
    chain.record_entry(session, f"signature.{own.party}", key)
