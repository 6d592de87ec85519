"""Reads of the journal: the documents of institutions with what they say, and the numbers they were given."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import models as m
from db.filing import meeting_documents, note_documents, plan_documents, report_documents
from metrics.filing.filed_document import DocumentContent
from metrics.filing.journal import JournalEntry, JournalNumber, make_entries
from metrics.plan.model import Plan
from metrics.plan.terms import Party

SOURCES = (
    plan_documents.read_plan_documents,
    plan_documents.read_decision_documents,
    report_documents.read_report_documents,
    report_documents.read_annual_documents,
    meeting_documents.read_meeting_documents,
    note_documents.read_note_documents,
)
"""Where documents are read from: each reads those of some institutions."""


def read_documents(session: Session, institutions: Collection[str]) -> list[DocumentContent]:
    """Read every document of some institutions with its content, oldest first."""
    found = [one for read in SOURCES for one in read(session, institutions)]
    return sorted(found, key=lambda one: one.document.at)


def read_numbers(session: Session) -> list[JournalNumber]:
    """Read every number that the reader sees, in the order given."""
    row = m.JournalNumberRow
    return [
        JournalNumber(one.document, Party(one.party), one.number, one.digest, one.person, one.recorded_at)
        for one in session.scalars(select(row).order_by(row.id))
    ]


def read_journal(session: Session, institutions: Collection[str]) -> list[JournalEntry]:
    """Read the journal of some institutions, oldest first."""
    documents = (one.document for one in read_documents(session, institutions))
    return make_entries(documents, read_numbers(session))


def read_plan_documents(session: Session, plan: Plan) -> list[DocumentContent]:
    """Read the documents that are about one plan."""
    return [one for one in read_documents(session, [plan.institution]) if plan.id in one.document.plans]


def list_institutions(session: Session) -> list[str]:
    """List every institution that is seen."""
    return list(session.scalars(select(m.Institution.key).order_by(m.Institution.key)))
