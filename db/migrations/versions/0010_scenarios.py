"""What-ifs that somebody keeps."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import read_setting, through

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "scenarios",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(22), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("digests", sa.Text(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_scenarios_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenarios")),
    )
    for column in ("key", "person"):
        op.create_index(op.f(f"ix_scenarios_{column}"), "scenarios", [column])
    locks.lock("scenarios")
    # One's own, of a plan one may see: a thought about a plan is no change to it.
    own = f"{read_setting('writer')} = to_jsonb(person)"
    policies.protect(
        "scenarios",
        see=through("plan_id", "plans", "see"),
        add=f"{own} AND {through('plan_id', 'plans', 'writer_sees')}",
    )


def downgrade() -> None:
    """Downgrade."""
    policies.unprotect("scenarios")
    locks.unlock("scenarios")
    op.drop_table("scenarios")
