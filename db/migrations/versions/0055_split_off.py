"""An institution may have been split off from another."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.migrations import locks

revision: str = "0055"
down_revision: str | None = "0054"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE, COLUMN = "institution_changes", "origin_id"
REFERENCE = "fk_institution_changes_origin_id"


def upgrade() -> None:
    """Upgrade."""
    locks.unlock(TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column(COLUMN, sa.Integer(), nullable=True))
        table.create_foreign_key(op.f(REFERENCE), "institutions", [COLUMN], ["id"])
    locks.lock(TABLE)


def downgrade() -> None:
    """Downgrade. It fails where an institution was split off: an older program cannot hold it."""
    locks.unlock(TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.create_check_constraint("no_origin", "origin_id IS NULL")
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint("no_origin", type_="check")
        table.drop_constraint(op.f(REFERENCE), type_="foreignkey")
        table.drop_column(COLUMN)
    locks.lock(TABLE)
