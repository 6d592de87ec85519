"""Whoever sends a report may take it back, and a chief may let somebody approve in their place."""

from collections.abc import Mapping, Sequence

from alembic import op

from db.migrations import policies
from db.migrations.policies import of_institution, over_all, read_setting, through

revision: str = "0027"
down_revision: str | None = "0030"
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
"""The right that each kind of step took before."""

# A policy on a table cannot ask that table, and a function can.
IS_DELEGATION = """
    CREATE FUNCTION maalstreg_is_delegation(number integer, institution integer) RETURNS boolean
    LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
    BEGIN
        RETURN EXISTS (
            SELECT 1 FROM grants
            WHERE id = number AND role = 'deputy' AND institution_id = institution AND revokes IS NULL
        );
    END $$
"""


def upgrade() -> None:
    """Upgrade."""
    _protect_steps({**RIGHTS, "prepare": (*RIGHTS["prepare"], "taken_back")})
    if _is_postgresql():
        op.execute(IS_DELEGATION)
    # Whoever may delegate ends delegations by a row that names them, and no other grant.
    delegated = (
        f"role = 'deputy' AND area IS NULL AND ({of_institution('delegate')})"
        ' AND CASE WHEN revokes IS NULL THEN "end" IS NOT NULL'
        " ELSE maalstreg_is_delegation(revokes, institution_id) END"
    )
    _protect_grants(f"{over_all('grant')} OR ({delegated})")


def downgrade() -> None:
    """Downgrade."""
    _protect_grants(over_all("grant"))
    if _is_postgresql():
        op.execute("DROP FUNCTION maalstreg_is_delegation(integer, integer)")
    _protect_steps(RIGHTS)


def _protect_steps(rights: Mapping[str, Sequence[str]]) -> None:
    own = f"{read_setting('writer')} = to_jsonb(person)"
    allowed = " OR ".join(
        f"(kind IN ({', '.join(repr(kind) for kind in kinds)}) AND ({through('plan_id', 'plans', right)}))"
        for right, kinds in rights.items()
    )
    policies.unprotect("report_steps")
    policies.protect("report_steps", see=through("plan_id", "plans", "see"), add=f"{own} AND ({allowed})")


def _protect_grants(add: str) -> None:
    policies.unprotect("grants")
    policies.protect("grants", see=over_all("see"), add=add)


def _is_postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"
