"""How values are known: exempt cases, precision, the chosen source, words of a scale, and longer periods."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Exact

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    with op.batch_alter_table("observations") as table:
        table.alter_column("period", existing_type=sa.String(10), type_=sa.String(20))
        table.add_column(sa.Column("exempt", Exact(), nullable=True))
        table.add_column(sa.Column("precision", sa.String(20), nullable=False, server_default="exact"))
        table.add_column(sa.Column("chosen", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("events") as table:
        table.add_column(sa.Column("word", sa.String(80), nullable=True))


def downgrade() -> None:
    """Downgrade."""
    with op.batch_alter_table("events") as table:
        table.drop_column("word")
    with op.batch_alter_table("observations") as table:
        table.drop_column("chosen")
        table.drop_column("precision")
        table.drop_column("exempt")
        table.alter_column("period", existing_type=sa.String(20), type_=sa.String(10))
