"""A plan is of a kind: a yearly plan, or a development plan, whose versions and reports are kept in the same tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0050"
down_revision: str | None = "0049"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade. Every plan so far is a yearly one."""
    op.add_column("plans", sa.Column("kind", sa.String(20), nullable=False, server_default="result"))


def downgrade() -> None:
    """Downgrade. A program that knows yearly plans alone cannot read others, so none may stand."""
    others = sa.text("SELECT count(*) FROM plans WHERE kind <> 'result'")
    if op.get_bind().execute(others).scalar():
        raise RuntimeError("there are development plans, which a program of before cannot read")
    op.drop_column("plans", "kind")
