"""The tables of what is proposed of signed plans, and answered to the plan check, each row as somebody left it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class PlanProposal(Base):
    """What is proposed of a version of a plan; of a plan's rows the newest counts, where its version is the newest.

    An amendment has the changed plan with its definitions as JSON in `document`. A row that says `withdrawn` takes back
    the one before.
    """

    __tablename__ = "plan_proposals"
    __table_args__ = (
        ForeignKeyConstraint(["plan_id", "number"], ["plan_versions.plan_id", "plan_versions.number"]),
        # What a signature refers to, so that it is of the same version of the same plan.
        UniqueConstraint("id", "plan_id", "number"),
        Index("ix_plan_proposals_plan", "plan_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    since: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)
    document: Mapped[str | None] = mapped_column(Text)
    person: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime]


class FindingAnswerRow(Base):
    """An answer to a finding about a plan; `digest` tells which. Of a finding's answers the newest counts."""

    __tablename__ = "finding_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    rule: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(20))
    digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime]
