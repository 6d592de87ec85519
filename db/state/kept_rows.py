"""The table of what is worked out of each ministry area and kept for the next process."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.model_base import Base


class KeptArea(Base):
    """An area as it was worked out, under a key of all that it depends on.

    `entry` is the newest entry of the audit by then, with its `seal`: where it is there no more, nor is what was read.
    """

    __tablename__ = "kept_areas"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    document: Mapped[str] = mapped_column(Text)
    entry: Mapped[int]
    seal: Mapped[str] = mapped_column(String(64))
    kept_at: Mapped[datetime]
