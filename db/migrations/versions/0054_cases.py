"""A series may have a rule by which it is counted from cases, and a figure tells which cases it was counted from."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0054"
down_revision: str | None = "0053"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = (("indicators", "cases"), ("indicator_changes", "cases"), ("observations", "origin"))


def upgrade() -> None:
    """Upgrade."""
    for table, column in COLUMNS:
        op.add_column(table, sa.Column(column, sa.Text(), nullable=True))


def downgrade() -> None:
    """Downgrade. Rules, and what figures were counted from, are lost."""
    for table, column in reversed(COLUMNS):
        op.drop_column(table, column)
