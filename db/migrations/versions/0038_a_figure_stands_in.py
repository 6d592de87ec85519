"""The department notes a figure of its own in the place of one that is missing."""

from collections.abc import Mapping, Sequence

from db.migrations import policies
from db.migrations.policies import read_setting, through

revision: str = "0038"
down_revision: str | None = "0037"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

RIGHTS = {
    "prepare": ("sent", "reopened", "taken_back"),
    "approve": ("returned", "approved", "answered", "replied"),
    "share": ("shared",),
    "receive": ("received",),
    "confirm": ("confirmed", "doubted", "refused", "assessed"),
    "ask": ("asked",),
    "except": ("excepted",),
}
"""The right that each kind of step took before."""


def upgrade() -> None:
    """Upgrade."""
    _protect_steps({**RIGHTS, "confirm": (*RIGHTS["confirm"], "noted")})


def downgrade() -> None:
    """Downgrade. What was noted stays."""
    _protect_steps(RIGHTS)


def _protect_steps(rights: Mapping[str, Sequence[str]]) -> None:
    own = f"{read_setting('writer')} = to_jsonb(person)"
    allowed = " OR ".join(
        f"(kind IN ({', '.join(repr(kind) for kind in kinds)}) AND ({through('plan_id', 'plans', right)}))"
        for right, kinds in rights.items()
    )
    policies.unprotect("report_steps")
    policies.protect("report_steps", see=through("plan_id", "plans", "see"), add=f"{own} AND ({allowed})")
