"""Commands that add a plan of duties or its next version, and what is said of its duties."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from db.clock import read_clock
from db.directions import document_commands, duty_queries
from db.directions.document_sorts import DUTIES
from db.people import rights
from metrics.direction.progress import StepEvent, find_progress_right, strip_progress
from metrics.duties.duty_plan import DutyFile
from metrics.duties.occurrences import find_report_problems
from metrics.errors import InvalidInput
from metrics.periods import find_danish_day


def import_duties(session: Session, file: DutyFile, now: datetime | None = None) -> bool:
    """Add a plan of duties with its institution, or its next version; return False when it says nothing new.

    Raises InvalidInput with every reason it is not allowed, before anything is added.
    """
    return document_commands.import_document(session, DUTIES, file, now)


def record_report(session: Session, said: StepEvent, now: datetime | None = None) -> None:
    """Record what is said of one time of a duty, or what set one off. Raises InvalidInput with every reason against."""
    entered, wanted = now or read_clock(), strip_progress(said)
    plan = duty_queries.read_duties(session, wanted.plan)
    rights.demand_right(session, find_progress_right(wanted.kind, plan.department), plan.institution)
    told = duty_queries.read_reports(session, wanted.plan)
    if problems := list(find_report_problems(wanted, plan, told, find_danish_day(entered))):
        raise InvalidInput(problems)
    document_commands.add_statement(session, DUTIES.action, wanted, entered)
