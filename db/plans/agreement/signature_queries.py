"""Reads of signatures given in Målstreg to drafts and to proposals that not every party had signed yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from db import models as m
from metrics.plan.model import Signature
from metrics.plan.terms import Party

OF_VERSION = and_(
    m.PlanSignature.plan_id == m.PlanVersion.plan_id,
    m.PlanSignature.number == m.PlanVersion.number,
    m.PlanSignature.proposal_id.is_(None),
)
"""That a signature is of a version itself, and of no proposal."""
VersionKey = tuple[str, int]
"""A plan's key and the number of a version."""


@dataclass(frozen=True, slots=True)
class OwnSignature:
    """One party's signature, and whose it is."""

    signature: Signature
    person: str


def read_signatures(
    session: Session, plans: Iterable[str] | None = None
) -> dict[VersionKey, tuple[OwnSignature, ...]]:
    """Read the signatures of each draft's version that has any, in the order given; of some plans, or of all."""
    query = (
        select(m.Plan.key, m.PlanSignature)
        .join(m.Plan, m.Plan.id == m.PlanSignature.plan_id)
        .where(m.PlanSignature.proposal_id.is_(None))
    )
    if plans is not None:
        query = query.where(m.Plan.key.in_(list(plans)))
    ordered = query.order_by(m.Plan.id, m.PlanSignature.number, m.PlanSignature.id)
    rows = ((key, row.number, make_signature(row)) for key, row in session.execute(ordered))
    return {version: tuple(own for *_, own in found) for version, found in groupby(rows, lambda row: row[:2])}


def read_proposed_signatures(
    session: Session, proposals: Collection[int]
) -> dict[int, tuple[OwnSignature, ...]]:
    """Read the signatures of each of some proposals that has any, in the order given."""
    if not proposals:
        return {}
    query = select(m.PlanSignature).where(m.PlanSignature.proposal_id.in_(proposals))
    found: dict[int, tuple[OwnSignature, ...]] = {}
    for row in session.scalars(query.order_by(m.PlanSignature.id)):
        number = row.proposal_id or 0
        found[number] = (*found.get(number, ()), make_signature(row))
    return found


def read_standing(session: Session, plan: str) -> tuple[OwnSignature, ...]:
    """Read the signatures that stand: of a draft's newest version, or of the newest proposal of a signed plan's.

    Those of earlier ones have lapsed.
    """
    newest = (
        select(func.max(m.PlanVersion.number))
        .join(m.Plan, m.Plan.id == m.PlanVersion.plan_id)
        .where(m.Plan.key == plan)
        .scalar_subquery()
    )
    proposed = (
        select(func.max(m.PlanProposal.id))
        .join(m.Plan, m.Plan.id == m.PlanProposal.plan_id)
        .where(m.Plan.key == plan, m.PlanProposal.number == newest)
        .scalar_subquery()
    )
    s = m.PlanSignature
    # A row that takes a proposal back is newer than it, and signed by nobody.
    own = or_(
        s.proposal_id == proposed, and_(proposed.is_(None), s.proposal_id.is_(None), s.number == newest)
    )
    query = select(s).join(m.Plan, m.Plan.id == s.plan_id).where(m.Plan.key == plan, own)
    return tuple(make_signature(row) for row in session.scalars(query.order_by(s.id)))


def make_signature(row: m.PlanSignature) -> OwnSignature:
    """Make a signature from its row."""
    said = {"organisation": row.organisation, "signed_as": row.role, "on": row.on, "reason": row.reason}
    return OwnSignature(Signature.model_validate({"party": Party(row.party), **said}), row.person)
