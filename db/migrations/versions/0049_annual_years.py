"""A settlement is of a year of a contract over several, and is compared with the goals of the Finance Act."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from db.migrations import locks, policies
from db.migrations.policies import read_setting, through

revision: str = "0049"
down_revision: str | None = "0048"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SEE = through("plan_id", "plans", "see")
APPROVED = f"WHEN 'approved' THEN {through('plan_id', 'plans', 'approve')}"
COMPARED = f"WHEN 'compared' THEN {through('plan_id', 'plans', 'report')}"
OTHERS = f"ELSE {through('plan_id', 'plans', 'sign_for_department')}"


def upgrade() -> None:
    """Upgrade."""
    policies.unprotect("annual_acts")
    locks.unlock("annual_acts")
    op.add_column("annual_acts", sa.Column("year", sa.Integer(), nullable=True))
    locks.lock("annual_acts")
    _protect(APPROVED, COMPARED)


def downgrade() -> None:
    """Downgrade. It fails where something was compared, or is of a year: an older program cannot hold it."""
    policies.unprotect("annual_acts")
    locks.unlock("annual_acts")
    with op.batch_alter_table("annual_acts") as table:
        table.create_check_constraint("no_year", "year IS NULL AND act <> 'compared'")
    with op.batch_alter_table("annual_acts") as table:
        table.drop_constraint("no_year", type_="check")
        table.drop_column("year")
    locks.lock("annual_acts")
    _protect(APPROVED)


def _protect(*cases: str) -> None:
    acts = f"CASE act {' '.join(cases)} {OTHERS} END"
    policies.protect("annual_acts", see=SEE, add=f"{read_setting('writer')} = to_jsonb(person) AND {acts}")
