"""Series change: from a day on one has another name or another definition."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import over_all, through

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "indicator_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("definition", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(80), nullable=True),
        sa.Column("decimals", sa.Integer(), nullable=True),
        sa.Column("better", sa.String(20), nullable=True),
        sa.Column("frequency", sa.String(20), nullable=True),
        sa.Column("reports", sa.String(20), nullable=True),
        sa.Column("only_rises", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicators.id"], name=op.f("fk_indicator_changes_indicator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_changes")),
    )
    op.create_index(op.f("ix_indicator_changes_indicator_id"), "indicator_changes", ["indicator_id"])
    locks.lock("indicator_changes")
    policies.protect(
        "indicator_changes",
        see=f"{over_all('see')} OR indicator_id IN (SELECT id FROM indicators)",  # noqa: S608 - names of our own
        add=through("indicator_id", "indicators", "draft"),
    )


def downgrade() -> None:
    """Downgrade."""
    policies.unprotect("indicator_changes")
    op.drop_table("indicator_changes")  # and with it its triggers
