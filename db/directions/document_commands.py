"""What adds a document beside the yearly plans or its next version, and records what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.audit import chain
from db.clock import read_clock
from db.directions import document_queries
from db.directions.document_sorts import D, DocumentSort, F
from db.people import rights
from db.plans import definitions, file_definitions, indicator_commands, institution_commands
from metrics.access import Action
from metrics.direction.direction_plan import DirectionFile
from metrics.direction.document_versions import find_known_since
from metrics.direction.progress import StepEvent
from metrics.duties.duty_plan import DutyFile
from metrics.errors import InvalidInput, Problem, refuse
from metrics.plan.model import PlanFile
from metrics.plan.terms import LAST_DAY, Stage


def import_document(
    session: Session,
    sort: DocumentSort[D, F],
    file: F,
    now: datetime | None = None,
    problems: Iterable[Problem] = (),
) -> bool:
    """Add a document with its definitions, or its next version; return False when it says nothing new.

    `problems` are those already found. Raises InvalidInput with every reason it is not allowed, before anything is
    added.
    """
    row = session.scalar(select(m.Plan).where(m.Plan.key == file.id))
    if row and row.kind != sort.kind:
        raise refuse("plan_of_another_kind", "id", key=file.id)
    entered, catalogue = now or read_clock(), definitions.read_catalogue(session)
    stating = _state_definitions(file)
    affected = definitions.find_affected_institutions(stating, (), catalogue)
    rights.demand_right(session, Action.DRAFT, file.institution, *sorted(affected - {file.institution}))
    stated = file_definitions.compare_institutions(session, stating, catalogue, entered)
    stated_series = file_definitions.compare_indicators(session, stating, catalogue, entered)
    found = [*stated.problems, *stated_series.problems, *problems]
    versions = document_queries.read_versions(session, sort, file.id) if row else []
    before, bare = versions[-1].document if versions else None, sort.strip(file)
    if before:
        told = document_queries.read_statements(session, sort, file.id)
        found += sort.find_change_problems(before, bare, told)
    if found:
        raise InvalidInput(found)
    if stated.changes:
        institution_commands.record_changes(session, stated.changes)
    if stated_series.corrections:
        indicator_commands.record_corrections(session, stated_series.corrections)
    if before == bare:
        return bool(stated.changes or stated_series.corrections)
    file_definitions.add_definitions(session, stating, catalogue)
    version = m.PlanVersion(
        plan_id=row.id if row else _add_plan(session, sort, file),
        number=len(versions) + 1,
        # Nobody signs it: each version follows the one before, by whoever may draft.
        stage=Stage.DRAFT,
        document=bare.model_dump_json(exclude_defaults=True),
        recorded_at=find_known_since(bare, before, entered),
        entered_at=entered,
    )
    session.add(version)
    chain.record_entry(session, f"{sort.action}.changed" if before else f"{sort.action}.added", file.id)
    return True


def add_statement(session: Session, action: str, said: StepEvent, entered: datetime) -> None:
    """Add what is said of a document, which is allowed, with the entry of it."""
    owner = session.scalars(select(m.Plan.id).where(m.Plan.key == said.plan)).one()
    same = {name: getattr(said, name) for name in ("kind", "on", "note", "source", "occurrence", "ends")}
    row = m.Event(plan_id=owner, criterion=said.number, recorded_at=entered, entered_at=entered, **same)
    session.add(row)
    chain.record_entry(session, f"{action}.reported", said.plan)


def _add_plan(session: Session, sort: DocumentSort[D, F], file: F) -> int:
    owner = session.scalars(select(m.Institution.id).where(m.Institution.key == file.institution)).one()
    row = m.Plan(key=file.id, institution_id=owner, kind=sort.kind)
    session.add(row)
    session.flush()
    return row.id


def _state_definitions(file: DirectionFile | DutyFile) -> PlanFile:
    """Make what states the file's institutions and series as the file of a yearly plan would: one without goals."""
    return PlanFile.model_construct(
        id=file.id,
        title=file.title,
        institution=file.institution,
        start=file.start,
        end=file.end or LAST_DAY,
        source=file.source,
        goals=(),
        institutions=file.institutions,
        indicators=file.indicators,
    )
