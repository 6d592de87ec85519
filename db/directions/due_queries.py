"""Reads of what the documents beside the yearly plans ask for by a day."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from db.directions import direction_queries, duty_queries
from metrics.direction.document_versions import find_in_force
from metrics.duties.document_dues import find_document_dues
from metrics.followup.commitments import Commitment


def read_document_dues(session: Session, day: date, known_at: datetime) -> list[Commitment]:
    """Read what duties and initiatives owe at a moment, late or to come, of the documents in force then."""
    return find_document_dues(
        find_in_force(duty_queries.read_versions(session), day, known_at),
        find_in_force(direction_queries.read_versions(session), day, known_at),
        [*duty_queries.read_reports(session), *direction_queries.read_progress(session)],
        day,
        known_at,
    )
