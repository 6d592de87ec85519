"""The table of signatures given in Målstreg, each by whoever had signed in."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class PlanSignature(Base):
    """One party's signature of a version of a plan, by whoever had signed in. A later version makes it lapse.

    When every party has signed, the next version of the plan holds the signatures, and this says whose they are.
    """

    __tablename__ = "plan_signatures"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "number"], ["plan_versions.plan_id", "plan_versions.number"]),
        UniqueConstraint("plan_id", "number", "party"),
        CheckConstraint("party IN ('institution', 'department')", name="known_party"),
        Index(
            "uq_plan_signatures_person",
            *("plan_id", "number", "person"),
            unique=True,
            sqlite_where=text("person LIKE '%@%'"),
            postgresql_where=text("person LIKE '%@%'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    number: Mapped[int]
    party: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(20))
    organisation: Mapped[str] = mapped_column(Text)
    on: Mapped[date]
    reason: Mapped[str | None] = mapped_column(Text)
    person: Mapped[str]
    recorded_at: Mapped[datetime]
