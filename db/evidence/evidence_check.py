"""Whether files are what they were: each content by its digest, and each file that a step tells of by both."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import models as m
from db.evidence import evidence_queries
from db.evidence.evidence_store import EvidenceStore
from metrics.errors import Problem
from metrics.report.evidence.evidence_file import list_declared_files

_ERASED = re.compile("sha256:[0-9a-f]{64}")


def find_content_problems(
    session: Session, store: EvidenceStore | None, *, outside: bool = True
) -> Iterator[Problem]:
    """Find files that were altered or lost; without `outside`, none that is kept outside of the database."""
    c = m.EvidenceContent
    digests: dict[str, str] = {}
    for key, digest, is_outside in session.execute(
        select(c.key, c.digest, c.content.is_(None)).order_by(c.id)
    ):
        digests[key] = digest
        if is_outside and not outside:
            continue
        content = evidence_queries.read_content(session, key, store)
        if content is None:
            yield Problem("evidence_content_missing", key)
        elif hashlib.sha256(content).hexdigest() != digest:
            yield Problem("evidence_altered", key)
    yield from _find_undeclared(session, digests)


def count_outside(session: Session) -> int:
    """Count the files whose content is kept outside of the database, which no copy of it has."""
    query = select(func.count()).select_from(m.EvidenceContent).where(m.EvidenceContent.content.is_(None))
    return session.scalar(query) or 0


def _find_undeclared(session: Session, digests: dict[str, str]) -> Iterator[Problem]:
    """Find files that a step tells of and no row knows, or knows with another digest."""
    documents = select(m.ReportStepRow.document).where(m.ReportStepRow.document.contains('"sha256"'))
    told = {
        file.key: file
        for document in session.scalars(documents.order_by(m.ReportStepRow.id))
        for file in list_declared_files(json.loads(document or "{}"))
    }
    for key, file in told.items():
        if key not in digests:
            if not _ERASED.fullmatch(file.name):
                yield Problem("evidence_content_missing", key)
        elif digests[key] != file.digest:
            yield Problem("evidence_altered", key)
