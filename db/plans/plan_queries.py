"""Reads: rows as frames with a contract, and plans as the documents they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar

import polars as pl
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from db import models as m
from metrics.errors import refuse
from metrics.facts.breaks import Break
from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.facts import Facts, gather_facts
from metrics.facts.schema import EVENTS, OBSERVATIONS, conform
from metrics.followup import deadlines as owing
from metrics.followup.deadlines import Deadline
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import SeriesKey
from metrics.plan.model import DocumentResult, Indicator, Institution, Plan, PlanFile
from metrics.plan.versions import PlanVersion, find_plans_in_force, group_by_plan
from metrics.score import scoring

Definition = TypeVar("Definition", Institution, Indicator)
DataVersion = tuple[int, ...]
"""The newest row of each table that grows. It changes exactly when something has been added."""


# Put together once: it is asked at every run of a page, and building it takes longer than answering it.
_NEWEST_ROWS = select(
    *(
        select(func.coalesce(func.max(table.id), 0)).scalar_subquery()
        for table in (
            *(m.PlanVersion, m.Observation, m.Break, m.Event, m.Indicator, m.Decision, m.Grant),
            m.Threshold,
        )
    )
)


_INSTITUTIONS = select(
    *(m.Institution.key, m.Institution.name, m.Institution.ministry_area, m.Institution.fictional)
)
_INDICATORS = (
    select(
        *(m.Indicator.key, m.Institution.key, m.Indicator.name, m.Indicator.unit, m.Indicator.decimals),
        *(m.Indicator.better, m.Indicator.frequency, m.Indicator.definition),
    )
    .join(m.Institution)
    .order_by(m.Indicator.id)
)
"""What `Institution` and `Indicator` hold, in the order of their fields."""

_VERSIONS = select(m.Plan.key, m.PlanVersion.number, m.PlanVersion.document, m.PlanVersion.recorded_at).join(
    m.Plan, m.Plan.id == m.PlanVersion.plan_id
)


def read_data_version(connection: Connection) -> DataVersion:
    """The state of the data, cheap enough to ask for at every run of a page."""
    row = connection.execute(_NEWEST_ROWS).one()
    return tuple(row)


def read_versions(session: Session) -> list[PlanVersion]:
    """Every version of every plan, in the order of institution and plan year, each plan's from the first on."""
    query = _VERSIONS.join(m.Institution, m.Institution.id == m.Plan.institution_id).add_columns(
        m.Institution.fictional, m.Institution.name
    )
    rows = session.execute(query.order_by(m.Plan.id, m.PlanVersion.number)).all()
    found = {row.key: _document(row.document) for row in rows}  # of each plan the newest
    ordered = sorted(rows, key=lambda r: (r.fictional, r.name, found[r.key].start, r.key))
    return [PlanVersion(row.number, _document(row.document), row.recorded_at) for row in ordered]


def read_versions_of(session: Session, key: str) -> list[PlanVersion]:
    """The versions of one plan. Raises InvalidInput (`plan_unknown`) with the plans there are."""
    rows = session.execute(_VERSIONS.where(m.Plan.key == key).order_by(m.PlanVersion.number)).all()
    if not rows:
        every = list(session.scalars(select(m.Plan.key).order_by(m.Plan.key)))
        raise refuse("plan_unknown", key, key=key, allowed=every)
    return [PlanVersion(row.number, _document(row.document), row.recorded_at) for row in rows]


def read_plans(session: Session) -> list[Plan]:
    """Every plan as its newest version says, in the order of institution and plan year."""
    return [of_one[-1].plan for of_one in group_by_plan(read_versions(session)).values()]


def read_plan(session: Session, key: str) -> Plan:
    """One plan as its newest version says. Raises InvalidInput (`plan_unknown`)."""
    return read_versions_of(session, key)[-1].plan


@lru_cache(maxsize=4096)
def _document(document: str) -> Plan:
    """A version's document never changes, so it is read once for each process."""
    return Plan.model_validate_json(document)


def read_catalogue(session: Session) -> Catalogue:
    """Every institution and indicator."""
    institutions = [_defined(Institution, *row) for row in session.execute(_INSTITUTIONS)]
    indicators = [_defined(Indicator, *row) for row in session.execute(_INDICATORS)]
    return Catalogue({i.id: i for i in institutions}, {(i.institution, i.id): i for i in indicators})


