"""The tables of reports: the steps taken with them, and what is typed before anybody approves it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class ReportStepRow(Base):
    """A step with a plan's report for a quarter, or for a day: who took it, in which role, when and with which words.

    `end` is the last day of the quarter, `due` the day on which the plan itself wants the report. As JSON: `rows` are
    the keys of the lines it is about, `document` is what was declared or, at receipt, everything as it was.
    """

    __tablename__ = "report_steps"
    __table_args__ = (Index("ix_report_steps_report", "plan_id", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    quarter: Mapped[str] = mapped_column(String(20))
    end: Mapped[date]
    due: Mapped[date | None]
    kind: Mapped[str] = mapped_column(String(20))
    person: Mapped[str]
    role: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    rows: Mapped[str] = mapped_column(Text)
    until: Mapped[date | None]
    word: Mapped[str] = mapped_column(String(80))
    document: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class ReportDraftRow(Base):
    """What stands in one field of a draft, and who saved it last. A save replaces the row and counts `version` up."""

    __tablename__ = "report_drafts"
    __table_args__ = (UniqueConstraint("plan_id", "quarter", "line", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    quarter: Mapped[str] = mapped_column(String(20))
    line: Mapped[str]
    field: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    person: Mapped[str]
    saved_at: Mapped[datetime]
    version: Mapped[int]
