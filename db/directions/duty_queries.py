"""Reads of plans of duties: their versions, what is said of their duties, and the file one is exported as."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.directions import document_queries
from db.directions.document_sorts import DUTIES
from metrics.direction.document_versions import DocumentVersion
from metrics.direction.progress import StepEvent
from metrics.duties.duty_plan import DutyFile, DutyPlan


def read_versions(session: Session, key: str | None = None) -> list[DocumentVersion[DutyPlan]]:
    """Read every version of one plan of duties, or of all, each plan's oldest first."""
    return document_queries.read_versions(session, DUTIES, key)


def read_duties(session: Session, key: str) -> DutyPlan:
    """Read the newest version of a plan of duties. Raises InvalidInput (`plan_unknown`)."""
    return document_queries.read_document(session, DUTIES, key)


def read_newest(session: Session) -> list[DutyPlan]:
    """Read the newest version of every plan of duties."""
    return document_queries.read_newest(session, DUTIES)


def read_duty_file(session: Session, key: str, number: int | None = None) -> DutyFile:
    """Read a version of a plan of duties, the newest by default, with its institution, for export.

    Raises InvalidInput (`plan_unknown`, `version_unknown`).
    """
    found = document_queries.pick_version(session, DUTIES, key, number)
    return document_queries.make_file(session, DUTIES, found, set())


def read_reports(session: Session, key: str | None = None) -> list[StepEvent]:
    """Read what was said of the duties of one plan, or of all, in the order recorded."""
    return document_queries.read_statements(session, DUTIES, key)
