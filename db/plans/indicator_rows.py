"""The tables of series: each as it was first defined, and its changes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class Indicator(Base):
    """A series of one institution, shared by its plans."""

    __tablename__ = "indicators"
    __table_args__ = (UniqueConstraint("institution_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"))
    key: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(Text)
    unit: Mapped[str] = mapped_column(String(80))
    decimals: Mapped[int]
    better: Mapped[str] = mapped_column(String(20))
    frequency: Mapped[str] = mapped_column(String(20))
    definition: Mapped[str | None] = mapped_column(Text)
    reports: Mapped[str] = mapped_column(String(20), server_default="each")
    only_rises: Mapped[bool] = mapped_column(server_default=false())
    owner: Mapped[str] = mapped_column(String(20), server_default="institution")
    source: Mapped[str | None] = mapped_column(Text)
    cases: Mapped[str | None] = mapped_column(Text)


class IndicatorChange(Base):
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
