"""What was erased is told by the digests before and after, which only the owner of the tables adds."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.migrations import locks, policies
from db.migrations.policies import over_all

revision: str = "0026"
down_revision: str | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OWNED = "pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = 'erasures'::regclass), 'USAGE')"


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "erasures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("after", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["audit_entries.id"], name=op.f("fk_erasures_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasures")),
    )
    locks.lock("erasures")
    policies.protect("erasures", see=over_all("see"), add=OWNED)


def downgrade() -> None:
    """Downgrade."""
    policies.unprotect("erasures")
    op.drop_table("erasures")  # and with it its triggers
