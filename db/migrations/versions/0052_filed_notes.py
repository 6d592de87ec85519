"""Filed notes are kept, and what is decided on pay is read by those alone who decide."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import over_all, read_setting, through

revision: str = "0052"
down_revision: str | None = "0051"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

DECIDES = through("plan_id", "plans", "decide")
OF_SEEN_PLAN = "plan_id IN (SELECT id FROM plans)"
# A revocation is seen by whoever sees what it revokes. A policy cannot read its own table, but a function in it can.
TOLD = f"""CASE WHEN kind = 'pay' THEN {DECIDES}
    WHEN revokes IS NULL THEN true ELSE maalstreg_sees_decision(revokes) END"""
SEES_DECISION = """CREATE FUNCTION maalstreg_sees_decision(wanted integer) RETURNS boolean LANGUAGE plpgsql STABLE
    SET search_path = public, pg_temp AS
    $$ BEGIN RETURN EXISTS (SELECT 1 FROM decisions WHERE id = wanted); END $$"""


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "filed_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_filed_notes_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filed_notes")),
    )
    op.create_index(op.f("ix_filed_notes_plan_id"), "filed_notes", ["plan_id"])
    locks.lock("filed_notes")
    policies.protect(
        "filed_notes",
        see=f"{over_all('see')} OR {DECIDES}",
        add=f"{read_setting('writer')} = to_jsonb(person) AND {DECIDES}",
    )
    policies.unprotect("decisions")
    if _postgresql():
        op.execute(SEES_DECISION)
    policies.protect("decisions", see=f"{over_all('see')} OR ({OF_SEEN_PLAN} AND {TOLD})", add=DECIDES)


def downgrade() -> None:
    """Downgrade. Filed notes are lost."""
    policies.unprotect("decisions")
    policies.protect("decisions", see=f"{over_all('see')} OR {OF_SEEN_PLAN}", add=DECIDES)
    if _postgresql():
        op.execute("DROP FUNCTION maalstreg_sees_decision(integer)")
    policies.unprotect("filed_notes")
    op.drop_table("filed_notes")


def _postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"
