"""The audit of who changed what and when: a chain of entries, each sealed with the previous one and its own rows.

An entry is written in the transaction of its change. Its seal covers the previous entry, so no entry can be altered,
removed or moved unnoticed, and a digest of every row the change added, so neither can those rows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from db import models as m
from db.audit.table_kinds import FIRST_VERSION, NEWEST_VERSION, SEALED, find_sealed_columns
from db.session import find_writer
from metrics.errors import Problem

START = "0" * 64
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


def record_entry(session: Session, action: str, subject: str) -> None:
    """Add an entry for what the caller's transaction has done so far. The actor is the session's writer."""
    session.flush()
    last = _read_newest_entry(session)
    entry = ChainEntry(
        number=0,
        at=datetime.now(UTC),
        actor=find_writer(session).key,
        action=action,
        subject=subject,
        rows=_find_added_rows(session, last),
        previous=last.seal if last else START,
        seal="",
        version=NEWEST_VERSION,
    )
    row = {name: getattr(entry, name) for name in ("at", "actor", "action", "subject", "previous", "version")}
    session.add(m.AuditEntry(**row, rows=json.dumps(entry.rows, sort_keys=True), seal=entry.compute_seal()))
    session.flush()


def read_last_seal(session: Session) -> str:
    """Read the seal of the newest entry."""
    last = _read_newest_entry(session)
    return last.seal if last else START


def read_entries(session: Session) -> list[ChainEntry]:
    """Read every entry, oldest first."""
    return [build_entry(row) for row in session.scalars(select(m.AuditEntry).order_by(m.AuditEntry.id))]


def find_authors(session: Session, table: str, ids: Collection[int]) -> dict[int, str]:
    """Find whose entry added each of some rows of a table, as far as entries are seen."""
    authors: dict[int, str] = {}
    for entry in read_entries(session) if ids else ():
        first, last, _ = entry.rows.get(table, NOTHING)
        authors |= {row: entry.actor for row in ids if first <= row <= last}
    return authors


def find_chain_problems(session: Session) -> list[Problem]:
    """Find entries and rows that were altered, removed or moved, and rows added without an entry."""
    every = read_entries(session)
    return [
        *_find_broken_links(every),
        *_find_changed_rows(session, every),
        *_find_unaudited_rows(session, every),
    ]


def _find_broken_links(every: Sequence[ChainEntry]) -> Iterator[Problem]:
    """Find entries that do not match their seal, or do not follow the previous entry."""
    seals = [START, *(entry.seal for entry in every)]
    for before, entry in zip(seals, every, strict=False):
        if entry.compute_seal() != entry.seal:
            yield Problem("audit_altered", f"#{entry.number}")
        if entry.previous != before:
            yield Problem("audit_gap", f"#{entry.number}")


def _find_changed_rows(session: Session, every: Sequence[ChainEntry]) -> Iterator[Problem]:
    """Find rows that differ from what they were when they were audited."""
    for entry in every:
        for name, (first, last, digest) in entry.rows.items():
            if _digest_rows(session, name, first, last, entry.version) != digest:
                yield Problem("audit_rows", f"#{entry.number} {name}", {"first": first, "last": last})


def _find_unaudited_rows(session: Session, every: Sequence[ChainEntry]) -> Iterator[Problem]:
    for name, (first, last, _) in _find_added_rows(session, every[-1] if every else None).items():
        if last >= first:
            yield Problem("audit_unrecorded", name, {"first": first, "last": last})


def build_entry(row: m.AuditEntry) -> ChainEntry:
    """Build an entry from its row."""
    rows = {name: (first, last, digest) for name, (first, last, digest) in json.loads(row.rows).items()}
    same = ("at", "actor", "action", "subject", "previous", "seal", "version")
    return ChainEntry(number=row.id, rows=rows, **{name: getattr(row, name) for name in same})


def _read_newest_entry(session: Session) -> ChainEntry | None:
    row = session.scalar(select(m.AuditEntry).order_by(m.AuditEntry.id.desc()).limit(1))
    return build_entry(row) if row else None


def _find_added_rows(session: Session, recorded: ChainEntry | None) -> Rows:
    """Find the rows of each table after the last audited one."""
    found: Rows = {}
    for name, newest in session.execute(_NEWEST_ROWS).one()._mapping.items():
        reached = recorded.rows.get(name, NOTHING)[1] if recorded else 0
        last = max(newest or 0, reached)
        digest = _digest_rows(session, name, reached + 1, last, NEWEST_VERSION)
        found[name] = (reached + 1, last, digest)
    return found


def _digest_rows(session: Session, name: str, first: int, last: int, version: int) -> str:
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


def _digest(content: Any) -> str:
    return hashlib.sha256(_to_json(content).encode()).hexdigest()


def _to_json(content: Any) -> str:
    """Write values alike on both databases: moments and days in ISO form, decimals by their digits."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, default=_to_text)


def _to_text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
