"""Who may do what: roles over institutions and ministry areas."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("revokes", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_grants_institution_id")
        ),
        sa.ForeignKeyConstraint(["revokes"], ["grants.id"], name=op.f("fk_grants_revokes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
    )
    op.create_index(op.f("ix_grants_person"), "grants", ["person"])
    locks.lock("grants")


def downgrade() -> None:
    """Downgrade."""
    locks.unlock("grants")
    op.drop_table("grants")
