"""Reads of the decisions about plans."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from metrics.facts.decisions import Decision, DecisionKind


def read_decisions(session: Session) -> list[Decision]:
    """Read every decision, in the order recorded."""
    d = m.Decision
    same = ("on", "by", "reason", "goal", "points", "until", "revokes", "recorded_at")
    rows = session.execute(select(m.Plan.key, d).join(d, d.plan_id == m.Plan.id).order_by(d.id))
    return [
        Decision(plan, DecisionKind(row.kind), number=row.id, **{name: getattr(row, name) for name in same})
        for plan, row in rows
    ]
