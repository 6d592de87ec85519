"""What is worked out of ministry areas is kept for the next process, outside the record; the program alone does so."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import policies
from db.migrations.policies import over_all, read_setting

revision: str = "0056"
down_revision: str | None = "0055"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE = "kept_areas"
PROGRAM = f"""{over_all("see")} AND (SELECT {read_setting("writer")}) = '""'::jsonb"""


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("kept_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_areas")),
        sa.UniqueConstraint("key", name=op.f("uq_kept_areas_key")),
    )
    policies.protect(TABLE, see=over_all("see"), add=PROGRAM, remove=PROGRAM)


def downgrade() -> None:
    """Downgrade. What was kept is worked out again."""
    policies.unprotect(TABLE, removable=True)
    op.drop_table(TABLE)
