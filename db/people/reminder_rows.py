"""The tables of what people are reminded of: the keys of their calendars, and the reminders sent."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class CalendarKey(Base):
    """The digest of the secret that opens a person's calendar; or, without a digest, that the calendar is closed.

    The newest row for a person counts.
    """

    __tablename__ = "calendar_keys"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(index=True)
    digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    recorded_at: Mapped[datetime]


class SentReminder(Base):
    """A reminder sent to a person of something due on a day, at a step. Deleted again when the mail was refused."""

    __tablename__ = "sent_reminders"
    __table_args__ = (UniqueConstraint("person", "deadline", "due", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str]
    deadline: Mapped[str] = mapped_column(Text)
    due: Mapped[date]
    step: Mapped[int]
    sent_at: Mapped[datetime]
