"""Reads of the decisions about plans."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.state.owned_rows import select_of_owners
from metrics.facts.decisions import Decision, DecisionKind


def read_decisions(
    session: Session, plan: str | None = None, *, owners: Collection[str] | None = None
) -> list[Decision]:
    """Read every decision about one plan, about those of some institutions, or about all, in the order recorded."""
    d = m.Decision
    same = ("on", "by", "reason", "goal", "points", "until", "revokes", "recorded_at")
    query = select(m.Plan.key, d).join(d, d.plan_id == m.Plan.id).order_by(d.id)
    query = select_of_owners(query, owners)
    rows = session.execute(query if plan is None else query.where(m.Plan.key == plan))
    return [
        Decision(about, DecisionKind(row.kind), number=row.id, **{name: getattr(row, name) for name in same})
        for about, row in rows
    ]
