"""What is said of a duty is said of one of its times; what sets one off may have an end."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0051"
down_revision: str | None = "0050"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    op.add_column("events", sa.Column("occurrence", sa.Date(), nullable=True))
    op.add_column("events", sa.Column("ends", sa.Date(), nullable=True))


def downgrade() -> None:
    """Downgrade. A program of before cannot read plans of duties, so none may stand."""
    others = sa.text("SELECT count(*) FROM plans WHERE kind = 'duties'")
    if op.get_bind().execute(others).scalar():
        raise RuntimeError("there are plans of duties, which a program of before cannot read")
    op.drop_column("events", "ends")
    op.drop_column("events", "occurrence")
