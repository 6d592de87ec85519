"""Reads of institutions: their changes, and their names and ministry areas through time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby

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
_FIRST = select(
    *(m.Institution.key, m.Institution.name, m.Institution.ministry_area, m.Institution.fictional)
)


_KEPT = "institution_histories"
"""Under which a session keeps the histories that it has read."""


def read_first_definitions(session: Session | Connection) -> dict[str, Institution]:
    """Read every institution as it was to begin with."""
    return {row.key: _build_institution(*row) for row in session.execute(_FIRST)}


def read_changes(session: Session | Connection) -> list[InstitutionChange]:
    """Read every change of an institution, those of each in the order recorded."""
    return [InstitutionChange(*row) for row in session.execute(_CHANGES)]


def read_histories(
    session: Session | Connection, first: Mapping[str, Institution] | None = None
) -> dict[str, InstitutionHistory]:
    """Read the history of every institution; `first` are their definitions where these have been read.

    A session reads them once in a transaction, and again after it has added to them itself: each right that is asked
    for hangs on them.
    """
    if isinstance(session, Connection):
        return _read_histories(session, first)
    if _KEPT not in session.info:
        session.info[_KEPT] = _read_histories(session, first)
    return dict(session.info[_KEPT])


def _read_histories(
    session: Session | Connection, first: Mapping[str, Institution] | None
) -> dict[str, InstitutionHistory]:
    definitions = first or read_first_definitions(session)
    changes = {key: list(own) for key, own in groupby(read_changes(session), lambda c: c.institution)}
    return {key: build_history(one, changes.get(key, ())) for key, one in definitions.items()}


@event.listens_for(Session, "after_flush")
def _forget_after_change(session: Session, _flush: object) -> None:
    if any(isinstance(one, m.Institution | m.InstitutionChange) for one in (*session.new, *session.dirty)):
        session.info.pop(_KEPT, None)


@event.listens_for(Session, "after_transaction_end")
def _forget_after_end(session: Session, _transaction: object) -> None:
    session.info.pop(_KEPT, None)


def read_resources(session: Session | Connection, day: date) -> list[Resource]:
    """Read what permissions to each institution hang on, on a day."""
    return find_resources(read_histories(session), day)


@lru_cache(maxsize=4096)
def _build_institution(key: str, name: str, area: str, fictional: bool) -> Institution:
    # A row never changes, so each process validates it once.
    return Institution(id=key, name=name, ministry_area=area, fictional=fictional)
