"""Meetings: the steps taken with them, with what they keep, and the lines captured at them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import of_institution, over, over_all, read_setting

revision: str = "0045"
down_revision: str | None = "0038"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OF_INSTITUTION = "'commented', 'approved_institution'"
OWN = f"{read_setting('writer')} = to_jsonb(person)"
# An institution may have come to an area later on.
AREAS = f"""
    SELECT ministry_area FROM institutions WHERE {over("key", "meet")}
    UNION SELECT c.ministry_area FROM institution_changes c
    WHERE c.institution_id IN (SELECT id FROM institutions WHERE {over("key", "meet")})
"""  # noqa: S608 - names of our own
OF_AREA = f"(institution_id IS NULL AND area IN ({AREAS}))"
MEETS = f"{of_institution('meet')} OR {OF_AREA}"
# What was captured is the department's until a close tells it to the institution.
TOLD = """EXISTS (
    SELECT 1 FROM meeting_steps s
    WHERE s.kind = 'closed' AND s.institution_id = meeting_entries.institution_id
      AND s.quarter = meeting_entries.quarter AND s.recorded_at >= meeting_entries.recorded_at
)"""


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "meeting_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("quarter", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("absent", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_meeting_steps_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_steps")),
    )
    op.create_index("ix_meeting_steps_meeting", "meeting_steps", ["institution_id", "quarter"])
    op.create_table(
        "meeting_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("quarter", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=True),
        sa.Column("goal", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_meeting_entries_institution_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_meeting_entries_plan_id")),
        sa.ForeignKeyConstraint(["about"], ["meeting_entries.id"], name=op.f("fk_meeting_entries_about")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decisions.id"], name=op.f("fk_meeting_entries_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_entries")),
    )
    op.create_index("ix_meeting_entries_meeting", "meeting_entries", ["institution_id", "quarter"])
    locks.lock("meeting_steps", "meeting_entries")
    policies.protect(
        "meeting_steps",
        see=f"{of_institution('see', 'meet')} OR {OF_AREA} OR {over_all('see')}",
        add=f"{OWN} AND CASE WHEN kind IN ({OF_INSTITUTION}) THEN {of_institution('agree_minutes')}"
        f" ELSE {MEETS} END",
    )
    policies.protect(
        "meeting_entries",
        see=f"{over_all('see')} OR {MEETS} OR (({of_institution('see')}) AND {TOLD})",
        add=f"{OWN} AND ({MEETS})",
    )


def downgrade() -> None:
    """Downgrade. Meetings and their minutes are lost."""
    for table in ("meeting_entries", "meeting_steps"):
        policies.unprotect(table)
        locks.unlock(table)
        op.drop_table(table)
