"""The tables of the journal: the numbers that parties give what stands elsewhere, and the notes that were filed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class JournalNumberRow(Base):
    """A number that a party gives a document of an institution or, without one, of a ministry area.

    `document` is its key, `digest` that of what it said then. Of a document and a party the newest row counts; an empty
    number takes back the one before.
    """

    __tablename__ = "journal_numbers"
    __table_args__ = (Index("ix_journal_numbers_document", "document"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    area: Mapped[str | None] = mapped_column(Text)
    document: Mapped[str] = mapped_column(String(40))
    party: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    person: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime]


class FiledNoteRow(Base):
    """A note about a plan to the department's head, as it was filed: `document` is what it said, as JSON."""

    __tablename__ = "filed_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    person: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    document: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
