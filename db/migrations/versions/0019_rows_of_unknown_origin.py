"""Whoever writes may record, in nobody's name, that rows were there which no entry covers."""

from collections.abc import Sequence

from alembic import op

from db.migrations.policies import read_setting

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OWN = f"{read_setting('writer')} = to_jsonb(actor)"
UNKNOWN = f"{read_setting('writer')} IS NOT NULL AND actor = 'unknown' AND action = 'audit.unrecorded'"


def upgrade() -> None:
    """Upgrade."""
    _let_add(f"{OWN} OR ({UNKNOWN})")


def downgrade() -> None:
    """Downgrade."""
    _let_add(OWN)


def _let_add(condition: str) -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP POLICY add_audit_entries ON audit_entries")
        op.execute(f"CREATE POLICY add_audit_entries ON audit_entries FOR INSERT WITH CHECK ({condition})")
