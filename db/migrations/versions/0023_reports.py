"""Reports: the steps taken with them, kept like everything recorded, and drafts, seen by the institution alone."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import read_setting, through

revision: str = "0023"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

RIGHTS = {
    "prepare": ("sent", "reopened"),
    "approve": ("returned", "approved", "answered", "replied"),
    "share": ("shared",),
    "receive": ("received",),
    "confirm": ("confirmed", "doubted", "refused", "assessed"),
    "ask": ("asked",),
    "except": ("excepted",),
}
"""The right that each kind of step takes."""


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "report_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(20), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("word", sa.String(80), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_report_steps_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_steps")),
    )
    op.create_index("ix_report_steps_report", "report_steps", ["plan_id", "quarter"])
    locks.lock("report_steps")
    own = f"{read_setting('writer')} = to_jsonb(person)"
    allowed = " OR ".join(
        f"(kind IN ({', '.join(repr(kind) for kind in kinds)}) AND ({through('plan_id', 'plans', right)}))"
        for right, kinds in RIGHTS.items()
    )
    policies.protect("report_steps", see=through("plan_id", "plans", "see"), add=f"{own} AND ({allowed})")
    op.create_table(
        "report_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(20), nullable=False),
        sa.Column("line", sa.String(200), nullable=False),
        sa.Column("field", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_report_drafts_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_drafts")),
        sa.UniqueConstraint("plan_id", "quarter", "line", "field", name=op.f("uq_report_drafts_plan_id")),
    )
    # Who may see everything sees no draft by that: until the chief approves, it is the institution's own.
    preparing = through("plan_id", "plans", "prepare")
    policies.protect("report_drafts", see=preparing, add=f"{own} AND ({preparing})", remove=preparing)


def downgrade() -> None:
    """Downgrade. Drafts are lost, and so is who handed in what."""
    policies.unprotect("report_drafts", removable=True)
    op.drop_table("report_drafts")
    policies.unprotect("report_steps")
    locks.unlock("report_steps")
    op.drop_table("report_steps")
