"""Secrets that open a person's calendar without a sign-in. Only their digests are stored."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.session import find_writer
from metrics.access import Action, Person, may_somewhere
from metrics.errors import refuse
from metrics.periods import find_danish_day

BYTES = 32


def create_key(session: Session, person: str) -> str:
    """Make and return a new secret for a person, which replaces an earlier one. It cannot be read again later.

    Another person's requires the right to grant roles. Raises InvalidInput (`not_permitted`; `sees_nothing` for
    somebody who may see no plan).
    """
    key = _demand_right_over(session, person)
    if not may_somewhere(rights.read_person(session, key), Action.SEE, find_danish_day(read_clock())):
        raise refuse("sees_nothing", value=key)
    secret = secrets.token_urlsafe(BYTES)
    _add(session, key, digest_secret(secret))
    chain.record_entry(session, "calendar.open", key)
    return secret


def revoke_key(session: Session, person: str) -> None:
    """Close a person's calendar. Raises InvalidInput (`not_permitted`; `no_calendar` where none is open)."""
    key = _demand_right_over(session, person)
    newest = _read_newest(session, key)
    if newest is None or newest.digest is None:
        raise refuse("no_calendar", value=key)
    _add(session, key, None)
    chain.record_entry(session, "calendar.close", key)


def has_open_key(session: Session, person: str) -> bool:
    """Whether a person's calendar is open."""
    newest = _read_newest(session, person.strip().lower())
    return newest is not None and newest.digest is not None


def find_holder(session: Session, secret: str) -> Person | None:
    """Find whose calendar a secret opens, with the grants they hold now; None where it opens none."""
    found = session.scalar(select(m.CalendarKey).where(m.CalendarKey.digest == digest_secret(secret)))
    newest = _read_newest(session, found.person) if found else None
    if found is None or newest is None or newest.id != found.id:
        return None
    return rights.read_person(session, found.person)


def digest_secret(secret: str) -> str:
    """Compute the digest stored for a secret."""
    # A secret is long and random, so a plain digest cannot be reversed.
    return hashlib.sha256(secret.encode()).hexdigest()


def _demand_right_over(session: Session, person: str) -> str:
    key = person.strip().lower()
    if find_writer(session).key != key:
        rights.demand_right(session, Action.GRANT)
    return key


def _read_newest(session: Session, key: str) -> m.CalendarKey | None:
    query = select(m.CalendarKey).where(m.CalendarKey.person == key).order_by(m.CalendarKey.id.desc())
    return session.scalar(query.limit(1))


def _add(session: Session, key: str, digest: str | None) -> None:
    session.add(m.CalendarKey(person=key, digest=digest, recorded_at=read_clock()))
