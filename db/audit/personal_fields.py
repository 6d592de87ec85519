"""The fields that hold, or may hold, something of a person. docs/personal-data.md tells the same, by a test."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

PERSONAL: Mapping[str, tuple[str, ...]] = {
    "grants": ("person",),
    "audit_entries": ("actor", "subject"),
    "calendar_keys": ("person",),
    "scenarios": ("person", "name", "note"),
    "sent_reminders": ("person",),
    "plan_versions": ("document",),
    "plan_signatures": ("person", "reason"),
    "plan_proposals": ("person", "reason", "document"),
    "decisions": ("by", "reason"),
    "thresholds": ("reason",),
    "institution_changes": ("reason",),
    "indicator_changes": ("reason",),
    "observations": ("note", "source"),
    "events": ("note", "source"),
    "breaks": ("note",),
    "settled_parts": ("trace",),
    "report_steps": ("person", "words", "document"),
    "report_drafts": ("person", "text"),
    "meeting_steps": ("person", "words", "absent", "document"),
    "meeting_entries": ("person", "text", "owner"),
    "annual_acts": ("person", "words", "document"),
    "journal_numbers": ("person", "number"),
    "filed_notes": ("person", "document"),
    "finding_answers": ("person", "reason"),
    "evidence_files": ("person", "name", "journal"),
    "typed_fields": ("person", "text", "base"),
}
OF_A_PLAN: Mapping[str, tuple[str, ...]] = {
    "plan_versions": ("document",),
    "plan_signatures": ("reason",),
    "plan_proposals": ("reason", "document"),
    "decisions": ("by", "reason"),
    "events": ("note", "source"),
    "settled_parts": ("trace",),
    "scenarios": ("name", "note"),
    "report_steps": ("words", "document"),
    "meeting_entries": ("text", "owner"),
    "annual_acts": ("words", "document"),
    "filed_notes": ("document",),
    "finding_answers": ("reason",),
}
"""The texts that belong to one plan. What is said of a figure belongs to its series, which other plans read as well."""

STRUCTURED = {
    ("plan_versions", "document"),
    ("plan_proposals", "document"),
    ("settled_parts", "trace"),
    ("report_steps", "document"),
    ("meeting_steps", "document"),
    ("annual_acts", "document"),
    ("filed_notes", "document"),
}
"""Fields with JSON, of which the texts below are meant and nothing else."""
WRITTEN = frozenset(
    {
        *("role", "reason", "note", "source", "document", "cause", "measure", "evidence", "text"),
        *("file", "journal", "comment", "drawn", "drawn_on", "drawn_by", "drawn_by_definition"),
        *("attended", "absent"),
    }
)
"""The texts within JSON that are free, and needed for nothing but reading them."""
TOLD = WRITTEN | {
    *("title", "group", "organisation", "department", "issued_by", "strategic_picture", "person"),
    *("said", "condition"),
}
"""The texts within JSON in which somebody may be named."""


def replace_text(field: tuple[str, str], text: str, within: Collection[str], by: Callable[[str], str]) -> str:
    """Replace what a field holds, or the texts within it that have one of these names."""
    if field not in STRUCTURED:
        return by(text)
    found = json.loads(text)
    replaced = _replace_within(found, within, by)
    return text if replaced == found else json.dumps(replaced, ensure_ascii=False, separators=(",", ":"))


def _replace_within(value: Any, within: Collection[str], by: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_replace_within(part, within, by) for part in value]
    if isinstance(value, dict):
        return {
            name: by(part) if name in within and isinstance(part, str) else _replace_within(part, within, by)
            for name, part in value.items()
        }
    return value
