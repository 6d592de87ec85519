"""The record is looked up by who did what, at every run of a page."""

from collections.abc import Sequence

from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    op.create_index(op.f("ix_audit_entries_actor"), "audit_entries", ["actor", "action"])


def downgrade() -> None:
    """Downgrade."""
    op.drop_index(op.f("ix_audit_entries_actor"), "audit_entries")