@lru_cache(maxsize=4096)
def _defined(kind: type[Definition], *values: object) -> Definition:
    """A definition never changes, so it is put together once for each process."""
    return kind(**dict(zip(kind.model_fields, values, strict=True)))


def read_observations(session: Session) -> pl.DataFrame:
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


def read_events(session: Session) -> pl.DataFrame:
    """Everything ever said of a milestone or an assessment, by the contract `EVENTS`."""
    e = m.Event
    query = (
        select(e.id, m.Plan.key, e.criterion, e.kind, e.on, e.word, e.note, e.source, e.recorded_at)
        .join(m.Plan, m.Plan.id == e.plan_id)
        .order_by(e.id)
    )
    return conform(session.execute(query).all(), EVENTS)


def read_decisions(session: Session) -> list[Decision]:
    """Every decision ever recorded, in the order recorded."""
    d = m.Decision
    same = ("on", "by", "reason", "goal", "points", "until", "revokes", "recorded_at")
    rows = session.execute(select(m.Plan.key, d).join(d, d.plan_id == m.Plan.id).order_by(d.id))
    return [
        Decision(plan, DecisionKind(row.kind), number=row.id, **{name: getattr(row, name) for name in same})
        for plan, row in rows
    ]


def read_breaks(session: Session) -> list[Break]:
    """Every break in a series ever recorded, retracted ones too, in the order recorded."""
    b = m.Break
    query = (
        select(m.Institution.key, m.Indicator.key, b.on, b.note, b.recorded_at, b.retracted)
        .join(m.Indicator, m.Indicator.id == b.indicator_id)
        .join(m.Institution, m.Institution.id == m.Indicator.institution_id)
        .order_by(b.id)
    )
    return [Break(*row) for row in session.execute(query)]


def read_series_ids(session: Session) -> dict[SeriesKey, int]:
    """The row of each series."""
    query = select(m.Institution.key, m.Indicator.key, m.Indicator.id).join(
        m.Indicator, m.Indicator.institution_id == m.Institution.id
    )
    return {(institution, indicator): row for institution, indicator, row in session.execute(query)}


def read_facts(session: Session, as_of: date, known_at: datetime) -> Facts:
    """Everything known at a moment about what had happened by a day."""
    rows = read_observations(session), read_events(session), read_decisions(session), read_breaks(session)
    return gather_facts(*rows, as_of=as_of, known_at=known_at)


def read_deadlines(session: Session, catalogue: Catalogue, as_of: date, known_at: datetime) -> list[Deadline]:
    """Everything that is owed on a day, on what was known at a moment, soonest first."""
    there = find_plans_in_force(read_versions(session), as_of, known_at)
    found = scoring.score_plans(there, read_facts(session, as_of, known_at), catalogue)
    return owing.find_deadlines(found.values(), as_of)


def read_plan_file(session: Session, key: str, number: int | None = None) -> PlanFile:
    """A plan with the definitions it refers to and the values that came with it, as it can be exported.

    The newest version, or the one with a number. Raises InvalidInput (`plan_unknown`, `version_unknown`).
    """
    found = _version(read_versions_of(session, key), number)
    known = read_catalogue(session)
    seen = _came_with(session, key, number)
    used = found.series() | {(o.institution, o.indicator) for o in seen}
    owners = {institution for institution, _ in used} | {found.institution}
    return PlanFile.model_construct(
        **{name: getattr(found, name) for name in Plan.model_fields},
        institutions=tuple(known.institutions[owner] for owner in sorted(owners)),
        indicators=tuple(known.indicators[series] for series in sorted(used)),
        observations=tuple(seen),
    )


def _version(versions: Sequence[PlanVersion], number: int | None) -> Plan:
    there = {version.number: version.plan for version in versions}
    if number is not None and number not in there:
        raise refuse("version_unknown", value=number, allowed=[str(n) for n in there])
    return there[number or max(there)]


def _came_with(session: Session, key: str, number: int | None) -> list[DocumentResult]:
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
    if number is not None:
        query = query.where(m.PlanVersion.number <= number)
    same = (
        *("period", "value", "numerator", "denominator", "exempt", "precision", "chosen"),
        *("provisional", "note", "source"),
    )
    found = {}  # a later version of a draft may correct a value of an earlier
    for owner, series, row in session.execute(query):
        rest = {name: getattr(row, name) for name in same}
        found[owner, series, row.period] = DocumentResult(institution=owner, indicator=series, **rest)
    return list(found.values())
