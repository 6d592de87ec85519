"""The tables of meetings: the steps taken with them, and the lines captured at them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class MeetingStepRow(Base):
    """A step with the meeting about a quarter, of one institution or, without one, of a ministry area.

    `on` is the day it is planned for, or the last day for comments; `document` is everything as it was at a close, as
    JSON.
    """

    __tablename__ = "meeting_steps"
    __table_args__ = (Index("ix_meeting_steps_meeting", "institution_id", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    area: Mapped[str | None] = mapped_column(Text)
    quarter: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(30))
    person: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    absent: Mapped[str] = mapped_column(Text)
    on: Mapped[date | None]
    document: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class MeetingEntryRow(Base):
    """A line captured at a meeting, or that one was done or struck out, which `about` names."""

    __tablename__ = "meeting_entries"
    __table_args__ = (Index("ix_meeting_entries_meeting", "institution_id", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"))
    area: Mapped[str | None] = mapped_column(Text)
    quarter: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    goal: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(Text)
    due: Mapped[date | None]
    on: Mapped[date | None]
    about: Mapped[int | None] = mapped_column(ForeignKey("meeting_entries.id"))
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decisions.id"))
    person: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    recorded_at: Mapped[datetime]
