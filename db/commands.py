"""Writes: each command checks everything first, then adds all of its rows in the caller's transaction, or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db import queries
from metrics import intake
from metrics.errors import InvalidInput, Problem
from metrics.model import Indicator, Institution, Observed, PlanFile
from metrics.periods import Period, known_from
from metrics.readings import Catalogue
from metrics.schema import Event, Result


def import_plan(session: Session, plan: PlanFile, now: datetime | None = None) -> bool:
    """Add a plan with its definitions and values. False when this very plan is there already.

    Raises InvalidInput when the plan or one of its definitions differs from what is recorded.
    """
    existing = session.scalar(select(m.Plan).where(m.Plan.key == plan.id))
    catalogue = queries.catalogue(session)
    problems = _conflicts(plan, catalogue)
    if existing is not None and not problems:
        if _canonical(queries.plan_file(session, plan.id)) == _canonical(plan):
            return False
        problems = [Problem("plan_exists", "id", {"key": plan.id})]
    if problems:
        raise InvalidInput(problems)
    _define(session, plan, catalogue)
    _add_plan(session, plan, now or datetime.now(UTC))
    return True


def record(
    session: Session, results: Sequence[Result], events: Sequence[Event], now: datetime | None = None
) -> int:
    """Add results and events that have passed `metrics.intake`. Returns how many rows were added."""
    entered = now or datetime.now(UTC)
    series = _series_ids(session)
    plans = dict(session.execute(select(m.Plan.key, m.Plan.id)).all())
    for result in results:
        session.add(_observation(result, series[result.institution, result.indicator], entered))
    for event in events:
        session.add(
            m.Event(
                plan_id=plans[event.plan],
                criterion=event.criterion,
                kind=event.kind.value,
                on=event.on,
                word=event.word,
                note=event.note,
                source=event.source,
                recorded_at=event.recorded or entered,
                entered_at=entered,
            )
        )
    session.flush()
    return len(results) + len(events)


def import_results(session: Session, rows: Sequence[intake.RawRow], now: datetime | None = None) -> int:
    """Check the rows of a results file and add those that say something new; their number.

    Raises InvalidInput with every problem of the file. A row that repeats what is recorded adds nothing.
    """
    entered = now or datetime.now(UTC)
    results, events = intake.check(rows, queries.plans(session), queries.catalogue(session), entered)
    seen = intake.Recorded(queries.observations(session), queries.events(session))
    return record(session, seen.new_results(results), seen.new_events(events), entered)


def _conflicts(plan: PlanFile, catalogue: Catalogue) -> list[Problem]:
    """A definition must say what it said before: a series lives across plans."""
    found = []
    for institution in plan.institutions:
        before = catalogue.institutions.get(institution.id)
        if before is not None and before != institution:
            found += _differences(f"institutions[{institution.id}]", before, institution)
    for indicator in plan.indicators:
        known = catalogue.indicators.get((indicator.institution, indicator.id))
        if known is not None and known != indicator:
            found += _differences(f"indicators[{indicator.id}]", known, indicator)
    return found


def _differences(place: str, before: Institution | Indicator, now: Institution | Indicator) -> list[Problem]:
    was, given = before.model_dump(), now.model_dump()
    return [
        Problem("definition_differs", f"{place}.{key}", {"recorded": was[key], "given": given[key]})
        for key in was
        if was[key] != given[key]
    ]


def _canonical(plan: PlanFile) -> tuple[object, ...]:
    observations = sorted(plan.observations, key=lambda o: (o.institution, o.indicator, o.period))
    return (plan.plan.model_dump(), [o.model_dump() for o in observations])


def _define(session: Session, plan: PlanFile, catalogue: Catalogue) -> None:
    for institution in plan.institutions:
        if institution.id not in catalogue.institutions:
            rest = institution.model_dump(exclude={"id"})
            session.add(m.Institution(key=institution.id, **rest))
    session.flush()
    owners = dict(session.execute(select(m.Institution.key, m.Institution.id)).all())
    for indicator in plan.indicators:
        if (indicator.institution, indicator.id) not in catalogue.indicators:
            rest = indicator.model_dump(exclude={"id", "institution"}, mode="json")
            session.add(m.Indicator(key=indicator.id, institution_id=owners[indicator.institution], **rest))
    session.flush()


def _add_plan(session: Session, plan: PlanFile, entered: datetime) -> None:
    owner = session.scalars(select(m.Institution.id).where(m.Institution.key == plan.institution)).one()
    row = m.Plan(key=plan.id, institution_id=owner, start=plan.start, end=plan.end)
    session.add(row)
    session.flush()
    known = known_from(plan.document_date)
    version = m.PlanVersion(
        plan_id=row.id,
        number=1,
        valid_from=plan.start,
        document=plan.plan.model_dump_json(exclude_defaults=True),
        recorded_at=known,
        entered_at=entered,
    )
    session.add(version)
    session.flush()
    series = _series_ids(session)
    for seen in plan.observations:
        result = _dated(seen, known)
        session.add(_observation(result, series[seen.institution, seen.indicator], entered, version.id))
    session.flush()


def _dated(seen: Observed, known: datetime) -> Result:
    """A value from a document is known from the document's date, not from the day it was loaded."""
    return Result(**seen.model_dump(), recorded=known)


def _series_ids(session: Session) -> dict[tuple[str, str], int]:
    query = select(m.Institution.key, m.Indicator.key, m.Indicator.id).join(
        m.Indicator, m.Indicator.institution_id == m.Institution.id
    )
    return {(institution, indicator): row for institution, indicator, row in session.execute(query)}


def _observation(
    result: Result, indicator: int, entered: datetime, version: int | None = None
) -> m.Observation:
    period = Period.parse(result.period)
    return m.Observation(
        indicator_id=indicator,
        plan_version_id=version,
        period=period.text,
        start=period.start,
        end=period.end,
        value=result.value,
        numerator=result.numerator,
        denominator=result.denominator,
        exempt=result.exempt,
        precision=result.precision.value,
        chosen=result.chosen,
        provisional=result.provisional,
        note=result.note,
        source=result.source,
        recorded_at=result.recorded or entered,
        entered_at=entered,
    )
