"""The table of the institutions that plans name, by which those that read an institution's series are found."""

from __future__ import annotations

from sqlalchemy import ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class NamedInstitution(Base):
    """An institution that a version of a plan names by its key: as its own, or as that of a series it reads.

    A trigger adds the rows of a version with it, from its document, and nothing changes or removes them. No entry of
    the audit seals them: they say nothing that the document, which is sealed, does not say.
    """

    __tablename__ = "named_institutions"
    __table_args__ = (
        UniqueConstraint("institution", "plan_id", "number"),
        ForeignKeyConstraint(["plan_id", "number"], ["plan_versions.plan_id", "plan_versions.number"]),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int]
    number: Mapped[int]
    institution: Mapped[str] = mapped_column(String(80))
