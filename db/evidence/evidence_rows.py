"""The tables of files that go with a report: which ones a draft has, and what is in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, deferred, mapped_column

from db.model_base import Base


class EvidenceFileRow(Base):
    """A file of a line of a draft. What is handed in declares it with the line, and that is sealed with the step."""

    __tablename__ = "evidence_files"
    __table_args__ = (Index("ix_evidence_files_report", "plan_id", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    quarter: Mapped[str] = mapped_column(String(20))
    line: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    journal: Mapped[str] = mapped_column(String(200))
    person: Mapped[str] = mapped_column(String(200))
    saved_at: Mapped[datetime]


class EvidenceContent(Base):
    """What is in a file, for as long as a draft or a step has it; null where it is kept outside of the database."""

    __tablename__ = "evidence_contents"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    key: Mapped[str] = mapped_column(String(32), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    # Never fetched along with the rest.
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
