"""The table of what is done with the settlement of a plan's year."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class AnnualActRow(Base):
    """An act with the settlement of a plan's year, by whom, in which role and with which words.

    It is of a version of the plan, and lapses with another; of a contract over several years, of a `year`. As JSON,
    `document` is what the institution approved.
    """

    __tablename__ = "annual_acts"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "number"], ["plan_versions.plan_id", "plan_versions.number"]),
        Index("ix_annual_acts_plan", "plan_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(20))
    person: Mapped[str]
    role: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text)
    document: Mapped[str | None] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    year: Mapped[int | None]
