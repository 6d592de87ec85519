"""What kind each table is, and which columns of a sealed one an audit entry covers.

- Sealed: rows are only added, and the entry of their change seals them.
- Append-only: rows are only added, and no entry seals them.
- Working data: rows come and go.
"""

from __future__ import annotations

# Version 1 sealed the rows alone; from version 2 on the seal covers the version as well.
FIRST_VERSION, NEWEST_VERSION = 1, 23

SEALED: dict[str, tuple[str, ...]] = {
    "plans": ("id", "key", "institution_id"),
    "plan_versions": ("id", "plan_id", "number", "stage", "document", "recorded_at", "entered_at"),
    "indicators": (
        *("id", "institution_id", "key", "name", "unit", "decimals", "better", "frequency"),
        "definition",
    ),
    "observations": (
        *("id", "indicator_id", "plan_version_id", "period", "start", "end"),
        *("value", "numerator", "denominator", "exempt", "precision", "chosen"),
        *("provisional", "note", "source", "recorded_at", "entered_at"),
    ),
    "events": (
        *("id", "plan_id", "criterion", "kind", "on", "word", "note", "source"),
        *("recorded_at", "entered_at"),
    ),
    "decisions": (
        *("id", "plan_id", "kind", "goal", "points", "on", "until", "by", "reason", "revokes"),
        "recorded_at",
    ),
    "grants": ("id", "person", "role", "institution_id", "area", "start", "end", "revokes", "recorded_at"),
    "thresholds": ("id", "area", "name", "value", "reason", "recorded_at"),
    "calendar_keys": ("id", "person", "digest", "recorded_at"),
    "scenarios": (
        *("id", "key", "plan_id", "person", "name", "note", "choices", "version", "as_of", "digests"),
        *("removed", "recorded_at"),
    ),
    "breaks": ("id", "indicator_id", "on", "note", "retracted", "recorded_at"),
    "institution_changes": (),
    "indicator_changes": (),
    "settled_parts": (),
    "plan_signatures": (),
    "report_steps": (),
    "erasures": (),
    "plan_proposals": (),
    "meeting_steps": (),
    "meeting_entries": (),
    "annual_acts": (),
    "journal_numbers": (),
    "filed_notes": (),
    "finding_answers": (),
}
"""The columns of each sealed table as version 1 sealed them. They never change."""

_OF_INDICATOR_CHANGES = (
    *("id", "indicator_id", "since", "name", "definition", "unit", "decimals", "better", "frequency"),
    *("reports", "only_rises", "reason", "recorded_at"),
)
_OF_SETTLED_PARTS = (
    *("id", "plan_id", "version", "on", "known_at", "recorded_at", "entered_at", "afterwards", "original"),
    *("kind", "number", "status", "least", "most", "secured", "open", "lost", "word", "trace"),
)
_OF_PLAN_SIGNATURES = (
    *("id", "plan_id", "number", "party", "role", "organisation", "on", "reason", "person"),
    "recorded_at",
)
_OF_REPORT_STEPS = (
    *("id", "plan_id", "quarter", "end", "due", "kind", "person", "role", "words", "rows"),
    *("until", "word", "document", "recorded_at"),
)
_OF_PLAN_PROPOSALS = (
    *("id", "plan_id", "number", "kind", "since", "reason", "document", "person"),
    "recorded_at",
)
_OF_MEETING_STEPS = (
    *("id", "institution_id", "area", "quarter", "kind", "person", "role", "words", "absent", "on"),
    *("document", "recorded_at"),
)
_OF_MEETING_ENTRIES = (
    *("id", "institution_id", "area", "quarter", "kind", "plan_id", "goal", "text", "owner", "due", "on"),
    *("about", "decision_id", "person", "role", "recorded_at"),
)
_OF_ANNUAL_ACTS = ("id", "plan_id", "number", "act", "person", "role", "words", "document", "recorded_at")
_OF_JOURNAL_NUMBERS = (
    *("id", "institution_id", "area", "document", "party", "number", "digest", "person"),
    "recorded_at",
)
_OF_FINDING_ANSWERS = (
    *("id", "plan_id", "rule", "place", "digest", "kind", "reason", "person"),
    "recorded_at",
)
LATER_COLUMNS: tuple[tuple[int, str, str], ...] = (
    (3, "observations", "withdrawn"),
    (3, "observations", "backfilled"),
    (3, "observations", "awaited"),
    (4, "indicators", "reports"),
    (4, "indicators", "only_rises"),
    (5, "institution_changes", "id"),
    (5, "institution_changes", "institution_id"),
    (5, "institution_changes", "since"),
    (5, "institution_changes", "name"),
    (5, "institution_changes", "ministry_area"),
    (5, "institution_changes", "successor_id"),
    (5, "institution_changes", "reason"),
    (5, "institution_changes", "recorded_at"),
    *((6, "indicator_changes", name) for name in _OF_INDICATOR_CHANGES),
    (7, "scenarios", "shared"),
    *((8, "settled_parts", name) for name in _OF_SETTLED_PARTS),
    *((9, "plan_signatures", name) for name in _OF_PLAN_SIGNATURES),
    *((10, "report_steps", name) for name in _OF_REPORT_STEPS),
    *((11, "erasures", name) for name in ("id", "entry", "name", "before", "after")),
    (12, "events", "value"),
    *((13, "plan_proposals", name) for name in _OF_PLAN_PROPOSALS),
    (13, "plan_signatures", "proposal_id"),
    *((14, table, name) for table in ("indicators", "indicator_changes") for name in ("owner", "source")),
    (15, "grants", "goals"),
    *((16, "meeting_steps", name) for name in _OF_MEETING_STEPS),
    *((16, "meeting_entries", name) for name in _OF_MEETING_ENTRIES),
    *((17, "annual_acts", name) for name in _OF_ANNUAL_ACTS),
    *((18, "journal_numbers", name) for name in _OF_JOURNAL_NUMBERS),
    (19, "annual_acts", "year"),
    (20, "plans", "kind"),
    *((21, "events", name) for name in ("occurrence", "ends")),
    *((22, "filed_notes", name) for name in ("id", "plan_id", "person", "role", "document", "recorded_at")),
    (23, "institution_changes", "origin_id"),
    *((23, table, "cases") for table in ("indicators", "indicator_changes")),
    (23, "observations", "origin"),
    *((23, "finding_answers", name) for name in _OF_FINDING_ANSWERS),
)
"""Columns that came later: the version of the digest that first covers one, its table and its name, in order."""

DERIVED = ("named_institutions",)
"""What the database itself adds from a sealed row, with it: it is locked, and says nothing that the row does not."""
APPEND_ONLY = ("institutions", "audit_entries", *DERIVED)
CACHED = ("kept_areas",)
"""What can be thrown away at any time: it is worked out again."""
WORKING = (
    *("sent_reminders", "report_drafts", "evidence_files", "evidence_contents", "typed_fields"),
    *CACHED,
)


def find_sealed_columns(table: str, version: int) -> tuple[str, ...]:
    """Find the columns of a table that a version of the digest covers, in the order in which it writes them."""
    later = (name for since, of, name in LATER_COLUMNS if of == table and since <= version)
    return (*SEALED.get(table, ()), *later)
