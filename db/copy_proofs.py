"""When a copy of the database was last proven: opened again, counted and its audit gone through."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain

PROVEN = "backup.proven"


def record_proof(session: Session, copy: str) -> None:
    """Put on record that a copy was proven. The entry comes after the copy, which does not hold it."""
    chain.record_entry(session, PROVEN, copy)


def find_newest_proof(session: Session) -> datetime | None:
    """Find when a copy was last proven; None if none ever was."""
    newest = select(m.AuditEntry.at).where(m.AuditEntry.action == PROVEN).order_by(m.AuditEntry.id.desc())
    return session.scalar(newest.limit(1))
