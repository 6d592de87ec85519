"""The table of what was erased: digests before and after, never what was there."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class Erasure(Base):
    """A step of an erasure: the digests of what an entry says, or of its rows of the table with this name."""

    __tablename__ = "erasures"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry: Mapped[int] = mapped_column(ForeignKey("audit_entries.id"))
    name: Mapped[str] = mapped_column(String(40))
    before: Mapped[str] = mapped_column(String(64))
    after: Mapped[str] = mapped_column(String(64))
