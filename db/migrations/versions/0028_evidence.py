"""Files that go with a report: the institution's own until the report, or a part of it, is handed in."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import policies
from db.migrations.policies import read_setting, through

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TOLD = (
    "EXISTS (SELECT FROM report_steps s WHERE s.plan_id = evidence_contents.plan_id"
    " AND strpos(s.document, evidence_contents.key) > 0)"
)
"""A step has kept a document that tells of the file: it was handed in, or shared."""


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "evidence_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(20), nullable=False),
        sa.Column("line", sa.String(200), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("journal", sa.String(200), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_evidence_files_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_files")),
        sa.UniqueConstraint("key", name=op.f("uq_evidence_files_key")),
    )
    op.create_index("ix_evidence_files_report", "evidence_files", ["plan_id", "quarter"])
    op.create_table(
        "evidence_contents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_evidence_contents_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_contents")),
        sa.UniqueConstraint("key", name=op.f("uq_evidence_contents_key")),
    )
    own = f"{read_setting('writer')} = to_jsonb(person)"
    preparing, seen = through("plan_id", "plans", "prepare"), through("plan_id", "plans", "see")
    policies.protect("evidence_files", see=preparing, add=f"{own} AND ({preparing})", remove=preparing)
    # Only who sees all steps of a plan can tell that none of them has a file, and may remove it.
    policies.protect(
        "evidence_contents",
        see=f"({preparing}) OR (({seen}) AND {TOLD})",
        add=preparing,
        remove=f"({preparing}) AND ({seen}) AND NOT {TOLD}",
    )


def downgrade() -> None:
    """Downgrade. Files are lost."""
    for table in ("evidence_contents", "evidence_files"):
        policies.unprotect(table, removable=True)
        op.drop_table(table)
