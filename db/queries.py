"""Reads: rows as frames with a contract, and plans as the documents they are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

import polars as pl
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from db import models as m
from metrics.errors import refuse
from metrics.formula import Quantity, readings
from metrics.model import Indicator, Institution, Observed, Plan, PlanFile, quantities
from metrics.readings import Catalogue, SeriesKey
from metrics.schema import EVENTS, OBSERVATIONS, conform

DataVersion = tuple[int, int, int, int]
"""The newest row of each table that grows. It changes exactly when something has been added."""


# Put together once: it is asked at every run of a page, and building it takes longer than answering it.
_NEWEST_ROWS = select(
    *(
        select(func.coalesce(func.max(table.id), 0)).scalar_subquery()
        for table in (m.PlanVersion, m.Observation, m.Event, m.Indicator)
    )
)


def data_version(session: Session) -> DataVersion:
    """The state of the data, cheap enough to ask for at every run of a page."""
    row = session.execute(_NEWEST_ROWS).one()
    return (row[0], row[1], row[2], row[3])


def plans(session: Session, known_at: datetime | None = None) -> list[Plan]:
    """Every plan as its newest version says, in the order of institution and start."""
    query = (
        select(m.PlanVersion.id, m.PlanVersion.document)
        .join(m.Plan, m.Plan.id == m.PlanVersion.plan_id)
        .join(m.Institution, m.Institution.id == m.Plan.institution_id)
        .where(m.PlanVersion.number == _newest(known_at))
        .order_by(m.Institution.fictional, m.Institution.name, m.Plan.start, m.Plan.key)
    )
    return [_document(document) for _, document in session.execute(query)]


def plan(session: Session, key: str, known_at: datetime | None = None) -> Plan:
    """One plan. Raises InvalidInput (`plan_unknown`) with the plans there are."""
    query = (
        select(m.PlanVersion.document)
        .join(m.Plan, m.Plan.id == m.PlanVersion.plan_id)
        .where(m.Plan.key == key, m.PlanVersion.number == _newest(known_at))
    )
    document = session.scalar(query)
    if document is None:
        raise refuse(
            "plan_unknown",
            key,
            key=key,
            allowed=list(session.scalars(select(m.Plan.key).order_by(m.Plan.key))),
        )
    return _document(document)


def _newest(known_at: datetime | None) -> ColumnElement[int]:
    other = m.PlanVersion.__table__.alias("other")
    query = select(func.max(other.c.number)).where(other.c.plan_id == m.PlanVersion.plan_id)
    if known_at is not None:
        query = query.where(other.c.recorded_at <= known_at)
    return query.scalar_subquery()


@lru_cache(maxsize=4096)
def _document(document: str) -> Plan:
    """A version's document never changes, so it is read once for each process."""
    return Plan.model_validate_json(document)


def catalogue(session: Session) -> Catalogue:
    """Every institution and indicator."""
    names = dict(session.execute(select(m.Institution.id, m.Institution.key)).all())
    institutions = {
        i.key: Institution(id=i.key, name=i.name, ministry_area=i.ministry_area, fictional=i.fictional)
        for i in session.scalars(select(m.Institution))
    }
    rows = session.scalars(select(m.Indicator))
    indicators = {(names[i.institution_id], i.key): _indicator(i, names[i.institution_id]) for i in rows}
    return Catalogue(institutions, indicators)


def _indicator(row: m.Indicator, institution: str) -> Indicator:
    same = {
        name: getattr(row, name) for name in ("name", "unit", "decimals", "better", "frequency", "definition")
    }
    return Indicator(id=row.key, institution=institution, **same)


def observations(session: Session) -> pl.DataFrame:
    """Every value ever recorded, by the contract `OBSERVATIONS`."""
    o = m.Observation
    query = (
        select(
            o.id,
            m.Institution.key,
            m.Indicator.key,
            *(o.period, o.start, o.end, o.value, o.numerator, o.denominator, o.exempt, o.precision, o.chosen),
            *(o.provisional, o.note, o.source, o.recorded_at),
        )
        .join(m.Indicator, m.Indicator.id == o.indicator_id)
        .join(m.Institution, m.Institution.id == m.Indicator.institution_id)
        .order_by(o.id)
    )
    return conform(session.execute(query).all(), OBSERVATIONS)


def events(session: Session) -> pl.DataFrame:
    """Everything ever said of a milestone or an assessment, by the contract `EVENTS`."""
    e = m.Event
    query = (
        select(e.id, m.Plan.key, e.criterion, e.kind, e.on, e.word, e.note, e.source, e.recorded_at)
        .join(m.Plan, m.Plan.id == e.plan_id)
        .order_by(e.id)
    )
    return conform(session.execute(query).all(), EVENTS)


def plan_file(session: Session, key: str) -> PlanFile:
    """A plan with the definitions it refers to and the values that came with it, as it can be exported."""
    found = plan(session, key)
    known = catalogue(session)
    seen = _came_with(session, key)
    used = _used(found) | {(o.institution, o.indicator) for o in seen}
    owners = {institution for institution, _ in used} | {found.institution}
    return PlanFile.model_construct(
        **{name: getattr(found, name) for name in Plan.model_fields},
        institutions=tuple(known.institutions[owner] for owner in sorted(owners)),
        indicators=tuple(known.indicators[series] for series in sorted(used)),
        observations=tuple(seen),
    )


def _used(found: Plan) -> set[SeriesKey]:
    leaves = (leaf for goal in found.goals for leaf in goal.leaves())
    read: Iterable[Quantity] = (quantity for leaf in leaves for quantity in quantities(leaf).values())
    used = [(r.institution or found.institution, r) for quantity in read for r in readings(quantity)]
    return {(owner, r.indicator) for owner, r in used} | {(owner, r.weight) for owner, r in used if r.weight}


def _came_with(session: Session, key: str) -> list[Observed]:
    o = m.Observation
    query = (
        select(m.Institution.key.label("institution"), m.Indicator.key.label("indicator"), o)
        .join(m.Indicator, m.Indicator.id == o.indicator_id)
        .join(m.Institution, m.Institution.id == m.Indicator.institution_id)
        .join(m.PlanVersion, m.PlanVersion.id == o.plan_version_id)
        .join(m.Plan, m.Plan.id == m.PlanVersion.plan_id)
        .where(m.Plan.key == key)
        .order_by(o.id)
    )
    same = (
        *("period", "value", "numerator", "denominator", "exempt", "precision", "chosen"),
        *("provisional", "note", "source"),
    )
    return [
        Observed(institution=institution, indicator=indicator, **{name: getattr(row, name) for name in same})
        for institution, indicator, row in session.execute(query)
    ]
