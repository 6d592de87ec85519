"""What an extract of the journal is made of: the documents asked for, and what was recorded of a plan's series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from db.filing import archive_data, filing_queries
from db.filing.archive_data import ArchiveTable
from db.plans import definitions, plan_queries
from metrics.filing.journal import JournalEntry, JournalExtract, JournalQuery, make_extract, select_entries
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Plan
from metrics.plan.versions import PlanVersion


@dataclass(frozen=True, slots=True)
class ExtractGround:
    """An extract of what is about a plan: what may be told, what was asked for, and the readings of its series."""

    plan: Plan
    catalogue: Catalogue
    wanted: JournalQuery
    extract: JournalExtract
    readings: ArchiveTable
    made: datetime


def read_extract(session: Session, wanted: JournalQuery, now: datetime) -> ExtractGround:
    """Read an extract of what is about a plan. Raises InvalidInput (`plan_unknown`)."""
    versions = plan_queries.read_versions_of(session, wanted.plan)
    entries = filing_queries.read_journal(session, [versions[-1].plan.institution])
    return _build(session, versions, entries, wanted, now)


def build_extract(
    session: Session, entries: Iterable[JournalEntry], wanted: JournalQuery, now: datetime
) -> ExtractGround:
    """Build an extract from a journal as somebody may see it. Raises InvalidInput (`plan_unknown`)."""
    return _build(session, plan_queries.read_versions_of(session, wanted.plan), entries, wanted, now)


def _build(
    session: Session,
    versions: Sequence[PlanVersion],
    entries: Iterable[JournalEntry],
    wanted: JournalQuery,
    now: datetime,
) -> ExtractGround:
    readings = archive_data.read_readings(session, versions)
    extract = make_extract(select_entries(entries, wanted))
    return ExtractGround(
        versions[-1].plan, definitions.read_catalogue(session), wanted, extract, readings, now
    )
