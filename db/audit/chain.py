"""The audit of who changed what and when: a chain of entries, each sealed with the previous one and its own rows.

An entry is written in the transaction of its change. Its seal covers the previous entry, so no entry can be altered,
removed or moved unnoticed, and a digest of every row the change added, so neither can those rows. Rows that were there
before that transaction, and are on no record, were added past Målstreg and get an entry of their own first.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, event, func, literal, select
from sqlalchemy.orm import Session, SessionTransaction, aliased

from db import models as m
from db.audit.erasures import ENTRIES, ERASED, Steps, follow_steps, read_steps
from db.audit.table_kinds import FIRST_VERSION, NEWEST_VERSION, SEALED, find_sealed_columns
from db.clock import read_clock
from db.session import BY, find_writer
from metrics.errors import Problem

START = "0" * 64
UNRECORDED, UNKNOWN = "audit.unrecorded", "unknown"
_AT_BEGINNING = "newest_rows"
NOTHING = (1, 0, "")  # for a table that is newer than the entry
Rows = dict[str, tuple[int, int, str]]
"""For each table the ids of the first and last row added, and the digest of all rows between them, both included.

Where nothing was added, last is first - 1, so the newest entry always tells how far the audit reaches.
"""


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """One action. `rows` are what it added to the append-only tables."""

    number: int
    at: datetime
    actor: str
    action: str
    subject: str
    rows: Rows
    previous: str
    seal: str
    version: int = FIRST_VERSION
    """Of the digest: which columns of the rows it covers."""

    def compute_seal(self) -> str:
        """Compute the seal that matches the content."""
        content = [self.previous, self.at.isoformat(), self.actor, self.action, self.subject, self.rows]
        return _digest(content if self.version == FIRST_VERSION else [self.version, *content])


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the audit stood when all of it was found to hold: its newest entry, and how many there were."""

    newest: ChainEntry
    entries: int


def record_entry(session: Session, action: str, subject: str) -> None:
    """Add an entry for what the caller's transaction has done so far. The actor is the session's writer."""
    session.flush()
    last, newest = _read_newest(session)
    there = _find_added_rows(session, last, session.info.get(_AT_BEGINNING, {}))
    if added := name_rows(there):
        last = _add_entry(session, last, UNKNOWN, UNRECORDED, added, there)
    rows = _find_added_rows(session, last, newest)
    _add_entry(session, last, find_writer(session).key, action, subject, rows)


def name_rows(rows: Rows) -> str:
    """Name the rows an entry covers, by table; empty where it covers none."""
    return ", ".join(f"{name} {first}-{last}" for name, (first, last, _) in rows.items() if first <= last)


def _add_entry(
    session: Session, last: ChainEntry | None, actor: str, action: str, subject: str, rows: Rows
) -> ChainEntry:
    entry = ChainEntry(
        number=0,
        at=read_clock(),
        actor=actor,
        action=action,
        subject=subject,
        rows=rows,
        previous=last.seal if last else START,
        seal="",
        version=NEWEST_VERSION,
    )
    entry = replace(entry, seal=entry.compute_seal())
    names = ("at", "actor", "action", "subject", "previous", "version", "seal")
    row = {name: getattr(entry, name) for name in names}
    session.add(m.AuditEntry(**row, rows=json.dumps(entry.rows, sort_keys=True)))
    session.flush()
    return entry


