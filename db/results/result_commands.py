"""Commands that record results: observations of series, and events of milestones and assessments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.people import rights
from db.plans import definitions, plan_queries
from db.results import result_queries
from metrics.access import Action
from metrics.facts import results_file
from metrics.facts.known_rows import KnownRows
from metrics.facts.raw_row import RawRow
from metrics.facts.schema import Event, Result
from metrics.periods import Period


def import_results(session: Session, rows: Sequence[RawRow], now: datetime | None = None) -> int:
    """Check the rows of a results file and add those that say something new; return how many.

    Raises InvalidInput with every problem of the file.
    """
    entered = now or datetime.now(UTC)
    plans, catalogue = plan_queries.read_plans(session), definitions.read_catalogue(session)
    results, events = results_file.check_rows(rows, plans, catalogue, entered)
    known = KnownRows(result_queries.read_observations(session), result_queries.read_events(session))
    return record_results(session, known.new_results(results), known.new_events(events), entered)


def record_results(
    session: Session, results: Sequence[Result], events: Sequence[Event], now: datetime | None = None
) -> int:
    """Add results and events that have passed `metrics.facts.results_file`; return how many."""
    if not (results or events):
        return 0
    entered = now or datetime.now(UTC)
    owners = dict(session.execute(select(m.Plan.key, m.Institution.key).join(m.Institution)).all())
    rights.demand_right(
        session, Action.REPORT, *{r.institution for r in results}, *{owners[e.plan] for e in events}
    )
    series = result_queries.read_series_ids(session)
    plans = dict(session.execute(select(m.Plan.key, m.Plan.id)).all())
    for result in results:
        session.add(make_observation(result, series[result.institution, result.indicator], entered))
    for event in events:
        session.add(_make_event(event, plans[event.plan], entered))
    count = len(results) + len(events)
    chain.record_entry(session, "results.import", str(count))
    return count


def make_observation(
    result: Result, indicator: int, entered: datetime, version: int | None = None
) -> m.Observation:
    """Make the row of a result; `version` is the plan version whose document it came with."""
    period = Period.parse(result.period)
    return m.Observation(
        indicator_id=indicator,
        plan_version_id=version,
        period=period.text,
        start=period.start,
        end=period.end,
        recorded_at=result.recorded or entered,
        entered_at=entered,
        backfilled=result.backfilled,
        **result.said(),
    )


def _make_event(event: Event, plan: int, entered: datetime) -> m.Event:
    return m.Event(
        plan_id=plan,
        criterion=event.criterion,
        kind=event.kind.value,
        on=event.on,
        word=event.word,
        note=event.note,
        source=event.source,
        recorded_at=event.recorded or entered,
        entered_at=entered,
    )
