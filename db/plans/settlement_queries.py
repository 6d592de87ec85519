"""Reads of the settlements of closed plans."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from fractions import Fraction
from itertools import groupby

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from db import models as m
from db.state.owned_rows import select_of_owners
from metrics.facts.settlement import PartKind, SettledPart, Settlement
from metrics.plan.terms import Stage
from metrics.status import Status

AMOUNTS = ("least", "most", "secured", "open", "lost")
"""The columns that hold exact fractions as text."""


def read_settlements(
    session: Session, plan: str | None = None, *, owners: Collection[str] | None = None
) -> list[Settlement]:
    """Read every settlement of one plan, of the plans of some institutions, or of all, in the order of the closings."""
    row, version = m.SettledPart, m.PlanVersion
    closing = and_(
        version.plan_id == row.plan_id, version.number == row.version, version.stage == Stage.CLOSED.value
    )
    query = (
        select(m.Plan.key, version.entered_at, row).join(row, row.plan_id == m.Plan.id).join(version, closing)
    )
    if plan is not None:
        query = query.where(m.Plan.key == plan)
    rows = session.execute(select_of_owners(query, owners).order_by(version.id, row.id)).all()
    grouped = groupby(rows, lambda found: (found[0], found[2].version, found[1]))
    return [_build_settlement(key, at, [part for *_, part in group]) for (key, _, at), group in grouped]


def count_unsettled(session: Session) -> int:
    """Count the closed plans that are not settled yet."""
    version, any_version, part = m.PlanVersion, aliased(m.PlanVersion), m.SettledPart
    newest = select(func.max(any_version.number)).where(any_version.plan_id == version.plan_id)
    settled = exists().where(part.plan_id == version.plan_id, part.version == version.number)
    closed = (version.stage == Stage.CLOSED.value, version.number == newest.scalar_subquery())
    return session.scalar(select(func.count(version.id)).where(*closed, ~settled)) or 0


def _build_settlement(plan: str, closed_at: datetime, rows: list[m.SettledPart]) -> Settlement:
    # Whatever was added before the act that closed the plan, or after the settlement was made, is none of it.
    moments = [row.entered_at for row in rows]
    entered = closed_at if closed_at in moments else moments[0]
    made = [row for row in rows if row.entered_at == entered]
    same = {
        name: getattr(made[0], name) for name in ("version", "on", "known_at", "recorded_at", "afterwards")
    }
    parts, original = (
        tuple(_build_part(row) for row in made if row.original is wanted) for wanted in (False, True)
    )
    return Settlement(plan, parts=parts, original=original, **same)


def _build_part(row: m.SettledPart) -> SettledPart:
    given = {name: getattr(row, name) for name in AMOUNTS}
    amounts = {name: None if text is None else Fraction(text) for name, text in given.items()}
    status = Status(row.status) if row.status else None
    same = {"status": status, "word": row.word, "trace": row.trace}
    return SettledPart(PartKind(row.kind), row.number, **amounts, **same)  # type: ignore[arg-type]
