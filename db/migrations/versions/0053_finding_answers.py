"""Answers to the findings of the plan check are kept, with their reasons."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import over_all, read_setting, through

revision: str = "0053"
down_revision: str | None = "0052"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ANSWERS = through("plan_id", "plans", "draft", "sign", "sign_for_department")


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "finding_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("place", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_finding_answers_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_answers")),
    )
    op.create_index(op.f("ix_finding_answers_plan_id"), "finding_answers", ["plan_id"])
    locks.lock("finding_answers")
    policies.protect(
        "finding_answers",
        see=f"{over_all('see')} OR plan_id IN (SELECT id FROM plans)",  # noqa: S608 - names of our own
        add=f"{read_setting('writer')} = to_jsonb(person) AND {ANSWERS}",
    )


def downgrade() -> None:
    """Downgrade. Answers are lost."""
    policies.unprotect("finding_answers")
    op.drop_table("finding_answers")
