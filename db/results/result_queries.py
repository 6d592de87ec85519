"""Reads of results: observations and events as frames with a schema, breaks, and the ids of the series."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db import models as m
from db.results.series_queries import select_series
from db.state.owned_rows import select_of_owners, select_series_of_owners
from metrics.direction.direction_terms import DocumentKind
from metrics.facts.breaks import Break
from metrics.facts.schema import EVENTS, OBSERVATIONS, SAID_OF_A_PERIOD, conform
from metrics.plan.formula import SeriesKey

READ_TOGETHER = 5_000
"""How many rows become a frame at a time."""


def read_observations(
    session: Session, series: Collection[SeriesKey] | None = None, *, owners: Collection[str] | None = None
) -> pl.DataFrame:
    """Read the observations of some series, or of all, in the order recorded, as a frame of `OBSERVATIONS`.

    With `owners` they are those of these institutions alone, here and below.
    """
    o = m.Observation
    query = (
        select(
            o.id,
            m.Institution.key,
            m.Indicator.key,
            *(o.period, o.start, o.end),
            *(getattr(o, name) for name in SAID_OF_A_PERIOD),
            o.recorded_at,
            o.backfilled,
        )
        .join(m.Indicator, m.Indicator.id == o.indicator_id)
        .join(m.Institution, m.Institution.id == m.Indicator.institution_id)
        .order_by(o.id)
    )
    query = select_series_of_owners(select_series(query, series), owners)
    if series is None and owners is None:
        # Of all rows at once the process would keep the memory; for few, PostgreSQL's cursor is a detour.
        query = query.execution_options(yield_per=READ_TOGETHER)
    read = session.execute(query).partitions(READ_TOGETHER)
    return pl.concat([conform([], OBSERVATIONS), *(conform(rows, OBSERVATIONS) for rows in read)])


def read_events(session: Session, *, owners: Collection[str] | None = None) -> pl.DataFrame:
    """Read what was said of the criteria of yearly plans, of some institutions or of all, as a frame of `EVENTS`."""
    e = m.Event
    query = (
        select(e.id, m.Plan.key, e.criterion, e.kind, e.on, e.word, e.note, e.source, e.recorded_at, e.value)
        .join(m.Plan, m.Plan.id == e.plan_id)
        .where(m.Plan.kind == DocumentKind.RESULT)
        .order_by(e.id)
    )
    return conform(session.execute(select_of_owners(query, owners)).all(), EVENTS)


def read_breaks(
    session: Session, series: Collection[SeriesKey] | None = None, *, owners: Collection[str] | None = None
) -> list[Break]:
    """Read every break in some series, or in all, retracted ones too, in the order recorded."""
    b = m.Break
    query = (
        select(m.Institution.key, m.Indicator.key, b.on, b.note, b.recorded_at, b.retracted)
        .join(m.Indicator, m.Indicator.id == b.indicator_id)
        .join(m.Institution, m.Institution.id == m.Indicator.institution_id)
        .order_by(b.id)
    )
    query = select_series_of_owners(select_series(query, series), owners)
    return [Break(*row) for row in session.execute(query)]


def read_reported_series(session: Session, series: Collection[SeriesKey]) -> set[SeriesKey]:
    """Read which of some series have been reported on, beyond the figures that came with plans."""
    query = (
        select(m.Institution.key, m.Indicator.key)
        .join(m.Indicator, m.Indicator.institution_id == m.Institution.id)
        .where(
            exists().where(
                m.Observation.indicator_id == m.Indicator.id, m.Observation.plan_version_id.is_(None)
            )
        )
    )
    found = session.execute(select_series(query, series)) if series else ()
    return {(institution, indicator) for institution, indicator in found}


def read_series_ids(
    session: Session, series: Collection[SeriesKey] | None = None, *, owners: Collection[str] | None = None
) -> dict[SeriesKey, int]:
    """Read the row id of each of some series, or of those of some institutions; of none nothing is asked."""
    query = select(m.Institution.key, m.Indicator.key, m.Indicator.id).join(
        m.Indicator, m.Indicator.institution_id == m.Institution.id
    )
    chosen = select_series_of_owners(select_series(query, series), owners)
    found = () if series is not None and not series else session.execute(chosen)
    return {(institution, indicator): row for institution, indicator, row in found}
