"""A threshold takes the right to decide over every institution of its ministry area, as the command asks for."""

from collections.abc import Sequence

from db.migrations import policies
from db.migrations.policies import over, over_all

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

AREAS = "SELECT ministry_area FROM institutions"
SEEN = f"{over_all('see')} OR area IN ({AREAS})"
SOME = f"area IN ({AREAS} WHERE {over('key', 'decide')})"
ALL = f"{SOME} AND area NOT IN ({AREAS} WHERE NOT ({over('key', 'decide')}))"


def upgrade() -> None:
    """Upgrade."""
    policies.unprotect("thresholds")
    policies.protect("thresholds", see=SEEN, add=ALL)


def downgrade() -> None:
    """Downgrade."""
    policies.unprotect("thresholds")
    policies.protect("thresholds", see=SEEN, add=SOME)
