"""Searching the audit: by who, what, when and which institution, newest first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from metrics.periods import find_day_start

TOLD_BY_ROWS = ("results.", "grant.", "revoke.")
"""Actions whose subject does not name the institution; the rows they added tell it."""


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Criteria of a search. One left out matches everything; `kinds` are prefixes of actions.

    A person matches what they did and what was done to their rights. `until` is the last day of an institution of which
    later entries are not looked for.
    """

    person: str | None = None
    kinds: tuple[str, ...] = ()
    institutions: frozenset[str] | None = None
    first: date | None = None
    last: date | None = None
    until: Mapping[str, date] = field(default_factory=dict)


def count_entries(session: Session, asked: EntryFilter) -> int:
    """Count the entries that match."""
    return (
        session.scalar(
            select(func.count()).select_from(m.AuditEntry).where(*_build_conditions(session, asked))
        )
        or 0
    )


def find_newest(
    session: Session, asked: EntryFilter, *, skip: int = 0, most: int | None = None
) -> list[chain.ChainEntry]:
    """Find the entries that match, newest first."""
    query = select(m.AuditEntry).where(*_build_conditions(session, asked)).order_by(m.AuditEntry.id.desc())
    return [chain.build_entry(row) for row in session.scalars(query.offset(skip).limit(most))]


def find_people(session: Session, asked: EntryFilter | None = None) -> list[str]:
    """Find everybody who has done something that matches, in alphabetical order."""
    tests = _build_conditions(session, asked or EntryFilter())
    return sorted(session.scalars(select(m.AuditEntry.actor).where(*tests).distinct()))


def _build_conditions(session: Session, asked: EntryFilter) -> Iterator[ColumnElement[bool]]:
    row = m.AuditEntry
    if asked.person is not None:
        yield or_(row.actor == asked.person, row.subject == asked.person)
    if asked.kinds:
        yield _match_kinds(asked.kinds)
    if asked.institutions is not None:
        yield or_(
            _match_institutions(session, asked.institutions - asked.until.keys()),
            *(
                and_(_match_institutions(session, frozenset({key})), m.AuditEntry.at < _find_end(last))
                for key, last in asked.until.items()
                if key in asked.institutions
            ),
        )
    if asked.first:
        yield row.at >= find_day_start(asked.first)
    if asked.last:
        yield row.at < _find_end(asked.last)


def _find_end(last: date) -> datetime:
    return find_day_start(last + timedelta(days=1))


def _match_kinds(kinds: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(m.AuditEntry.action.startswith(kind, autoescape=True) for kind in kinds))


def _match_institutions(session: Session, institutions: frozenset[str]) -> ColumnElement[bool]:
    """Match entries about one of the institutions: by its plans, its own key, or the rows the entry added."""
    row = m.AuditEntry
    plans = select(m.Plan.key).join(m.Institution).where(m.Institution.key.in_(institutions))
    named = literal(", ") + row.subject + literal(", ")
    return or_(
        row.subject.in_(plans),
        *(named.contains(f", {key}, ", autoescape=True) for key in sorted(institutions)),
        row.id.in_(_find_entries_adding_to(session, institutions)),
    )


def _find_entries_adding_to(session: Session, institutions: frozenset[str]) -> list[int]:
    """Find the entries that added results, events or grants of the institutions."""
    own = {table: set(session.scalars(query)) for table, query in _select_own_rows(institutions).items()}
    query = select(m.AuditEntry.id, m.AuditEntry.rows).where(_match_kinds(TOLD_BY_ROWS))
    return [number for number, rows in session.execute(query) if _holds_any(json.loads(rows), own)]


def _holds_any(rows: chain.Rows, own: dict[str, set[int]]) -> bool:
    return any(
        not found.isdisjoint(range(rows[table][0], rows[table][1] + 1))
        for table, found in own.items()
        if table in rows
    )


def _select_own_rows(institutions: frozenset[str]) -> dict[str, Select[int]]:
    owners = select(m.Institution.id).where(m.Institution.key.in_(institutions))
    given = select(m.Grant.id).where(m.Grant.institution_id.in_(owners))
    return {
        "observations": select(m.Observation.id)
        .join(m.Indicator)
        .where(m.Indicator.institution_id.in_(owners)),
        "events": select(m.Event.id).join(m.Plan).where(m.Plan.institution_id.in_(owners)),
        "grants": select(m.Grant.id).where(or_(m.Grant.id.in_(given), m.Grant.revokes.in_(given))),
    }