@event.listens_for(Session, "after_begin")
def _note_rows(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    """Note what a writer's transaction finds, before it adds anything of its own."""
    # This listener comes after the one of `db.session`, which waits for other writers and says what is seen.
    if BY in session.info and not transaction.nested:
        session.info[_AT_BEGINNING] = dict(connection.execute(_NEWEST_ROWS).one()._mapping)


def read_last_seal(session: Session) -> str:
    """Read the seal of the newest entry."""
    last = _read_newest_entry(session)
    return last.seal if last else START


def read_entries(
    session: Session, first: int = 0, *, actions: Collection[str] | None = None
) -> list[ChainEntry]:
    """Read every entry from a number on, or those of some actions, oldest first."""
    query = select(m.AuditEntry).where(m.AuditEntry.id >= first).order_by(m.AuditEntry.id)
    if actions is not None:
        query = query.where(m.AuditEntry.action.in_(actions))
    return [build_entry(row) for row in session.scalars(query)]


def read_anchor(session: Session) -> Anchor | None:
    """Read where the audit stands now; None where there is no entry."""
    newest = _read_newest_entry(session)
    return Anchor(newest, _count_until(session, newest)) if newest else None


def _count_until(session: Session, entry: ChainEntry) -> int:
    query = select(func.count()).where(m.AuditEntry.id <= entry.number)
    return session.scalars(query).one()


def _read_newest_entry(session: Session) -> ChainEntry | None:
    row = session.scalar(select(m.AuditEntry).order_by(m.AuditEntry.id.desc()).limit(1))
    return build_entry(row) if row else None


def find_chain_problems(session: Session, since: Anchor | None = None) -> list[Problem]:
    """Find entries and rows that were altered, removed or moved, and rows added without an entry.

    What was erased is held against the digest that the erasure left. What came before `since` is only counted, not gone
    through: it was found to hold then.
    """
    every = read_entries(session, since.newest.number if since else 0)
    if since and (broken := _find_broken_anchor(session, since, every)):
        return [broken]
    steps = read_steps(session, [find_rows(entry, "erasures") for entry in every if entry.action == ERASED])
    return [
        *_find_broken_links(every, steps, since.newest.previous if since else START),
        *_find_changed_rows(session, every, steps),
        *_find_unaudited_rows(session, every),
    ]


def _find_broken_anchor(session: Session, since: Anchor, every: Sequence[ChainEntry]) -> Problem | None:
    newest = since.newest
    if not every or (every[0].number, every[0].seal) != (newest.number, newest.seal):
        return Problem("audit_altered", f"#{newest.number}")
    if _count_until(session, newest) != since.entries:
        return Problem("audit_gap", f"#{newest.number}")
    return None


def find_rows(entry: ChainEntry, table: str) -> range:
    """Find the ids of the rows of a table that an entry covers."""
    first, last, _ = entry.rows.get(table, NOTHING)
    return range(first, last + 1)


def _find_broken_links(every: Sequence[ChainEntry], steps: Steps, first: str) -> Iterator[Problem]:
    """Find entries that do not match their seal, or do not follow the previous entry; `first` is the seal before."""
    seals = [first, *(entry.seal for entry in every)]
    for before, entry in zip(seals, every, strict=False):
        if entry.compute_seal() != follow_steps(steps, entry.number, ENTRIES, entry.seal):
            yield Problem("audit_altered", f"#{entry.number}")
        if entry.previous != before:
            yield Problem("audit_gap", f"#{entry.number}")


def _find_changed_rows(session: Session, every: Sequence[ChainEntry], steps: Steps) -> Iterator[Problem]:
    """Find rows that differ from what they were when they were audited."""
    for entry in every:
        for name, (first, last, digest) in entry.rows.items():
            left = follow_steps(steps, entry.number, name, digest)
            if digest_rows(session, name, first, last, entry.version) != left:
                yield Problem("audit_rows", f"#{entry.number} {name}", {"first": first, "last": last})


def _find_unaudited_rows(session: Session, every: Sequence[ChainEntry]) -> Iterator[Problem]:
    newest = dict(session.execute(_NEWEST_ROWS).one()._mapping)
    for name, (first, last, _) in _find_added_rows(session, every[-1] if every else None, newest).items():
        if last >= first:
            yield Problem("audit_unrecorded", name, {"first": first, "last": last})


def build_entry(row: m.AuditEntry) -> ChainEntry:
    """Build an entry from its row."""
    rows = {name: (first, last, digest) for name, (first, last, digest) in json.loads(row.rows).items()}
    same = ("at", "actor", "action", "subject", "previous", "seal", "version")
    return ChainEntry(number=row.id, rows=rows, **{name: getattr(row, name) for name in same})


def _read_newest(session: Session) -> tuple[ChainEntry | None, Mapping[str, int | None]]:
    """Read the newest entry, and the newest row of each table, in one statement."""
    *_, entry = row = session.execute(_NEWEST).one()
    newest = {name: row._mapping[name] for name in SEALED}
    return (build_entry(entry) if entry else None), newest


def _find_added_rows(session: Session, recorded: ChainEntry | None, until: Mapping[str, int | None]) -> Rows:
    """Find the rows of each table after the last audited one, up to another."""
    found: Rows = {}
    for name in SEALED:
        newest = until.get(name)
        reached = recorded.rows.get(name, NOTHING)[1] if recorded else 0
        last = max(newest or 0, reached)
        digest = digest_rows(session, name, reached + 1, last, NEWEST_VERSION)
        found[name] = (reached + 1, last, digest)
    return found


def digest_rows(session: Session, name: str, first: int, last: int, version: int) -> str:
    """Digest the rows of a table between two ids, in the columns that a version of the digest covers."""
    table, digest = _table(name), hashlib.sha256()
    if first <= last:  # a change adds nothing to most tables, which are then not queried
        columns = [table.c[column] for column in find_sealed_columns(name, version)]
        query = select(*columns).where(table.c.id.between(first, last)).order_by(table.c.id)
        for row in session.execute(query):
            digest.update(_to_json([*row]).encode())
    return digest.hexdigest()


def _table(name: str) -> Table:
    return m.Base.metadata.tables[name]


_NEWEST_ROWS = select(*(select(func.max(_table(name).c.id)).scalar_subquery().label(name) for name in SEALED))
_NEWEST_NUMBER = select(func.max(aliased(m.AuditEntry).id)).scalar_subquery()
_NEWEST = (
    _NEWEST_ROWS.add_columns(m.AuditEntry)
    .select_from(select(literal(1)).subquery())
    .outerjoin(m.AuditEntry, m.AuditEntry.id == _NEWEST_NUMBER)
)


def _digest(content: Any) -> str:
    return hashlib.sha256(_to_json(content).encode()).hexdigest()


def _to_json(content: Any) -> str:
    """Write values alike on both databases: moments and days in ISO form, decimals by their digits."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, default=_to_text)


def _to_text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
