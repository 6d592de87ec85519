"""Commands that add a development plan or its next version, and what is said of its initiatives."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.directions import direction_queries
from db.people import rights
from db.plans import definitions, file_definitions, indicator_commands, institution_commands, plan_queries
from metrics.access import Action
from metrics.direction.direction_plan import DirectionFile
from metrics.direction.direction_requirements import find_link_problems
from metrics.direction.direction_terms import DocumentKind
from metrics.direction.direction_versions import find_known_since, find_step_problems
from metrics.direction.progress import (
    StepEvent,
    find_progress_problems,
    find_progress_right,
    find_standings,
    strip_progress,
)
from metrics.errors import InvalidInput, refuse
from metrics.periods import find_danish_day
from metrics.plan.model import PlanFile
from metrics.plan.terms import Stage


def import_direction(session: Session, file: DirectionFile, now: datetime | None = None) -> bool:
    """Add a development plan with its definitions, or its next version; return False when it says nothing new.

    Raises InvalidInput with every reason it is not allowed, before anything is added.
    """
    row = session.scalar(select(m.Plan).where(m.Plan.key == file.id))
    if row and row.kind != DocumentKind.DEVELOPMENT:
        raise refuse("plan_of_another_kind", "id", key=file.id)
    entered, catalogue = now or read_clock(), definitions.read_catalogue(session)
    stating = _state_definitions(file)
    affected = definitions.find_affected_institutions(stating, (), catalogue)
    rights.demand_right(session, Action.DRAFT, file.institution, *sorted(affected - {file.institution}))
    stated = file_definitions.compare_institutions(session, stating, catalogue, entered)
    stated_series = file_definitions.compare_indicators(session, stating, catalogue, entered)
    plans = {plan.id: plan for plan in plan_queries.read_plans(session)}
    problems = [*stated.problems, *stated_series.problems, *find_link_problems(file, plans)]
    versions = direction_queries.read_versions(session, file.id) if row else []
    before = versions[-1].direction if versions else None
    if before:
        told = {one.number for one in direction_queries.read_progress(session, file.id)}
        problems += find_step_problems(before, file, told)
    if problems:
        raise InvalidInput(problems)
    if stated.changes:
        institution_commands.record_changes(session, stated.changes)
    if stated_series.corrections:
        indicator_commands.record_corrections(session, stated_series.corrections)
    if before == file.direction:
        return bool(stated.changes or stated_series.corrections)
    file_definitions.add_definitions(session, stating, catalogue)
    version = m.PlanVersion(
        plan_id=row.id if row else _add_plan(session, file),
        number=len(versions) + 1,
        # Nobody signs it: each version follows the one before, by whoever may draft.
        stage=Stage.DRAFT,
        document=file.direction.model_dump_json(exclude_defaults=True),
        recorded_at=find_known_since(file, before, entered),
        entered_at=entered,
    )
    session.add(version)
    chain.record_entry(session, "direction.changed" if before else "direction.added", file.id)
    return True


def record_progress(session: Session, said: StepEvent, now: datetime | None = None) -> None:
    """Record what is said of an initiative or one of its steps. Raises InvalidInput with every reason against it."""
    entered, wanted = now or read_clock(), strip_progress(said)
    direction = direction_queries.read_direction(session, wanted.plan)
    rights.demand_right(session, find_progress_right(wanted.kind, direction), direction.institution)
    today, told = find_danish_day(entered), direction_queries.read_progress(session, wanted.plan)
    standing = find_standings(direction, told, today, entered).get(wanted.number)
    if problems := list(find_progress_problems(wanted, direction, standing, today)):
        raise InvalidInput(problems)
    owner = session.scalars(select(m.Plan.id).where(m.Plan.key == wanted.plan)).one()
    same = {name: getattr(wanted, name) for name in ("kind", "on", "note", "source")}
    row = m.Event(plan_id=owner, criterion=wanted.number, recorded_at=entered, entered_at=entered, **same)
    session.add(row)
    chain.record_entry(session, "direction.reported", wanted.plan)


def _add_plan(session: Session, file: DirectionFile) -> int:
    owner = session.scalars(select(m.Institution.id).where(m.Institution.key == file.institution)).one()
    row = m.Plan(key=file.id, institution_id=owner, kind=DocumentKind.DEVELOPMENT)
    session.add(row)
    session.flush()
    return row.id


def _state_definitions(file: DirectionFile) -> PlanFile:
    """Make what states the file's institutions and series as the file of a yearly plan would: one without goals."""
    return PlanFile.model_construct(
        id=file.id,
        title=file.title,
        institution=file.institution,
        start=file.start,
        end=file.end,
        source=file.source,
        goals=(),
        institutions=file.institutions,
        indicators=file.indicators,
    )
