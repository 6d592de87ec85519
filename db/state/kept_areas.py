"""What is worked out of ministry areas is kept under a key of all that it depends on, and can be thrown away.

It is outside the record, and nobody reads it but by the key of what they would work out themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from secrets import token_hex

from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from db import models as m
from db.clock import read_clock
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing

TURN_LOCK = 7_204_517_333
"""One number for all processes on PostgreSQL: only one of them works out what is missing at a time."""
TURN = "turn"
"""The key of the row that is this lock on SQLite."""
LONGEST_TURN = timedelta(minutes=2)
"""After so long a process that has the turn on SQLite is taken to have ended without giving it back."""


def read_kept(url: str, seal: str, keys: Collection[str]) -> dict[str, str]:
    """Read what is kept under some keys; nothing where other data has taken the place of what was read at a seal."""
    number, _, digest = seal.partition(" ")
    if not digest:
        return {}
    row, own, then = m.KeptArea, aliased(m.AuditEntry), aliased(m.AuditEntry)
    query = (
        select(row.key, row.document)
        .join(then, (then.id == row.entry) & (then.seal == row.seal))
        .where(row.key.in_(sorted(keys)), exists().where(own.id == int(number), own.seal == digest))
    )
    with open_reading(url, sees=EVERYTHING) as session:
        return {row.key: row.document for row in session.execute(query)}


def replace_kept(session: Session, seal: str, documents: Mapping[str, str]) -> None:
    """Keep documents under their keys, each of data at a seal, and nothing that was kept before under others.

    What is there under a key already stays, unless it says otherwise or nobody could find it.
    """
    row, then = m.KeptArea, m.AuditEntry
    query = select(row.key, row.document).join(then, (then.id == row.entry) & (then.seal == row.seal))
    there = {key for key, document in session.execute(query) if documents.get(key) == document}
    session.execute(delete(row).where(row.key.not_in([*there, TURN])))
    number, _, digest = seal.partition(" ")
    session.add_all(
        row(key=key, document=document, entry=int(number), seal=digest, kept_at=read_clock())
        for key, document in documents.items()
        if key not in there
    )


@contextmanager
def take_turn(url: str) -> Iterator[bool]:
    """Take the turn to work out what is missing, and tell whether it was to be had; nobody waits for it."""
    if open_engine(url).dialect.name == "postgresql":
        with open_engine(url).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            taken = bool(connection.scalar(select(func.pg_try_advisory_lock(TURN_LOCK))))
            try:
                yield taken
            finally:
                if taken:
                    connection.execute(select(func.pg_advisory_unlock(TURN_LOCK)))
        return
    holder = token_hex(8)
    taken = _take_row(url, holder)
    try:
        yield taken
    finally:
        if taken:
            with open_writing(url, MACHINE) as session:
                session.execute(
                    delete(m.KeptArea).where(m.KeptArea.key == TURN, m.KeptArea.document == holder)
                )


def _take_row(url: str, holder: str) -> bool:
    row, now = m.KeptArea, read_clock()
    with open_writing(url, MACHINE) as session:
        # One of an hour to come was taken before the clock was put back.
        ended = or_(row.kept_at < now - LONGEST_TURN, row.kept_at > now + LONGEST_TURN)
        session.execute(delete(row).where(row.key == TURN, ended))
        taken = session.scalar(select(row.id).where(row.key == TURN)) is None
        if taken:
            session.add(row(key=TURN, document=holder, entry=0, seal="", kept_at=now))
    return taken
