"""docs/personal-data.md names every field that holds, or may hold, something of a person."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import String

from db.audit.personal_fields import PERSONAL
from db.models import Base

TOLD = (Path(__file__).resolve().parent.parent / "docs/personal-data.md").read_text("utf-8")
OF_NO_PERSON = {
    *("institutions.key", "institutions.name", "institutions.ministry_area"),
    *("institution_changes.name", "institution_changes.ministry_area"),
    *(
        f"indicators.{name}"
        for name in ("key", "name", "unit", "better", "frequency", "definition", "reports", "owner", "source")
    ),
    *("indicators.cases", "indicator_changes.cases", "observations.origin"),
    *(
        f"indicator_changes.{name}"
        for name in ("name", "definition", "unit", "better", "frequency", "reports", "owner", "source")
    ),
    *("plans.key", "plans.kind", "plan_versions.stage", "observations.period", "observations.precision"),
    *("events.criterion", "events.kind", "events.word", "decisions.kind", "decisions.goal"),
    *(f"audit_entries.{name}" for name in ("action", "rows", "previous", "seal")),
    *(
        "grants.role",
        "grants.area",
        "grants.goals",
        "thresholds.area",
        "thresholds.name",
        "calendar_keys.digest",
    ),
    *(f"settled_parts.{name}" for name in ("kind", "number", "status", "least", "most", "word")),
    *(f"settled_parts.{name}" for name in ("secured", "open", "lost")),
    *(f"plan_signatures.{name}" for name in ("party", "role", "organisation")),
    "plan_proposals.kind",
    *(f"report_steps.{name}" for name in ("quarter", "kind", "role", "rows", "word")),
    *(f"meeting_steps.{name}" for name in ("area", "quarter", "kind", "role")),
    *(f"meeting_entries.{name}" for name in ("area", "quarter", "kind", "goal", "role")),
    *(f"annual_acts.{name}" for name in ("act", "role")),
    "filed_notes.role",
    *(f"finding_answers.{name}" for name in ("rule", "place", "digest", "kind")),
    *(f"journal_numbers.{name}" for name in ("area", "document", "party", "digest")),
    *(f"report_drafts.{name}" for name in ("quarter", "line", "field")),
    *(f"evidence_files.{name}" for name in ("quarter", "line", "key", "kind", "digest")),
    *("evidence_contents.key", "evidence_contents.digest"),
    *(f"typed_fields.{name}" for name in ("form", "field")),
    *(f"kept_areas.{name}" for name in ("key", "document", "seal")),
    "named_institutions.institution",
    *(f"erasures.{name}" for name in ("name", "before", "after")),
    *("scenarios.key", "scenarios.choices", "scenarios.digests", "sent_reminders.deadline"),
}
"""Names and texts of institutions and series, words of the program, and digests."""


def test_every_field_with_text_is_told_or_is_of_no_person() -> None:
    texts = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String)
    }
    rows = [line.split("|")[1] for line in TOLD.splitlines() if line.startswith("| `")]
    told = {field for row in rows for field in re.findall(r"`(\w+\.\w+)`", row)}
    assert told & OF_NO_PERSON == set()
    assert texts == told | OF_NO_PERSON
    assert told == {f"{table}.{column}" for table, columns in PERSONAL.items() for column in columns}
