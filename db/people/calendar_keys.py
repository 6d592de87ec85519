"""Secrets that open a person's calendar without a sign-in: made, taken back and looked up. Only digests are kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.people import rights
from db.session import find_writer
from metrics.access import Action, Person, may_somewhere
from metrics.errors import refuse
from metrics.periods import find_danish_day

BYTES = 32


def create_key(session: Session, person: str) -> str:
    """Make a new secret for a person; it is told here and nowhere again, and one made before opens no more.

    One's own needs no right; another's takes the right to give roles. Raises InvalidInput (`not_permitted`, or
    `sees_nothing` for somebody whose calendar would be closed).
    """
    key = _permitted(session, person)
    if not may_somewhere(rights.read_person(session, key), Action.SEE, find_danish_day(datetime.now(UTC))):
        raise refuse("sees_nothing", value=key)
    secret = secrets.token_urlsafe(BYTES)
    _add(session, key, digest_secret(secret))
    chain.record_entry(session, "calendar.open", key)
    return secret


def revoke_key(session: Session, person: str) -> None:
    """Close a person's calendar. Raises InvalidInput (`not_permitted`, `no_calendar` where none is open)."""
    key = _permitted(session, person)
    newest = _newest(session, key)
    if newest is None or newest.digest is None:
        raise refuse("no_calendar", value=key)
    _add(session, key, None)
    chain.record_entry(session, "calendar.close", key)


def has_open_key(session: Session, person: str) -> bool:
    """Whether somebody has a calendar that is open."""
    newest = _newest(session, person.strip().lower())
    return newest is not None and newest.digest is not None


def find_holder(session: Session, secret: str) -> Person | None:
    """Whose calendar a secret opens, with the grants they hold now; None where it opens none."""
    found = session.scalar(select(m.CalendarKey).where(m.CalendarKey.digest == digest_secret(secret)))
    newest = _newest(session, found.person) if found else None
    if found is None or newest is None or newest.id != found.id:
        return None
    return rights.read_person(session, found.person)


def digest_secret(secret: str) -> str:
    """What is kept of a secret. It is long and random, so that a plain digest cannot be turned round."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _permitted(session: Session, person: str) -> str:
    key = person.strip().lower()
    if find_writer(session).key != key:
        rights.demand_right(session, Action.GRANT)
    return key


def _newest(session: Session, key: str) -> m.CalendarKey | None:
    query = select(m.CalendarKey).where(m.CalendarKey.person == key).order_by(m.CalendarKey.id.desc())
    return session.scalar(query.limit(1))


def _add(session: Session, key: str, kept: str | None) -> None:
    session.add(m.CalendarKey(person=key, digest=kept, recorded_at=datetime.now(UTC)))
