"""Files of plans whose texts are erased: they go along, and the archive has them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, event, select
from sqlalchemy.orm import Session

from db import models as m
from db.audit.unlocking import lift_locks
from db.evidence import evidence_queries, evidence_store
from db.evidence.evidence_store import EvidenceStore


def read_contents_of_plans(
    session: Session, plans: Sequence[str], store: EvidenceStore | None
) -> dict[str, bytes]:
    """Read what is in the files of plans, by key; a content that is lost is left out."""
    found = {key: evidence_queries.read_content(session, key, store) for key in _list_keys(session, plans)}
    return {key: content for key, content in found.items() if content is not None}


def erase_files_of_plans(session: Session, plans: Sequence[str], store: EvidenceStore | None) -> None:
    """Remove the files of plans, handed in or not; a command of the owner of the tables."""
    keys, f, c = _list_keys(session, plans), m.EvidenceFileRow, m.EvidenceContent
    if not keys:
        return
    with lift_locks(session.connection(), [f.__tablename__, c.__tablename__]):
        session.execute(delete(f).where(f.key.in_(keys)))
        session.execute(delete(c).where(c.key.in_(keys)))
    if store is not None:

        def forget(_: Session) -> None:
            for key in keys:
                evidence_store.forget_content(store, key)

        event.listen(session, "after_commit", forget, once=True)


def _list_keys(session: Session, plans: Sequence[str]) -> Sequence[str]:
    c = m.EvidenceContent
    query = select(c.key).join(m.Plan, m.Plan.id == c.plan_id).where(m.Plan.key.in_(plans))
    return session.scalars(query.order_by(c.id)).all()
