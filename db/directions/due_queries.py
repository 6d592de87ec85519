"""Reads of what the documents beside the yearly plans ask for by a day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from db.directions import document_queries
from metrics.direction.document_versions import find_in_force
from metrics.duties.document_dues import find_document_dues
from metrics.followup.commitments import Commitment


def read_document_dues(session: Session, day: date, known_at: datetime) -> list[Commitment]:
    """Read what duties and initiatives owe at a moment, late or to come, of the documents in force then."""
    directions, duties = document_queries.read_all_versions(session)
    progress, reports = document_queries.read_all_statements(session)
    return find_document_dues(
        find_in_force(duties, day, known_at),
        find_in_force(directions, day, known_at),
        [*reports, *progress],
        day,
        known_at,
    )
