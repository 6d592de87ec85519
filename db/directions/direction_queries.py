"""Reads of development plans: their versions, what is said of their initiatives, and the file one is exported as."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.plans import definitions
from metrics.direction.direction_plan import Direction, DirectionFile
from metrics.direction.direction_terms import DocumentKind
from metrics.direction.direction_versions import DirectionVersion
from metrics.direction.progress import StepEvent, StepEventKind
from metrics.errors import refuse

DEVELOPMENT = m.Plan.kind == DocumentKind.DEVELOPMENT
_VERSIONS = (
    select(m.Plan.key, m.PlanVersion.number, m.PlanVersion.document, m.PlanVersion.recorded_at)
    .join(m.Plan, m.Plan.id == m.PlanVersion.plan_id)
    .where(DEVELOPMENT)
    .order_by(m.Plan.id, m.PlanVersion.number)
)


def read_versions(session: Session, key: str | None = None) -> list[DirectionVersion]:
    """Read every version of one development plan, or of all, each plan's oldest first."""
    rows = session.execute(_VERSIONS if key is None else _VERSIONS.where(m.Plan.key == key))
    return [DirectionVersion(row.number, _parse_document(row.document), row.recorded_at) for row in rows]


def read_newest(session: Session) -> list[Direction]:
    """Read the newest version of every development plan."""
    return list({one.direction.id: one.direction for one in read_versions(session)}.values())


def read_direction(session: Session, key: str) -> Direction:
    """Read the newest version of a development plan.

    Raises InvalidInput (`plan_unknown`), which lists those there are.
    """
    found = read_versions(session, key)
    if not found:
        every = list(session.scalars(select(m.Plan.key).where(DEVELOPMENT).order_by(m.Plan.key)))
        raise refuse("plan_unknown", key, key=key, allowed=every)
    return found[-1].direction


def read_direction_file(session: Session, key: str, number: int | None = None) -> DirectionFile:
    """Read a version of a development plan, the newest by default, with the definitions it refers to, for export.

    Raises InvalidInput (`plan_unknown`, `version_unknown`).
    """
    read_direction(session, key)
    versions = {one.number: one.direction for one in read_versions(session, key)}
    if number is not None and number not in versions:
        raise refuse("version_unknown", value=number, allowed=[str(one) for one in versions])
    found = versions[number or max(versions)]
    catalogue = definitions.read_catalogue(session)
    series = sorted({(found.institution, figure.indicator) for figure in found.figures})
    return DirectionFile.model_construct(
        **{name: getattr(found, name) for name in Direction.model_fields},
        institutions=(catalogue.find_institution(found.institution, found.start),),
        indicators=tuple(catalogue.find_indicator(one, found.start) for one in series),
    )


def read_progress(session: Session, key: str | None = None) -> list[StepEvent]:
    """Read what was said of the initiatives of one development plan, or of all, in the order recorded."""
    e = m.Event
    query = (
        select(m.Plan.key, e.criterion, e.kind, e.on, e.note, e.source, e.recorded_at)
        .join(m.Plan, m.Plan.id == e.plan_id)
        .where(DEVELOPMENT)
        .order_by(e.id)
    )
    rows = session.execute(query if key is None else query.where(m.Plan.key == key))
    return [
        StepEvent(plan, number, StepEventKind(kind), on, note, source, recorded)
        for plan, number, kind, on, note, source, recorded in rows
    ]


@lru_cache(maxsize=256)
def _parse_document(document: str) -> Direction:
    # A version's document never changes, so each process parses it once.
    return Direction.model_validate_json(document)
