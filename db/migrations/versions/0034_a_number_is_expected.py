"""An institution may tell the number it expects of a criterion."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Exact
from db.migrations import locks

revision: str = "0034"
down_revision: str | None = "0032"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "ck_events_value_of_number"


def upgrade() -> None:
    """Upgrade."""
    locks.unlock("events")
    with op.batch_alter_table("events") as table:
        table.add_column(sa.Column("value", Exact(), nullable=True))
        table.create_check_constraint(op.f(NAME), "(kind = 'expected_number') = (value IS NOT NULL)")
    locks.lock("events")


def downgrade() -> None:
    """Downgrade. It fails where a number was told: an older program cannot hold it."""
    locks.unlock("events")
    with op.batch_alter_table("events") as table:
        table.drop_constraint(op.f(NAME), type_="check")
        table.drop_column("value")
        table.create_check_constraint("no_number", "kind <> 'expected_number'")
    with op.batch_alter_table("events") as table:
        table.drop_constraint("no_number", type_="check")
    locks.lock("events")
