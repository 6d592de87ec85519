"""The record of who changed what and when: a chain of entries, each sealed with the one before and its own rows.

An entry is written in the transaction of its change. Its seal covers the entry before it, so that none can be altered,
removed or moved unseen, and a digest of every row the change added, so that those cannot either.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from db import models as m
from db.session import find_writer
from metrics.errors import Problem

START = "0" * 64
NOTHING = (1, 0, "")  # of a table that came later than the entry
KEPT: tuple[type[m.Base], ...] = (
    m.Plan,
    m.PlanVersion,
    m.Indicator,
    m.Observation,
    m.Event,
    m.Decision,
    m.Grant,
    m.Threshold,
    m.CalendarKey,
    m.Scenario,
    m.Break,
)

Rows = dict[str, tuple[int, int, str]]
"""For each table the ids of the first and last row added, and the digest of those and all between.

Where nothing was added the last stands before the first, so that the newest entry tells how far the record reaches.
"""


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """One thing that was done. `rows` are what it added to the tables that are only added to."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    rows: Rows
    previous: str
    seal: str

    def sealed(self) -> str:
        """The seal its content asks for."""
        said = [self.previous, self.at.isoformat(), self.actor, self.action, self.subject, self.rows]
        return _digest(said)


def record_entry(session: Session, action: str, subject: str) -> None:
    """Write down, at this moment, what the caller's transaction has done so far. The actor is the session's."""
    session.flush()
    last = _newest(session)
    entry = ChainEntry(
        number=0,
        at=datetime.now(UTC),
        actor=find_writer(session).key,
        action=action,
        subject=subject,
        rows=_added(session, last),
        previous=last.seal if last else START,
        seal="",
    )
    row = {name: getattr(entry, name) for name in ("at", "actor", "action", "subject", "previous")}
    session.add(m.AuditEntry(**row, rows=json.dumps(entry.rows, sort_keys=True), seal=entry.sealed()))
    session.flush()


def read_last_seal(session: Session) -> str:
    """The seal the record ends with."""
    last = _newest(session)
    return last.seal if last else START


def read_entries(session: Session) -> list[ChainEntry]:
    """Everything on record, oldest first."""
    return [build_entry(row) for row in session.scalars(select(m.AuditEntry).order_by(m.AuditEntry.id))]


def find_chain_problems(session: Session) -> list[Problem]:
    """Whatever was altered, removed, moved or added past the record; nothing where it holds."""
    every = read_entries(session)
    return [*_broken(every), *_other_rows(session, every), *_unrecorded(session, every)]


def _broken(every: Sequence[ChainEntry]) -> Iterator[Problem]:
    """Entries that are not what their seal says, or do not follow the one before."""
    seals = [START, *(entry.seal for entry in every)]
    for before, entry in zip(seals, every, strict=False):
        if entry.sealed() != entry.seal:
            yield Problem("audit_altered", f"#{entry.number}")
        if entry.previous != before:
            yield Problem("audit_gap", f"#{entry.number}")


def _other_rows(session: Session, every: Sequence[ChainEntry]) -> Iterator[Problem]:
    """Rows that are not what they were when they came on record."""
    for entry in every:
        for name, (first, last, digest) in entry.rows.items():
            if _rows_digest(session, _table(name), first, last) != digest:
                yield Problem("audit_rows", f"#{entry.number} {name}", {"first": first, "last": last})


def _unrecorded(session: Session, every: Sequence[ChainEntry]) -> Iterator[Problem]:
    for name, (first, last, _) in _added(session, every[-1] if every else None).items():
        if last >= first:
            yield Problem("audit_unrecorded", name, {"first": first, "last": last})


def build_entry(row: m.AuditEntry) -> ChainEntry:
    """A row of the record as an entry."""
    rows = {name: (first, last, digest) for name, (first, last, digest) in json.loads(row.rows).items()}
    same = ("at", "actor", "action", "subject", "previous", "seal")
    return ChainEntry(number=row.id, rows=rows, **{name: getattr(row, name) for name in same})


def _newest(session: Session) -> ChainEntry | None:
    row = session.scalar(select(m.AuditEntry).order_by(m.AuditEntry.id.desc()).limit(1))
    return build_entry(row) if row else None


def _added(session: Session, recorded: ChainEntry | None) -> Rows:
    """The rows of each table past the last one on record."""
    found: Rows = {}
    for name, newest in session.execute(_NEWEST_ROWS).one()._mapping.items():
        reached = recorded.rows.get(name, NOTHING)[1] if recorded else 0
        last = max(newest or 0, reached)
        found[name] = (reached + 1, last, _rows_digest(session, _table(name), reached + 1, last))
    return found


def _rows_digest(session: Session, table: Table, first: int, last: int) -> str:
    sealed = hashlib.sha256()
    if first <= last:  # most tables get nothing from a change, and are not asked
        query = select(table).where(table.c.id.between(first, last)).order_by(table.c.id)
        for row in session.execute(query):
            sealed.update(_written([*row]).encode())
    return sealed.hexdigest()


def _table(name: str) -> Table:
    return m.Base.metadata.tables[name]


_NEWEST_ROWS = select(
    *(
        select(func.max(_table(model.__tablename__).c.id)).scalar_subquery().label(model.__tablename__)
        for model in KEPT
    )
)


def _digest(said: Any) -> str:
    return hashlib.sha256(_written(said).encode()).hexdigest()


def _written(said: Any) -> str:
    """One way of writing a value on both databases: moments and days in ISO form, decimals by their digits."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
