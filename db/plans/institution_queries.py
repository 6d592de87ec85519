"""Reads of institutions: their changes, and their names and ministry areas through time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session, aliased

from db import models as m
from metrics.access import Resource
from metrics.plan.institution_history import (
    InstitutionChange,
    InstitutionHistory,
    build_history,
    find_resources,
)
from metrics.plan.model import Institution

_HEIR = aliased(m.Institution)
_ORIGIN = aliased(m.Institution)
_CHANGES = (
    select(
        *(m.Institution.key, m.InstitutionChange.since, m.InstitutionChange.recorded_at),
        *(m.InstitutionChange.reason, m.InstitutionChange.name, m.InstitutionChange.ministry_area),
        *(_HEIR.key, _ORIGIN.key),
    )
    .join(m.Institution, m.Institution.id == m.InstitutionChange.institution_id)
    .outerjoin(_HEIR, _HEIR.id == m.InstitutionChange.successor_id)
    .outerjoin(_ORIGIN, _ORIGIN.id == m.InstitutionChange.origin_id)
    .order_by(m.InstitutionChange.institution_id, m.InstitutionChange.id)
)
_FIRST = (m.Institution.key, m.Institution.name, m.Institution.ministry_area, m.Institution.fictional)
_CHANGED = (
    *(m.InstitutionChange.id, m.InstitutionChange.since, m.InstitutionChange.recorded_at),
    *(m.InstitutionChange.reason, m.InstitutionChange.name, m.InstitutionChange.ministry_area),
    *(_HEIR.key, _ORIGIN.key),
)
_FIRST_AND_CHANGES = (
    select(*_FIRST, *_CHANGED)
    .outerjoin(m.InstitutionChange, m.InstitutionChange.institution_id == m.Institution.id)
    .outerjoin(_HEIR, _HEIR.id == m.InstitutionChange.successor_id)
    .outerjoin(_ORIGIN, _ORIGIN.id == m.InstitutionChange.origin_id)
    .order_by(m.Institution.id, m.InstitutionChange.id)
)

_KEPT = "institutions"
"""Under which a session keeps the institutions that it has read."""
Institutions = tuple[dict[str, Institution], dict[str, InstitutionHistory]]
"""Each institution as it was to begin with, and its history."""


def read_changes(session: Session | Connection) -> list[InstitutionChange]:
    """Read every change of an institution, those of each in the order recorded."""
    return [InstitutionChange(*row) for row in session.execute(_CHANGES)]


def read_histories(session: Session | Connection) -> dict[str, InstitutionHistory]:
    """Read the history of every institution."""
    return read_institutions(session)[1]


def read_institutions(session: Session | Connection) -> Institutions:
    """Read every institution as it was to begin with, and its history.

    A session reads them once in a transaction, and again after it has added to them itself: each right that is asked
    for hangs on them.
    """
    if isinstance(session, Connection):
        return _read_institutions(session)
    if _KEPT not in session.info:
        session.info[_KEPT] = _read_institutions(session)
    first, histories = session.info[_KEPT]
    return dict(first), dict(histories)


def _read_institutions(session: Session | Connection) -> Institutions:
    first: dict[str, Institution] = {}
    changes: dict[str, list[InstitutionChange]] = {}
    for row in session.execute(_FIRST_AND_CHANGES):
        key: str = row[0]
        number, *change = cast("Sequence[Any]", row[len(_FIRST) :])
        first[key] = _build_institution(*row[: len(_FIRST)])
        if number is not None:
            changes.setdefault(key, []).append(InstitutionChange(key, *change))
    changed = {key: build_history(first[key], own) for key, own in changes.items()}
    return first, {key: changed.get(key) or _build_first_term(one) for key, one in first.items()}


@event.listens_for(Session, "after_flush")
def _forget_after_change(session: Session, _flush: object) -> None:
    if any(isinstance(one, m.Institution | m.InstitutionChange) for one in (*session.new, *session.dirty)):
        session.info.pop(_KEPT, None)


@event.listens_for(Session, "after_transaction_end")
def _forget_after_end(session: Session, _transaction: object) -> None:
    session.info.pop(_KEPT, None)


def read_institution_ids(session: Session, keys: Collection[str]) -> dict[str, int]:
    """Read the row id of each of some institutions; where there are none, nothing is asked."""
    query = select(m.Institution.key, m.Institution.id).where(m.Institution.key.in_(sorted(keys)))
    return dict(session.execute(query).all()) if keys else {}


def read_resources(session: Session | Connection, day: date) -> list[Resource]:
    """Read what permissions to each institution hang on, on a day."""
    return find_resources(read_histories(session), day)


@lru_cache(maxsize=4096)
def _build_institution(key: str, name: str, area: str, fictional: bool) -> Institution:
    # A row never changes, so each process validates it once.
    return Institution(id=key, name=name, ministry_area=area, fictional=fictional)


@lru_cache(maxsize=4096)
def _build_first_term(first: Institution) -> InstitutionHistory:
    # Most institutions have never changed.
    return build_history(first)
