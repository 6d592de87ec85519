"""Row-level security: a transaction sees and adds what it has declared, and nothing else."""

from collections.abc import Sequence

from alembic import op

from db.migrations import policies
from db.migrations.policies import of_institution, over, over_all, read_setting, through

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PLANNING = ("draft", "sign")


def seen_with(column: str, table: str) -> str:
    """That the row is seen which this one belongs to."""
    return f"{over_all('see')} OR {column} IN (SELECT id FROM {table})"  # noqa: S608 - names of our own


# Rows are seen through the table they belong to, whose own policy says which of its rows are seen.
SEEN = {
    "institutions": over("key", "see"),
    "indicators": seen_with("institution_id", "institutions"),
    "plans": seen_with("institution_id", "institutions"),
    "plan_versions": seen_with("plan_id", "plans"),
    "observations": seen_with("indicator_id", "indicators"),
    "events": seen_with("plan_id", "plans"),
    "decisions": seen_with("plan_id", "plans"),
    "grants": over_all("see"),  # who people are and what they may do belongs to no institution
    "audit_entries": over_all("see"),  # the record is one chain, of everything
}
ADDED = {
    "institutions": over("key", *PLANNING),
    "indicators": of_institution(*PLANNING),
    "plans": of_institution(*PLANNING),
    "plan_versions": (
        f"CASE WHEN stage IN ('draft', 'proposed') THEN {through('plan_id', 'plans', 'draft')}"
        f" ELSE {through('plan_id', 'plans', 'sign')} END"
    ),
    "observations": (  # values that come with a plan, and those reported
        f"CASE WHEN plan_version_id IS NOT NULL THEN {through('indicator_id', 'indicators', *PLANNING)}"
        f" ELSE {through('indicator_id', 'indicators', 'report')} END"
    ),
    "events": through("plan_id", "plans", "report"),
    "decisions": through("plan_id", "plans", "decide"),
    "grants": over_all("grant"),
    "audit_entries": f"{read_setting('writer')} = to_jsonb(actor)",  # anybody who writes, and in their own name
}


def upgrade() -> None:
    """Upgrade."""
    for table, see in SEEN.items():
        policies.protect(table, see=see, add=ADDED[table])
    if op.get_context().dialect.name == "postgresql":
        # So that no temporary table of the same name can stand in for the one the trigger asks.
        op.execute("ALTER FUNCTION maalstreg_next_version() SET search_path = public, pg_temp")


def downgrade() -> None:
    """Downgrade."""
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER FUNCTION maalstreg_next_version() RESET search_path")
    for table in reversed(SEEN):
        policies.unprotect(table)
