"""Breaks in series: from when on each is counted in another way."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import over_all, through

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "breaks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("retracted", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["indicator_id"], ["indicators.id"], name=op.f("fk_breaks_indicator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breaks")),
    )
    op.create_index(op.f("ix_breaks_indicator_id"), "breaks", ["indicator_id"])
    locks.lock("breaks")
    policies.protect(
        "breaks",
        see=f"{over_all('see')} OR indicator_id IN (SELECT id FROM indicators)",  # noqa: S608 - names of our own
        add=through("indicator_id", "indicators", "report"),
    )


def downgrade() -> None:
    """Downgrade."""
    policies.unprotect("breaks")
    locks.unlock("breaks")
    op.drop_table("breaks")
