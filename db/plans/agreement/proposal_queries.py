"""Reads of what is proposed of signed plans and stands: neither agreed, nor ended, nor of an earlier version."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import models as m
from db.plans.agreement import signature_queries
from metrics.errors import refuse
from metrics.plan.drafting.proposals import EndedProposal, Proposal, ProposalKind, ProposedChange
from metrics.plan.model import PlanFile

WITHDRAWN = "withdrawn"
"""What a row says that takes back the proposal before it, or refuses it."""


def read_proposals(session: Session, plans: Iterable[str] | None = None) -> dict[str, Proposal]:
    """Read the proposal that stands of each plan that has one; of some plans, or of all."""
    standing, _ = read_newest(session, plans)
    return standing


def read_newest(
    session: Session, plans: Iterable[str] | None = None
) -> tuple[dict[str, Proposal], dict[str, EndedProposal]]:
    """Read the newest proposal of each plan, of some plans or of all: those that stand, and those that were ended."""
    newest_row = select(func.max(m.PlanProposal.id)).group_by(m.PlanProposal.plan_id)
    newest_version = (
        select(func.max(m.PlanVersion.number))
        .where(m.PlanVersion.plan_id == m.PlanProposal.plan_id)
        .scalar_subquery()
    )
    query = (
        select(m.Plan.key, m.PlanProposal)
        .join(m.Plan, m.Plan.id == m.PlanProposal.plan_id)
        .where(m.PlanProposal.id.in_(newest_row), m.PlanProposal.number == newest_version)
    )
    if plans is not None:
        query = query.where(m.Plan.key.in_(list(plans)))
    newest = session.execute(query).all()
    ended = {
        key: EndedProposal(row.person, row.recorded_at, row.reason)
        for key, row in newest
        if row.kind == WITHDRAWN
    }
    rows = [(key, row) for key, row in newest if key not in ended]
    signed = signature_queries.read_proposed_signatures(session, [row.id for _, row in rows])
    standing = {
        key: Proposal(
            row.id,
            key,
            row.number,
            _make_change(row),
            row.recorded_at,
            tuple(own.signature for own in signed.get(row.id, ())),
        )
        for key, row in rows
    }
    return standing, ended


def read_proposal(session: Session, plan: str) -> Proposal | None:
    """Read the proposal that stands of a plan; None where there is none."""
    return read_proposals(session, [plan]).get(plan)


def expect_proposal(session: Session, plan: str, number: int) -> Proposal:
    """Require that a proposal stands as it was seen. Raises InvalidInput (`proposal_changed_since`)."""
    found = read_proposal(session, plan)
    if found is None or found.number != number:
        raise refuse("proposal_changed_since")
    return found


def _make_change(row: m.PlanProposal) -> ProposedChange:
    changed = _parse_document(row.document) if row.document else None
    return ProposedChange(ProposalKind(row.kind), row.reason, row.since, changed)


@lru_cache(maxsize=256)
def _parse_document(document: str) -> PlanFile:
    # A row never changes, so each process parses it once.
    return PlanFile.model_validate_json(document)
