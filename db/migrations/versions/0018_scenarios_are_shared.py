"""A saved what-if is its maker's alone until they share it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.migrations import locks

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade. What was saved before was open to whoever had its link, and stays so."""
    locks.unlock("scenarios")
    with op.batch_alter_table("scenarios") as table:
        table.add_column(sa.Column("shared", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("scenarios") as table:
        table.alter_column("shared", server_default=sa.false())
    locks.lock("scenarios")


def downgrade() -> None:
    """Downgrade. An older program opens every what-if to whoever has its link."""
    locks.unlock("scenarios")
    with op.batch_alter_table("scenarios") as table:
        table.drop_column("shared")
    locks.lock("scenarios")
