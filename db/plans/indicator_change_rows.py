"""The table of what series have been since they were first defined."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class IndicatorChangeRow(Base):
    """A new name, definition or owner of a series from a day on, or a correction for all time.

    What is null is not changed; an empty definition, source or rule is none. Of the changes of one thing from one day
    the newest row counts.
    """

    __tablename__ = "indicator_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicators.id"), index=True)
    since: Mapped[date]
    name: Mapped[str | None] = mapped_column(Text)
    definition: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(String(80))
    decimals: Mapped[int | None]
    better: Mapped[str | None] = mapped_column(String(20))
    frequency: Mapped[str | None] = mapped_column(String(20))
    reports: Mapped[str | None] = mapped_column(String(20))
    only_rises: Mapped[bool | None]
    owner: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[str | None] = mapped_column(Text)
    cases: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
