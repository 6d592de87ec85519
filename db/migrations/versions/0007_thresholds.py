"""When the rules for risk fire, as each ministry area has set it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Exact, Moment
from db.migrations import locks, policies
from db.migrations.policies import over, over_all

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "thresholds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", Exact(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thresholds")),
    )
    locks.lock("thresholds")
    policies.protect(
        "thresholds",
        see=f"{over_all('see')} OR area IN (SELECT ministry_area FROM institutions)",  # noqa: S608 - our own
        add=f"area IN (SELECT ministry_area FROM institutions WHERE {over('key', 'decide')})",  # noqa: S608 - our own
    )


def downgrade() -> None:
    """Downgrade."""
    policies.unprotect("thresholds")
    locks.unlock("thresholds")
    op.drop_table("thresholds")
