"""Reads of signatures given in Målstreg to versions of plans that not every party had signed yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import models as m
from metrics.plan.model import Signature
from metrics.plan.terms import Party

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
    """Read the signatures of each version that has any, in the order given; of some plans, or of all."""
    query = select(m.Plan.key, m.PlanSignature).join(m.Plan, m.Plan.id == m.PlanSignature.plan_id)
    if plans is not None:
        query = query.where(m.Plan.key.in_(list(plans)))
    ordered = query.order_by(m.Plan.id, m.PlanSignature.number, m.PlanSignature.id)
    rows = ((key, row.number, _make_signature(row)) for key, row in session.execute(ordered))
    return {version: tuple(own for *_, own in found) for version, found in groupby(rows, lambda row: row[:2])}


def read_standing(session: Session, plan: str) -> tuple[OwnSignature, ...]:
    """Read the signatures of a plan's newest version; those of earlier ones have lapsed."""
    newest = (
        select(func.max(m.PlanVersion.number))
        .join(m.Plan, m.Plan.id == m.PlanVersion.plan_id)
        .where(m.Plan.key == plan)
    )
    return read_signatures(session, [plan]).get((plan, session.scalar(newest) or 0), ())


def _make_signature(row: m.PlanSignature) -> OwnSignature:
    said = {"organisation": row.organisation, "signed_as": row.role, "on": row.on, "reason": row.reason}
    return OwnSignature(Signature.model_validate({"party": Party(row.party), **said}), row.person)
