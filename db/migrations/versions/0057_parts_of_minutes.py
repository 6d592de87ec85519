"""Of the minutes of a meeting about an area each institution has a row of its own, and sees its own part alone."""

from collections.abc import Sequence

from db.migrations import policies
from db.migrations.policies import of_institution, over, over_all, read_setting

revision: str = "0057"
down_revision: str | None = "0056"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

OWN = f"{read_setting('writer')} = to_jsonb(person)"
SHOWN = "'planned', 'opened', 'approved_department'"
AGREED = "'commented', 'approved_institution'"


def find_areas(action: str) -> str:
    """Build the condition that an action is permitted over an institution that is or was in a row's area."""
    return f"""area IN (
        SELECT ministry_area FROM institutions WHERE {over("key", action)}
        UNION SELECT c.ministry_area FROM institution_changes c
        WHERE c.institution_id IN (SELECT id FROM institutions WHERE {over("key", action)})
    )"""  # noqa: S608 - names of our own


OF_AREA = f"(institution_id IS NULL AND {find_areas('meet')})"
MEETS = f"{of_institution('meet')} OR {OF_AREA}"
# What was captured is the department's until a close tells it to the institution.
TOLD = """EXISTS (
    SELECT 1 FROM meeting_steps s
    WHERE s.kind = 'closed' AND s.institution_id = meeting_entries.institution_id AND s.area IS NULL
      AND s.quarter = meeting_entries.quarter AND s.recorded_at >= meeting_entries.recorded_at
)"""
OF_PART = f"s.kind = 'closed' AND s.area IS NOT NULL AND s.{of_institution('read_minutes')}"
# A line that says of another that it is done, or struck out, is told where that one is and its own meeting is closed.
TOLD_OF_AREA = f"""(institution_id IS NULL AND area IS NOT NULL AND coalesce(about, id) IN (
    SELECT json_array_elements_text(s.document::json -> 'entries')::integer FROM meeting_steps s WHERE {OF_PART}
) AND EXISTS (
    SELECT 1 FROM meeting_steps s WHERE {OF_PART} AND s.area = meeting_entries.area
      AND s.quarter = meeting_entries.quarter AND s.recorded_at >= meeting_entries.recorded_at
))"""  # noqa: S608 - names of our own
OLD_TOLD = TOLD.replace(" AND s.area IS NULL", "")


def upgrade() -> None:
    """Upgrade."""
    for table in ("meeting_entries", "meeting_steps"):
        policies.unprotect(table)
    policies.protect(
        "meeting_steps",
        see=f"""{over_all("see")} OR CASE
            WHEN institution_id IS NULL THEN {OF_AREA} OR (kind IN ({SHOWN}) AND {find_areas("read_minutes")})
            WHEN area IS NULL THEN {of_institution("see", "meet")}
            ELSE {of_institution("read_minutes", "meet")} END""",
        add=f"""{OWN} AND CASE
            WHEN institution_id IS NULL OR area IS NULL THEN
                CASE WHEN kind IN ({AGREED}) THEN {of_institution("agree_minutes")} ELSE {MEETS} END
            WHEN kind = 'commented' THEN {of_institution("agree_minutes")}
            ELSE kind = 'closed' AND ({of_institution("meet")}) END""",
    )
    policies.protect(
        "meeting_entries",
        see=f"{over_all('see')} OR {MEETS} OR (({of_institution('see')}) AND {TOLD}) OR {TOLD_OF_AREA}",
        add=f"{OWN} AND ({MEETS})",
    )


def downgrade() -> None:
    """Downgrade."""
    for table in ("meeting_entries", "meeting_steps"):
        policies.unprotect(table)
    policies.protect(
        "meeting_steps",
        see=f"{of_institution('see', 'meet')} OR {OF_AREA} OR {over_all('see')}",
        add=f"{OWN} AND CASE WHEN kind IN ({AGREED}) THEN {of_institution('agree_minutes')} ELSE {MEETS} END",
    )
    policies.protect(
        "meeting_entries",
        see=f"{over_all('see')} OR {MEETS} OR (({of_institution('see')}) AND {OLD_TOLD})",
        add=f"{OWN} AND ({MEETS})",
    )
