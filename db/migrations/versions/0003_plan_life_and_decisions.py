"""Plan life and decisions: versions with their stage, decisions, and nothing recorded is ever changed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Exact, Moment
from db.migrations import locks

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KEPT = ("plans", "plan_versions", "indicators", "observations", "events", "decisions")


def upgrade() -> None:
    """Upgrade."""
    # What a version says of its year and reason stands in its document. Every plan recorded so far is a signed one.
    for table, name in (
        ("plans", "start"),
        ("plans", "end"),
        ("plan_versions", "valid_from"),
        ("plan_versions", "reason"),
    ):
        op.drop_column(table, name)
    op.add_column("plan_versions", sa.Column("stage", sa.String(20), nullable=False, server_default="signed"))
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("goal", sa.String(20), nullable=True),
        sa.Column("points", Exact(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revokes", sa.Integer(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_decisions_plan_id")),
        sa.ForeignKeyConstraint(["revokes"], ["decisions.id"], name=op.f("fk_decisions_revokes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_plan_id"), "decisions", ["plan_id"])
    locks.lock(*KEPT)
    locks.guard_versions()


def downgrade() -> None:
    """Downgrade."""
    locks.unguard_versions()
    locks.unlock(*KEPT)
    locks.forget()
    op.drop_table("decisions")
    op.drop_column("plan_versions", "stage")
    op.add_column("plan_versions", sa.Column("reason", sa.Text(), nullable=True))
    for table, name in (("plan_versions", "valid_from"), ("plans", "start"), ("plans", "end")):
        op.add_column(table, sa.Column(name, sa.Date(), nullable=False, server_default="1900-01-01"))
