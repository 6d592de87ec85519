"""Sign-ins and sign-outs on record, each once, however many tabs and processes tell of it.

A sign-in is known by its person and the moment its provider gave. One that has been signed out of is over everywhere.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.session import find_writer

IN, OUT = "sign.in", "sign.out"
# Put together once: it is asked at every run of a page, and building it takes longer than answering it.
_TOLD = (
    select(m.AuditEntry.id)
    .where(
        m.AuditEntry.actor == bindparam("person"),
        m.AuditEntry.action == bindparam("what"),
        m.AuditEntry.subject == bindparam("began"),
    )
    .limit(1)
)


def record_sign_in(session: Session, began: datetime) -> None:
    """Record that whoever writes has signed in."""
    _once(session, IN, began)


def record_sign_out(session: Session, began: datetime) -> None:
    """Record that whoever writes has signed out of what began at a moment."""
    _once(session, OUT, began)


def has_signed_out(connection: Session | Connection, person: str, began: datetime) -> bool:
    """Whether a person has signed out of what began at a moment. It is asked at every run of a page."""
    return _told(connection, person, OUT, began)


def _once(session: Session, action: str, began: datetime) -> None:
    # There is one writer at a time, so nobody else tells of it between the question and the entry.
    if not _told(session, find_writer(session).key, action, began):
        chain.record_entry(session, action, began.isoformat())


def _told(session: Session | Connection, person: str, action: str, began: datetime) -> bool:
    said = {"person": person, "what": action, "began": began.isoformat()}
    return session.scalar(_TOLD, said) is not None
