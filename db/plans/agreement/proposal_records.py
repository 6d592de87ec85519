"""Rows of proposals, added by the commands that make a proposal or make its signatures lapse."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.plans.agreement.proposal_queries import WITHDRAWN
from db.session import find_writer
from metrics.plan.drafting.proposals import Proposal, ProposedChange


def add_proposal(session: Session, plan: str, version: int, change: ProposedChange, entered: datetime) -> int:
    """Add a row of what is proposed of a plan's version, in the writer's name, and return its number."""
    said = {"kind": change.kind.value, "since": change.since, "reason": change.reason.strip()}
    document = change.changed.model_dump_json(exclude_defaults=True) if change.changed else None
    return _add_row(session, plan, version, entered, document=document, **said)


def withdraw_proposal(session: Session, proposal: Proposal, reason: str, entered: datetime) -> None:
    """Add the row that takes a proposal back, or refuses it."""
    _add_row(session, proposal.plan, proposal.version, entered, kind=WITHDRAWN, reason=reason.strip())


def renew_proposal(session: Session, proposal: Proposal, entered: datetime) -> None:
    """Add the same proposal as a row of its own, which is to be signed anew."""
    add_proposal(session, proposal.plan, proposal.version, proposal.change, entered)
    chain.record_entry(session, "signature.lapsed", proposal.plan)


def _add_row(session: Session, plan: str, version: int, entered: datetime, **said: object) -> int:
    row = m.PlanProposal(
        plan_id=session.scalars(select(m.Plan.id).where(m.Plan.key == plan)).one(),
        number=version,
        person=find_writer(session).key,
        recorded_at=entered,
        **said,
    )
    session.add(row)
    session.flush()
    return row.id
