"""A row about a period can also say that a value is taken back, was loaded late, or is not out yet."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.migrations import locks

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "ck_observations_value_or_ratio"
VALUE_OR_RATIO = (
    "(value IS NOT NULL AND numerator IS NULL AND denominator IS NULL)"
    " OR (value IS NULL AND numerator IS NOT NULL AND denominator IS NOT NULL)"
)
OR_NOTHING = (
    f"(({VALUE_OR_RATIO}) AND NOT withdrawn AND awaited IS NULL)"
    " OR (value IS NULL AND numerator IS NULL AND denominator IS NULL"
    " AND ((withdrawn AND awaited IS NULL) OR (NOT withdrawn AND awaited IS NOT NULL)))"
)


def upgrade() -> None:
    """Upgrade."""
    locks.unlock("observations")
    with op.batch_alter_table("observations") as table:
        table.add_column(sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("backfilled", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("awaited", sa.Date(), nullable=True))
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), OR_NOTHING)
    locks.lock("observations")


def downgrade() -> None:
    """Downgrade. It fails where a row has no value: an older program cannot hold it."""
    locks.unlock("observations")
    with op.batch_alter_table("observations") as table:
        table.drop_constraint(op.f(NAME), type_="check")
        table.drop_column("awaited")
        table.drop_column("backfilled")
        table.drop_column("withdrawn")
        table.create_check_constraint(op.f(NAME), VALUE_OR_RATIO)
    locks.lock("observations")
