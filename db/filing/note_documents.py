"""The notes to the department's head that were filed, as documents of the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.filing.document_rows import describe_row, make_document
from metrics.filing.filed_document import DocumentContent, FiledKind

_NOTE = ("person", "role", "document", "recorded_at")


def read_note_documents(session: Session, institutions: Collection[str]) -> Iterator[DocumentContent]:
    """Read the notes that were filed about the plans of institutions."""
    n = m.FiledNoteRow
    query = select(m.Plan.key, m.Institution.key, n).join(n, n.plan_id == m.Plan.id)
    query = query.join(m.Institution, m.Institution.id == m.Plan.institution_id)
    for key, owner, row in session.execute(query.where(m.Institution.key.in_(institutions)).order_by(n.id)):
        yield make_document(
            FiledKind.NOTE,
            row.id,
            {"plan": key, **describe_row(row, _NOTE)},
            owners=(owner,),
            plans=(key,),
            at=row.recorded_at,
        )
