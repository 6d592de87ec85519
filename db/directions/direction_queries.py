"""Reads of development plans: their versions, what is said of their initiatives, and the file one is exported as."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.directions import document_queries
from db.directions.document_sorts import DEVELOPMENT
from metrics.direction.direction_plan import Direction, DirectionFile
from metrics.direction.direction_versions import DirectionVersion
from metrics.direction.progress import StepEvent


def read_versions(session: Session, key: str | None = None) -> list[DirectionVersion]:
    """Read every version of one development plan, or of all, each plan's oldest first."""
    return document_queries.read_versions(session, DEVELOPMENT, key)


def read_newest(session: Session) -> list[Direction]:
    """Read the newest version of every development plan."""
    return document_queries.read_newest(session, DEVELOPMENT)


def read_direction(session: Session, key: str) -> Direction:
    """Read the newest version of a development plan.

    Raises InvalidInput (`plan_unknown`), which lists those there are.
    """
    return document_queries.read_document(session, DEVELOPMENT, key)


def read_direction_file(session: Session, key: str, number: int | None = None) -> DirectionFile:
    """Read a version of a development plan, the newest by default, with the definitions it refers to, for export.

    Raises InvalidInput (`plan_unknown`, `version_unknown`).
    """
    found = document_queries.pick_version(session, DEVELOPMENT, key, number)
    series = {(found.institution, figure.indicator) for figure in found.figures}
    series |= {one for target in found.targets for one in target.criterion.series(found.institution)}
    return document_queries.make_file(session, DEVELOPMENT, found, series)


def read_progress(session: Session, key: str | None = None) -> list[StepEvent]:
    """Read what was said of the initiatives of one development plan, or of all, in the order recorded."""
    return document_queries.read_statements(session, DEVELOPMENT, key)
