"""What is typed in the editor of plans is kept as it is left, outside the record, for those who draft the plan."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import policies
from db.migrations.policies import over_all, read_setting, through

revision: str = "0032"
down_revision: str | None = "0028"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "typed_fields",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(80), nullable=False),
        sa.Column("field", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_typed_fields_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typed_fields")),
        sa.UniqueConstraint("plan_id", "form", "field", name=op.f("uq_typed_fields_plan_id")),
    )
    own = f"{read_setting('writer')} = to_jsonb(person)"
    drafting = through("plan_id", "plans", "draft")
    # What somebody types of a plan that is still to be made belongs to no institution yet.
    held = f"(plan_id IS NULL AND (({own}) OR {over_all('draft')})) OR ({drafting})"
    policies.protect(
        "typed_fields", see=held, add=f"({own}) AND (plan_id IS NULL OR ({drafting}))", remove=held
    )


def downgrade() -> None:
    """Downgrade. What was typed and not saved is lost."""
    policies.unprotect("typed_fields", removable=True)
    op.drop_table("typed_fields")
