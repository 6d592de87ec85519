"""A closed plan's score is kept as it was settled, and a closed plan may be opened again by both parties."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.column_types import Moment
from db.migrations import locks, policies
from db.migrations.policies import over_all, through

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Upgrade. Plans that are closed already are settled by the program, which knows how they are scored."""
    op.create_table(
        "settled_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("known_at", Moment(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("entered_at", Moment(), nullable=False),
        sa.Column("afterwards", sa.Boolean(), nullable=False),
        sa.Column("original", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("status", sa.String(40), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("least", "most")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("secured", "open", "lost", "word", "trace")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_settled_parts_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settled_parts")),
        sa.UniqueConstraint(
            *("plan_id", "version", "original", "kind", "number"), name=op.f("uq_settled_parts_plan_id")
        ),
    )
    locks.lock("settled_parts")
    policies.protect(
        "settled_parts",
        see=f"{over_all('see')} OR plan_id IN (SELECT id FROM plans)",  # noqa: S608 - names of our own
        add=through("plan_id", "plans", "sign"),
    )
    _guard_versions(locks.AFTER_SIGNING)


def downgrade() -> None:
    """Downgrade. A plan that was opened again stays open."""
    _guard_versions(locks.AFTER_SIGNING_WITHOUT_REOPENING)
    policies.unprotect("settled_parts")
    op.drop_table("settled_parts")  # and with it its triggers


def _guard_versions(steps: str) -> None:
    locks.unguard_versions()
    locks.guard_versions(steps)
    if op.get_context().dialect.name == "postgresql":
        # So that no temporary table of the same name can stand in for the one the trigger asks.
        op.execute("ALTER FUNCTION maalstreg_next_version() SET search_path = public, pg_temp")
