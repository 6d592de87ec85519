"""Commands that add a development plan or its next version, and what is said of its initiatives."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from db.clock import read_clock
from db.directions import direction_queries, document_commands
from db.directions.document_sorts import DEVELOPMENT
from db.people import rights
from db.plans import plan_queries
from metrics.direction.direction_plan import DirectionFile
from metrics.direction.direction_requirements import find_link_problems
from metrics.direction.progress import (
    StepEvent,
    find_progress_problems,
    find_progress_right,
    find_standings,
    strip_progress,
)
from metrics.errors import InvalidInput
from metrics.periods import find_danish_day


def import_direction(session: Session, file: DirectionFile, now: datetime | None = None) -> bool:
    """Add a development plan with its definitions, or its next version; return False when it says nothing new.

    Raises InvalidInput with every reason it is not allowed, before anything is added.
    """
    plans = {plan.id: plan for plan in plan_queries.read_plans(session)}
    return document_commands.import_document(session, DEVELOPMENT, file, now, find_link_problems(file, plans))


def record_progress(session: Session, said: StepEvent, now: datetime | None = None) -> None:
    """Record what is said of an initiative or one of its steps. Raises InvalidInput with every reason against it."""
    entered, wanted = now or read_clock(), strip_progress(said)
    direction = direction_queries.read_direction(session, wanted.plan)
    rights.demand_right(
        session, find_progress_right(wanted.kind, direction.department), direction.institution
    )
    today, told = find_danish_day(entered), direction_queries.read_progress(session, wanted.plan)
    standing = find_standings(direction, told, today, entered).get(wanted.number)
    if problems := list(find_progress_problems(wanted, direction, standing, today)):
        raise InvalidInput(problems)
    document_commands.add_statement(session, DEVELOPMENT.action, wanted, entered)
