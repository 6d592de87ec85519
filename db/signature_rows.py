"""The table of signatures given in Målstreg, each by whoever had signed in."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base

_OF_DRAFT = text("proposal_id IS NULL")
_IN_PERSON = text("person LIKE '%@%'")
_OF_DRAFT_IN_PERSON = text("person LIKE '%@%' AND proposal_id IS NULL")


class PlanSignature(Base):
    """One party's signature of a version of a plan, by whoever had signed in. A later version makes it lapse.

    When every party has signed, the next version of the plan holds the signatures, and this says whose they are. One
    with a proposal is of that, made of this version of a signed plan.
    """

    __tablename__ = "plan_signatures"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "number"], ["plan_versions.plan_id", "plan_versions.number"]),
        ForeignKeyConstraint(
            ["proposal_id", "plan_id", "number"],
            ["plan_proposals.id", "plan_proposals.plan_id", "plan_proposals.number"],
        ),
        UniqueConstraint("proposal_id", "party"),
        CheckConstraint("party IN ('institution', 'department')", name="known_party"),
        Index(
            "uq_plan_signatures_party",
            *("plan_id", "number", "party"),
            unique=True,
            sqlite_where=_OF_DRAFT,
            postgresql_where=_OF_DRAFT,
        ),
        Index(
            "uq_plan_signatures_person",
            *("plan_id", "number", "person"),
            unique=True,
            sqlite_where=_OF_DRAFT_IN_PERSON,
            postgresql_where=_OF_DRAFT_IN_PERSON,
        ),
        Index(
            "uq_plan_signatures_proposed",
            *("proposal_id", "person"),
            unique=True,
            sqlite_where=_IN_PERSON,
            postgresql_where=_IN_PERSON,
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
    proposal_id: Mapped[int | None]
    recorded_at: Mapped[datetime]
