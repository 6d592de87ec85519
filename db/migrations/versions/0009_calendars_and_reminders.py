"""The keys to people's calendars, and what they were reminded of."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import over_all, read_setting

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "calendar_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_keys")),
        sa.UniqueConstraint("digest", name=op.f("uq_calendar_keys_digest")),
    )
    op.create_index(op.f("ix_calendar_keys_person"), "calendar_keys", ["person"])
    locks.lock("calendar_keys")
    policies.protect(
        "calendar_keys",
        see=over_all("see"),
        add=f"{over_all('grant')} OR {read_setting('writer')} = to_jsonb(person)",  # one's own takes no right
    )
    op.create_table(
        "sent_reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("deadline", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_reminders")),
        sa.UniqueConstraint("person", "deadline", "due", "step", name=op.f("uq_sent_reminders_person")),
    )
    policies.protect("sent_reminders", see=over_all("see"), add=over_all("grant"), remove=over_all("grant"))


def downgrade() -> None:
    """Downgrade."""
    policies.unprotect("sent_reminders", removable=True)
    op.drop_table("sent_reminders")
    policies.unprotect("calendar_keys")
    locks.unlock("calendar_keys")
    op.drop_table("calendar_keys")
