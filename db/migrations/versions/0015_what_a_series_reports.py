"""A series tells whether its figures are for the year to date, and whether it only rises."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    op.add_column("indicators", sa.Column("reports", sa.String(20), nullable=False, server_default="each"))
    op.add_column(
        "indicators", sa.Column("only_rises", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    """Downgrade."""
    op.drop_column("indicators", "only_rises")
    op.drop_column("indicators", "reports")
