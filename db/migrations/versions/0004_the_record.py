"""The record of who changed what and when."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        sa.UniqueConstraint("seal", name=op.f("uq_audit_entries_seal")),
    )
    locks.lock("audit_entries")


def downgrade() -> None:
    """Downgrade."""
    locks.unlock("audit_entries")
    op.drop_table("audit_entries")
