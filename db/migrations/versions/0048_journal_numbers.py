"""Journal numbers: what each party gives the documents that other tables keep."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import of_institution, over, over_all, read_setting

revision: str = "0048"
down_revision: str | None = "0046"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# An institution may have come to an area later on.
AREAS = f"""
    SELECT ministry_area FROM institutions WHERE {over("key", "decide")}
    UNION SELECT c.ministry_area FROM institution_changes c
    WHERE c.institution_id IN (SELECT id FROM institutions WHERE {over("key", "decide")})
"""  # noqa: S608 - names of our own
BY_PARTY = f"""CASE party WHEN 'institution' THEN {of_institution("prepare")}
    ELSE {of_institution("decide")} OR (institution_id IS NULL AND area IN ({AREAS})) END"""


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "journal_numbers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("document", sa.String(40), nullable=False),
        sa.Column("party", sa.String(20), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("person", sa.String(200), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_journal_numbers_institution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_numbers")),
    )
    op.create_index("ix_journal_numbers_document", "journal_numbers", ["document"])
    locks.lock("journal_numbers")
    policies.protect(
        "journal_numbers",
        see=f"{over_all('see')} OR {BY_PARTY}",
        add=f"{read_setting('writer')} = to_jsonb(person) AND {BY_PARTY}",
    )


def downgrade() -> None:
    """Downgrade. Journal numbers are lost."""
    policies.unprotect("journal_numbers")
    op.drop_table("journal_numbers")
