"""Reads of documents that stand beside the yearly plans: their versions, what is said of them, and their files."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.directions.document_sorts import DEVELOPMENT, DUTIES, D, DocumentSort, F
from db.plans import definitions
from db.state.owned_rows import select_of_owners
from metrics.direction.direction_plan import Direction
from metrics.direction.document_versions import DocumentVersion, find_in_force
from metrics.direction.progress import StepEvent, StepEventKind
from metrics.duties.duty_plan import DutyPlan
from metrics.errors import refuse
from metrics.periods import find_danish_day

_SAID_OF = ("on", "note", "source", "recorded_at", "occurrence", "ends")
_BESIDE = m.Plan.kind.in_([DEVELOPMENT.kind, DUTIES.kind])
_VERSIONS = (
    select(
        *(m.Plan.key, m.Plan.kind, m.PlanVersion.number, m.PlanVersion.document, m.PlanVersion.recorded_at)
    )
    .join(m.Plan, m.Plan.id == m.PlanVersion.plan_id)
    .where(_BESIDE)
    .order_by(m.Plan.id, m.PlanVersion.number)
)
_SAID = (
    select(
        *(m.Plan.key, m.Plan.kind.label("of"), m.Event.criterion, m.Event.kind),
        *(getattr(m.Event, name) for name in _SAID_OF),
    )
    .join(m.Plan, m.Plan.id == m.Event.plan_id)
    .where(_BESIDE)
    .order_by(m.Event.id)
)


def read_versions(
    session: Session, sort: DocumentSort[D, F], key: str | None = None
) -> list[DocumentVersion[D]]:
    """Read every version of one document of a sort, or of all, each document's oldest first."""
    query = _VERSIONS.where(m.Plan.kind == sort.kind)
    return _make_versions(sort, session.execute(query if key is None else query.where(m.Plan.key == key)))


def read_all_versions(
    session: Session, owners: Collection[str] | None = None
) -> tuple[list[DocumentVersion[Direction]], list[DocumentVersion[DutyPlan]]]:
    """Read every version of the development plans and of the plans of duties, of some institutions or of all."""
    rows = session.execute(select_of_owners(_VERSIONS, owners)).all()
    return _make_versions(DEVELOPMENT, rows), _make_versions(DUTIES, rows)


def _make_versions(sort: DocumentSort[D, F], rows: Iterable[Any]) -> list[DocumentVersion[D]]:
    return [
        DocumentVersion(row.number, sort.parse(row.document), row.recorded_at)
        for row in rows
        if row.kind == sort.kind
    ]


def read_newest(session: Session, sort: DocumentSort[D, F]) -> list[D]:
    """Read the newest version of every document of a sort."""
    return list({one.document.id: one.document for one in read_versions(session, sort)}.values())


def read_versions_of(session: Session, sort: DocumentSort[D, F], key: str) -> list[DocumentVersion[D]]:
    """Read every version of a document, the oldest first.

    Raises InvalidInput (`plan_unknown`), which lists those there are.
    """
    found = read_versions(session, sort, key)
    if not found:
        every = list(session.scalars(select(m.Plan.key).where(m.Plan.kind == sort.kind).order_by(m.Plan.key)))
        raise refuse("plan_unknown", key, key=key, allowed=every)
    return found


def read_document(session: Session, sort: DocumentSort[D, F], key: str) -> D:
    """Read the newest version of a document. Raises InvalidInput (`plan_unknown`)."""
    return read_versions_of(session, sort, key)[-1].document


def read_in_force(session: Session, sort: DocumentSort[D, F], key: str, day: date, known_at: datetime) -> D:
    """Read the version of a document in force on a day. Raises InvalidInput (`plan_unknown`, `plan_not_yet`)."""
    versions = read_versions_of(session, sort, key)
    found = find_in_force(versions, day, known_at)
    if not found:
        raise refuse("plan_not_yet", key, day=find_danish_day(versions[0].recorded_at))
    return found[0]


def pick_version(session: Session, sort: DocumentSort[D, F], key: str, number: int | None = None) -> D:
    """Read a version of a document, the newest by default. Raises InvalidInput (`plan_unknown`, `version_unknown`)."""
    versions = {one.number: one.document for one in read_versions_of(session, sort, key)}
    if number is not None and number not in versions:
        raise refuse("version_unknown", value=number, allowed=[str(one) for one in versions])
    return versions[number or max(versions)]


def pick_two_versions(
    session: Session, sort: DocumentSort[D, F], key: str, before: int | None, after: int | None
) -> tuple[DocumentVersion[D], DocumentVersion[D]]:
    """Read two versions of a document to compare: the newest and the one before it by default.

    Raises InvalidInput (`plan_unknown`, `version_unknown`, `one_version_only`).
    """
    versions = {one.number: one for one in read_versions_of(session, sort, key)}
    later = after or max(versions)
    earlier = before or max((one for one in versions if one < later), default=None)
    if earlier is None:
        raise refuse("one_version_only", key, key=key)
    for number in (earlier, later):
        if number not in versions:
            raise refuse("version_unknown", value=number, allowed=[str(one) for one in versions])
    return versions[earlier], versions[later]


def make_file(session: Session, sort: DocumentSort[D, F], found: D, series: set[tuple[str, str]]) -> F:
    """Make the file of a document, with the institutions and the series that it refers to."""
    catalogue = definitions.read_catalogue(session)
    owners = [found.institution, *sorted({owner for owner, _ in series} - {found.institution})]
    return sort.construct(
        **{name: getattr(found, name) for name in type(found).model_fields},
        institutions=tuple(catalogue.find_institution(one, found.start) for one in owners),
        indicators=tuple(catalogue.find_indicator(one, found.start) for one in sorted(series)),
    )


def read_statements(
    session: Session, sort: DocumentSort[Any, Any], key: str | None = None
) -> list[StepEvent]:
    """Read what was said of one document of a sort, or of all, in the order recorded."""
    query = _SAID.where(m.Plan.kind == sort.kind)
    rows = session.execute(query if key is None else query.where(m.Plan.key == key))
    return [_make_statement(row) for row in rows]


def read_all_statements(
    session: Session, owners: Collection[str] | None = None
) -> tuple[list[StepEvent], list[StepEvent]]:
    """Read what was said of development plans and of plans of duties, of some institutions or of all, as recorded."""
    found: dict[str, list[StepEvent]] = {DEVELOPMENT.kind: [], DUTIES.kind: []}
    for row in session.execute(select_of_owners(_SAID, owners)):
        found[row.of].append(_make_statement(row))
    return found[DEVELOPMENT.kind], found[DUTIES.kind]


def _make_statement(row: Any) -> StepEvent:
    return StepEvent(
        row.key, row.criterion, StepEventKind(row.kind), *(getattr(row, name) for name in _SAID_OF)
    )
