"""A series tells who gives its figures, and where they are usually from; either may be another from a day on."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0036"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade. Until somebody says otherwise the institution gives the figures of its series."""
    op.add_column(
        "indicators", sa.Column("owner", sa.String(20), nullable=False, server_default="institution")
    )
    op.add_column("indicators", sa.Column("source", sa.Text(), nullable=True))
    op.add_column("indicator_changes", sa.Column("owner", sa.String(20), nullable=True))
    op.add_column("indicator_changes", sa.Column("source", sa.Text(), nullable=True))


def downgrade() -> None:
    """Downgrade. Who gives which figures is lost."""
    op.drop_column("indicator_changes", "source")
    op.drop_column("indicator_changes", "owner")
    op.drop_column("indicators", "source")
    op.drop_column("indicators", "owner")
