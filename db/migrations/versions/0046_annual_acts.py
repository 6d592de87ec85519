"""Both parties approve the settlement of a plan's year, with the analysis that the institution has written."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import read_setting, through

revision: str = "0046"
down_revision: str | None = "0045"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "annual_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id", "number"],
            ["plan_versions.plan_id", "plan_versions.number"],
            name=op.f("fk_annual_acts_plan_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_acts")),
    )
    op.create_index("ix_annual_acts_plan", "annual_acts", ["plan_id"])
    locks.lock("annual_acts")
    policies.protect(
        "annual_acts",
        see=through("plan_id", "plans", "see"),
        add=f"{read_setting('writer')} = to_jsonb(person) AND CASE act"
        f" WHEN 'approved' THEN {through('plan_id', 'plans', 'approve')}"
        f" ELSE {through('plan_id', 'plans', 'sign_for_department')} END",
    )


def downgrade() -> None:
    """Downgrade. Approvals are lost."""
    policies.unprotect("annual_acts")
    op.drop_table("annual_acts")
