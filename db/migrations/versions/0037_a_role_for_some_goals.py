"""A role can be held for some goals of an institution alone."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0037"
down_revision: str | None = "0033"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade. Every role given before is for all goals."""
    op.add_column("grants", sa.Column("goals", sa.Text(), nullable=True))


def downgrade() -> None:
    """Downgrade. A role for some goals becomes one for all of them, so none may stand."""
    narrow = sa.text("SELECT count(*) FROM grants WHERE goals IS NOT NULL")
    if op.get_bind().execute(narrow).scalar():
        raise RuntimeError("roles for some goals alone are held; they would become roles for all goals")
    op.drop_column("grants", "goals")
