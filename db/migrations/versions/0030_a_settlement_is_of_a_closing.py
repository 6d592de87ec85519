"""A plan is settled by the version that closes it, while that is its newest, and by no other; the database says so."""

from collections.abc import Sequence

from alembic import op

from db.migrations import locks

revision: str = "0030"
down_revision: str | None = "0026"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "fk_settled_parts_plan_id"


def upgrade() -> None:
    """Upgrade. It fails where a part is of no version, which nothing of Målstreg adds."""
    _refer_to("plan_versions", ("plan_id", "version"), ("plan_id", "number"))
    locks.guard_settlements()


def downgrade() -> None:
    """Downgrade."""
    locks.unguard_settlements()
    _refer_to("plans", ("plan_id",), ("id",))


def _refer_to(table: str, columns: Sequence[str], keys: Sequence[str]) -> None:
    locks.unlock("settled_parts")
    with op.batch_alter_table("settled_parts") as parts:
        parts.drop_constraint(op.f(NAME), type_="foreignkey")
        parts.create_foreign_key(op.f(NAME), table, list(columns), list(keys))
    locks.lock("settled_parts")
