"""The table of what is typed in the editor of plans before it is saved in a plan."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class TypedFieldRow(Base):
    """What stands in one field of a form of a plan's editor, and who typed it last; `base` is what the plan said then.

    Without a plan it is of a plan that is still to be made, and its person's alone. A save replaces the row and counts
    `version` up.
    """

    __tablename__ = "typed_fields"
    __table_args__ = (UniqueConstraint("plan_id", "form", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plans.id"))
    form: Mapped[str] = mapped_column(String(80))
    field: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    base: Mapped[str] = mapped_column(Text)
    person: Mapped[str]
    saved_at: Mapped[datetime]
    version: Mapped[int]
