"""Erasure: chosen texts and names are replaced by their digest, and the audit still holds.

A command of the owner of the tables. What was there is in an archive by then, whose digest the record names; so is the
salt, without which nobody can try out which name a digest is of.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from db import models as m
from db import roles
from db.audit import chain
from db.audit.chain import ChainEntry
from db.audit.erasures import ENTRIES, ERASED, ERASED_TEXT
from db.audit.personal_fields import OF_A_PLAN, PERSONAL, TOLD, WRITTEN, replace_text
from db.audit.table_kinds import SEALED
from db.audit.unlocking import lift_locks
from db.clock import read_clock
from db.location import OWNER_VARIABLE, URL_VARIABLE
from db.people import rights
from metrics.access import Action
from metrics.errors import InvalidInput, refuse
from metrics.periods import find_danish_day

SHORTEST_NAME = 3  # signs; a shorter one stands in too many words that are nobody's name


@dataclass(frozen=True, slots=True)
class Replacement:
    """A field of a row, what it holds, and what it is to hold instead."""

    table: str
    row: int
    column: str
    text: str
    instead: str


def digest_text(salt: str, text: str) -> str:
    """Return what stands in place of a text."""
    return ERASED_TEXT + hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


def find_person(session: Session, name: str, salt: str) -> list[Replacement]:
    """Find where a person is named, by the key of a sign-in or as written in a text.

    Raises InvalidInput: `name_short`; `grant_stands` while they hold a role; `nothing_to_erase`.
    """
    _demand_owner(session)
    wanted = name.strip()
    if len(wanted) < SHORTEST_NAME:
        raise refuse("name_short", value=wanted, least=SHORTEST_NAME)
    today = find_danish_day(read_clock())
    held = [
        grant.number
        for person, grant in rights.read_grants(session)
        if person == wanted.lower() and not _is_over(grant.end, today)
    ]
    if held:
        raise refuse("grant_stands", wanted, numbers=held)
    # Not within another address or word.
    pattern = re.compile(rf"(?<![\w.@+-]){re.escape(wanted)}(?![\w@+-]|\.\w)", re.IGNORECASE)
    instead = digest_text(salt, wanted.lower())
    found = _find(session, PERSONAL, {}, TOLD, lambda text: pattern.sub(instead, text))
    return _demand_any(found, wanted)


def find_texts_of_plans(session: Session, keys: Sequence[str], salt: str) -> list[Replacement]:
    """Find the free texts of plans, and who decided, signed and supposed. Raises InvalidInput (`plan_unknown`, …)."""
    _demand_owner(session)
    plans = dict(session.execute(select(m.Plan.key, m.Plan.id)).all())
    for key in keys:
        if key not in plans:
            raise refuse("plan_unknown", key, key=key, allowed=sorted(plans))
    of = {"plan_id": {plans[key] for key in keys}}
    found = _find(session, OF_A_PLAN, of, WRITTEN, lambda text: digest_text(salt, text))
    return _demand_any(found, ", ".join(keys))


def count_fields(found: Sequence[Replacement]) -> Mapping[str, int]:
    """Count what is to be erased, by table and column."""
    return Counter(f"{one.table}.{one.column}" for one in found)


def erase_texts(session: Session, found: Sequence[Replacement], what: str, reason: str, archive: str) -> None:
    """Replace texts, and put on record what, why, and the digest of the archive that has them.

    Raises InvalidInput with what is wrong with the audit: what was altered before is not to be covered by an erasure.
    """
    _demand_owner(session)
    if not reason.strip():
        raise refuse("text_empty", "reason")
    if problems := chain.find_chain_problems(session):
        raise InvalidInput(problems)
    rows = _group_rows(found)
    affected = [place for entry in chain.read_entries(session) for place in _find_affected(entry, rows)]
    before = [_digest_as_it_stands(session, number, name) for number, name in affected]
    with lift_locks(session.connection(), sorted(rows)):
        for one in found:
            table = _table(one.table)
            session.execute(update(table).where(table.c.id == one.row).values({one.column: one.instead}))
    session.expire_all()
    for (number, name), was in zip(affected, before, strict=True):
        left = _digest_as_it_stands(session, number, name)
        session.add(m.Erasure(entry=number, name=name, before=was, after=left))
    chain.record_entry(session, ERASED, f"{what}: {reason.strip()} ({archive})")


def _demand_owner(session: Session) -> None:
    rights.demand_right(session, Action.SEE_AUDIT)
    if not roles.owns_tables(session.connection()):
        raise refuse("owner_needed", URL_VARIABLE, owner=OWNER_VARIABLE)


def _is_over(end: date | None, today: date) -> bool:
    return end is not None and end < today


def _demand_any(found: list[Replacement], what: str) -> list[Replacement]:
    if not found:
        raise refuse("nothing_to_erase", what)
    return found


def _find(
    session: Session,
    fields: Mapping[str, tuple[str, ...]],
    of: Mapping[str, Collection[int]],
    within: Collection[str],
    by: Callable[[str], str],
) -> list[Replacement]:
    found = []
    for name, columns in fields.items():
        table = _table(name)
        wanted = [table.c[column].in_(ids) for column, ids in of.items()]
        query = (
            select(table.c.id, *(table.c[column] for column in columns)).where(*wanted).order_by(table.c.id)
        )
        for row, *texts in session.execute(query):
            for column, text in zip(columns, texts, strict=True):
                instead = replace_text((name, column), text, within, by) if text else text
                if instead != text:
                    found.append(Replacement(name, row, column, text, instead))
    return found


def _group_rows(found: Sequence[Replacement]) -> Mapping[str, set[int]]:
    rows: defaultdict[str, set[int]] = defaultdict(set)
    for one in found:
        rows[one.table].add(one.row)
    return rows


def _find_affected(entry: ChainEntry, rows: Mapping[str, set[int]]) -> Iterator[tuple[int, str]]:
    """Find of which tables an entry has sealed rows that are to be changed, and whether it is one itself."""
    if entry.number in rows.get(ENTRIES, ()):
        yield entry.number, ENTRIES
    for name in SEALED:
        covered = chain.find_rows(entry, name)
        if any(row in covered for row in rows.get(name, ())):
            yield entry.number, name


def _digest_as_it_stands(session: Session, number: int, name: str) -> str:
    entry = chain.build_entry(session.get_one(m.AuditEntry, number))
    if name == ENTRIES:
        return entry.compute_seal()
    first, last, _ = entry.rows[name]
    return chain.digest_rows(session, name, first, last, entry.version)


def _table(name: str) -> Table:
    return m.Base.metadata.tables[name]
