"""The initial contents of a database: the source documents, and the fictional example."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import models as m
from db.directions import direction_commands, document_file, duty_commands
from db.directions.document_sorts import DEVELOPMENT, DUTIES
from db.example import direction_events
from db.example.fiction import Example, make_example
from db.location import ROOT
from db.plans import decision_commands, definitions, plan_commands, plan_file
from db.plans.agreement import signing_commands
from db.results import result_commands, series_breaks
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.periods import find_day_end
from metrics.plan.model import PlanFile

SOURCES = ROOT / "db" / "sources"
DIRECTIONS = SOURCES / "directions"
POLICIES = SOURCES / "duties"
_COUNT = select(func.count()).select_from(m.Plan)


def is_empty(url: str) -> bool:
    """Whether the database holds no plan yet."""
    with open_reading(url, sees=EVERYTHING) as session:
        return not session.scalar(_COUNT)


def load_initial(session: Session, *, with_example: bool = True) -> list[str]:
    """Load the initial contents into an empty database and return the ids of the plans.

    A database that already holds a plan is left alone.
    """
    if session.scalar(_COUNT):
        return []
    plans = [plan_file.read_plan(path) for path in sorted(SOURCES.glob("*.toml"))]
    for plan in plans:
        _register_signed(session, plan)
    fiction = make_example() if with_example else None
    if fiction:
        load_example(session, fiction)
    yearly = [*plans, *(fiction.plans if fiction else ())]
    directions = _load_directions(session, with_example=with_example)
    return [*(plan.id for plan in yearly), *directions, *_load_duties(session)]


def _load_directions(session: Session, *, with_example: bool) -> list[str]:
    """Load the development plans, whose goals are there by now, and return their ids."""
    paths = [*sorted(DIRECTIONS.glob("*.toml")), *([direction_events.FILE] if with_example else [])]
    found = [
        document_file.read_document(DEVELOPMENT, path, definitions.read_catalogue(session)) for path in paths
    ]
    for direction in found:
        direction_commands.import_direction(session, direction)
    for event in direction_events.EVENTS if with_example else ():
        direction_commands.record_progress(session, event, find_day_end(event.on))
    return [direction.id for direction in found]


def _load_duties(session: Session) -> list[str]:
    """Load the plans of duties and return their ids."""
    found = [document_file.read_document(DUTIES, path) for path in sorted(POLICIES.glob("*.toml"))]
    for plan in found:
        duty_commands.import_duties(session, plan)
    return [plan.id for plan in found]


def load_example(session: Session, fiction: Example) -> None:
    """Record a fictional ministry area, in the order of its events."""
    for plan in fiction.plans:
        _register_signed(session, plan)
    result_commands.record_results(session, fiction.results, fiction.events)
    for later in fiction.later_versions:
        plan_commands.import_plan(session, later)
    for decision in fiction.decisions:
        decision_commands.record_decision(session, decision, find_day_end(decision.on))
    for one in fiction.breaks:
        series_breaks.record_break(session, one.series, one.on, one.note, now=one.recorded_at)


def _register_signed(session: Session, plan: PlanFile) -> None:
    """Register a plan after the document it was signed in, which may have the signature of one party only."""
    signing_commands.register_document(
        session, plan, plan.signatures, one_party=len(plan.signatures) < len(plan.parties)
    )
