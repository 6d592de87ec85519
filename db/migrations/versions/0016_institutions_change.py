"""Institutions change: from a day on one has another name, another ministry area, or is part of another."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import over, over_all

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

AREAS = "SELECT ministry_area FROM institutions"
SEEN_BEFORE = f"{over_all('see')} OR area IN ({AREAS})"
MAY_DECIDE = over("key", "decide")
ADDED_BEFORE = f"area IN ({AREAS} WHERE {MAY_DECIDE}) AND area NOT IN ({AREAS} WHERE NOT ({MAY_DECIDE}))"

TODAY = "(now() AT TIME ZONE 'Europe/Copenhagen')::date"
AREA_TODAY = (
    "coalesce((SELECT c.ministry_area FROM institution_changes c WHERE c.institution_id = i.id"  # noqa: S608 - names of our own
    f" AND c.ministry_area IS NOT NULL AND c.since <= {TODAY} ORDER BY c.since DESC, c.id DESC LIMIT 1),"
    " i.ministry_area)"
)
ALONE = (
    "coalesce((SELECT c.successor_id FROM institution_changes c WHERE c.institution_id = i.id"  # noqa: S608 - names of our own
    f" AND c.successor_id IS NOT NULL AND c.since <= {TODAY} ORDER BY c.since DESC, c.id DESC LIMIT 1),"
    " i.id) = i.id"
)
AREAS_TODAY = f"SELECT {AREA_TODAY} FROM institutions i WHERE {ALONE}"  # noqa: S608 - names of our own
SEEN = (
    f"{SEEN_BEFORE}"  # noqa: S608 - names of our own
    " OR area IN (SELECT ministry_area FROM institution_changes WHERE ministry_area IS NOT NULL)"
)
ADDED = f"area IN ({AREAS_TODAY} AND ({MAY_DECIDE})) AND area NOT IN ({AREAS_TODAY} AND NOT ({MAY_DECIDE}))"


def upgrade() -> None:
    """Upgrade."""
    op.create_table(
        "institution_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("ministry_area", sa.Text(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_institution_changes_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["institutions.id"], name=op.f("fk_institution_changes_successor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution_changes")),
    )
    op.create_index(op.f("ix_institution_changes_institution_id"), "institution_changes", ["institution_id"])
    locks.lock("institution_changes")
    # A change moves what people may see, so it takes the right to say who may.
    policies.protect(
        "institution_changes",
        see=f"{over_all('see')} OR institution_id IN (SELECT id FROM institutions)",  # noqa: S608 - names of our own
        add=over_all("grant"),
    )
    policies.unprotect("thresholds")
    policies.protect("thresholds", see=SEEN, add=ADDED)


def downgrade() -> None:
    """Downgrade."""
    policies.unprotect("thresholds")
    policies.protect("thresholds", see=SEEN_BEFORE, add=ADDED_BEFORE)
    policies.unprotect("institution_changes")
    op.drop_table("institution_changes")  # and with it its triggers
