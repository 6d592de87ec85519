"""The audit of sign-ins and sign-outs: each once, however many tabs and processes report it.

A sign-in is identified by its person and the moment its provider gave. Once signed out, it has ended everywhere.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.session import find_writer
from db.state.newest_rows import NEWEST_ROWS, DataVersion

IN, OUT = "sign.in", "sign.out"
# Built once: every page run executes it, and building it takes longer than executing it.
_ENTRY = (
    select(m.AuditEntry.id)
    .where(
        m.AuditEntry.actor == bindparam("person"),
        m.AuditEntry.action == bindparam("what"),
        m.AuditEntry.subject == bindparam("began"),
    )
    .limit(1)
)
_VERSION_AND_ENTRY = NEWEST_ROWS.add_columns(_ENTRY.scalar_subquery())


def record_sign_in(session: Session, began: datetime) -> None:
    """Record that the session's writer signed in."""
    _record_once(session, IN, began)


def record_sign_out(session: Session, began: datetime) -> None:
    """Record that the session's writer signed out of the sign-in that began at a moment."""
    _record_once(session, OUT, began)


def has_signed_out(connection: Session | Connection, person: str, began: datetime) -> bool:
    """Whether a person has signed out of the sign-in that began at a moment."""
    return _is_recorded(connection, person, OUT, began)


def read_version_and_sign_out(
    connection: Connection, person: str, began: datetime
) -> tuple[DataVersion, bool]:
    """Read the version of the data, and whether a person has signed out: what each run of a page asks for, in one."""
    *newest, entry = connection.execute(_VERSION_AND_ENTRY, _name_entry(person, OUT, began)).one()
    return tuple(newest), entry is not None


def _record_once(session: Session, action: str, began: datetime) -> None:
    # There is one writer at a time, so nobody else can record it between this check and the entry.
    if not _is_recorded(session, find_writer(session).key, action, began):
        chain.record_entry(session, action, began.isoformat())


def _is_recorded(session: Session | Connection, person: str, action: str, began: datetime) -> bool:
    return session.scalar(_ENTRY, _name_entry(person, action, began)) is not None


def _name_entry(person: str, action: str, began: datetime) -> dict[str, str]:
    return {"person": person, "what": action, "began": began.isoformat()}
