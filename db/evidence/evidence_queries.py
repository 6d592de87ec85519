"""Reads of the files that go with reports, and which of them somebody may fetch."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from db import models as m
from db.evidence.evidence_store import EvidenceStore
from db.people import rights
from metrics.access import Action, Person
from metrics.report.evidence.evidence_file import EvidenceFile, FileKind, list_declared_files


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a plan's report; `declared` once a step has told the department of it."""

    file: EvidenceFile
    plan: str
    quarter: str
    institution: str
    declared: bool


def read_files_of_drafts(
    session: Session, reports: Collection[tuple[str, str]]
) -> dict[tuple[str, str], tuple[EvidenceFile, ...]]:
    """Read the files of each of some drafts that has any, by plan and quarter, in the order attached."""
    f = m.EvidenceFileRow
    query = select(m.Plan.key, f).join(m.Plan, m.Plan.id == f.plan_id).order_by(f.id)
    chosen = query.where(tuple_(m.Plan.key, f.quarter).in_(sorted(reports)))
    found: dict[tuple[str, str], tuple[EvidenceFile, ...]] = {}
    for plan, row in session.execute(chosen) if reports else ():
        found[plan, row.quarter] = (*found.get((plan, row.quarter), ()), _build_file(row))
    return found


def find_file(session: Session, key: str, by: Person) -> KeptFile | None:
    """Find a file that somebody may fetch; None where there is none, and where it is not for them.

    A draft's file is for who prepares the institution's reports, a declared one for who may take files of it too.
    """
    owned = (
        select(m.Plan.id, m.Plan.key, m.Institution.key)
        .join(m.EvidenceContent, m.EvidenceContent.plan_id == m.Plan.id)
        .join(m.Institution, m.Institution.id == m.Plan.institution_id)
    )
    owner = session.execute(owned.where(m.EvidenceContent.key == key)).first()
    if owner is None:
        return None
    number, plan, institution = owner
    found = _find_declared(session, number, key)
    declared = found is not None
    prepares = rights.may_person(session, by, Action.PREPARE, institution, in_part=True)
    if not prepares and not (declared and rights.may_person(session, by, Action.EXPORT, institution)):
        return None
    found = found or _find_drafted(session, key)
    return KeptFile(found[0], plan, found[1], institution, declared) if found else None


def read_content(session: Session, key: str, store: EvidenceStore | None) -> bytes | None:
    """Read what is in a file, wherever it is kept; None where it is not there."""
    content = session.scalar(select(m.EvidenceContent.content).where(m.EvidenceContent.key == key))
    if content is None and store is not None:
        return store.get(key)
    return content


def is_declared(session: Session, key: str) -> bool:
    """Whether a step tells of a file."""
    s = m.ReportStepRow
    return session.scalar(select(s.id).where(s.document.contains(key, autoescape=True)).limit(1)) is not None


def _find_declared(session: Session, plan: int, key: str) -> tuple[EvidenceFile, str] | None:
    s = m.ReportStepRow
    query = select(s.document, s.quarter).where(s.plan_id == plan, s.document.contains(key, autoescape=True))
    for document, quarter in session.execute(query.order_by(s.id.desc())):
        for file in list_declared_files(json.loads(document or "")):
            if file.key == key:
                return file, quarter
    return None


def _find_drafted(session: Session, key: str) -> tuple[EvidenceFile, str] | None:
    row = session.scalars(select(m.EvidenceFileRow).where(m.EvidenceFileRow.key == key)).first()
    return (_build_file(row), row.quarter) if row else None


def _build_file(row: m.EvidenceFileRow) -> EvidenceFile:
    same = ("key", "line", "name", "size", "digest", "journal", "person", "saved_at")
    return EvidenceFile(kind=FileKind(row.kind), **{name: getattr(row, name) for name in same})
