"""SQL that finds the rows of one institution, and adds a row of each table for it."""

from __future__ import annotations

_BY_PLAN = "JOIN plans p ON p.id = t.plan_id JOIN institutions i ON i.id = p.institution_id"
_BY_SERIES = "JOIN indicators n ON n.id = t.indicator_id JOIN institutions i ON i.id = n.institution_id"
OWNER_OF = {
    "institutions": "JOIN institutions i ON i.id = t.id",
    "indicators": "JOIN institutions i ON i.id = t.institution_id",
    "institution_changes": "JOIN institutions i ON i.id = t.institution_id",
    "meeting_steps": "JOIN institutions i ON i.id = t.institution_id",
    "meeting_entries": "JOIN institutions i ON i.id = t.institution_id",
    "journal_numbers": "JOIN institutions i ON i.id = t.institution_id",
    "plans": "JOIN institutions i ON i.id = t.institution_id",
    **dict.fromkeys(("plan_versions", "plan_signatures", "events", "decisions", "scenarios"), _BY_PLAN),
    **dict.fromkeys(("plan_proposals", "annual_acts", "filed_notes", "finding_answers"), _BY_PLAN),
    **dict.fromkeys(("settled_parts", "named_institutions"), _BY_PLAN),
    **dict.fromkeys(("report_steps", "report_drafts", "evidence_files", "evidence_contents"), _BY_PLAN),
    "typed_fields": _BY_PLAN,
    **dict.fromkeys(("observations", "breaks", "indicator_changes"), _BY_SERIES),
    "thresholds": "JOIN institutions i ON i.ministry_area = t.area",
}
"""How the rows of a table are found that belong to an institution."""

PLANS = "SELECT p.id FROM plans p JOIN institutions i ON i.id = p.institution_id WHERE i.key = :key"
NEWEST = "SELECT max(number) FROM plan_versions w WHERE w.plan_id = v.plan_id"
PLAN = "(SELECT min(p.id) FROM plans p JOIN institutions i ON i.id = p.institution_id WHERE i.key = :key)"
SERIES = (
    "(SELECT min(n.id) FROM indicators n JOIN institutions i ON i.id = n.institution_id WHERE i.key = :key)"
)
INSTITUTION = "(SELECT id FROM institutions WHERE key = :key)"
WRITER = "coalesce(nullif(current_setting('maalstreg.writer', true), '')::jsonb #>> '{}', '')"
ADDING = {
    "indicators": "(institution_id, key, name, unit, decimals, better, frequency)"
    f" VALUES ({INSTITUTION}, 'new', 'x', 'count', 0, 'near', 'year')",
    "plans": f"(key, institution_id) VALUES ('new', {INSTITUTION})",
    "plan_versions": "(plan_id, number, stage, document, recorded_at, entered_at)"  # noqa: S608 - names of our own
    " SELECT plan_id, number + 1, 'closed', document, now(), now() FROM plan_versions v"
    f" WHERE plan_id IN ({PLANS}) AND number = ({NEWEST}) AND stage = 'signed' LIMIT 1",
    "observations": '(indicator_id, period, start, "end", value, provisional, recorded_at, entered_at)'
    f" VALUES ({SERIES}, '2001', '2001-01-01', '2001-12-31', 1, false, now(), now())",
    "breaks": f"(indicator_id, \"on\", note, retracted, recorded_at) VALUES ({SERIES}, now(), 'x', false, now())",
    "events": '(plan_id, criterion, kind, "on", recorded_at, entered_at)'
    f" VALUES ({PLAN}, '1', 'met', '2017-01-01', now(), now())",
    "decisions": '(plan_id, kind, "on", by, reason, recorded_at)'
    f" VALUES ({PLAN}, 'pay', '2017-01-01', 'x', 'x', now())",
    "settled_parts": '(plan_id, version, "on", known_at, recorded_at, entered_at, afterwards, original, kind,'  # noqa: S608
    " number, least, most) SELECT plan_id, number, now(), now(), now(), now(), false, false, 'goal', '99', '0', '1'"
    f" FROM plan_versions v WHERE plan_id IN ({PLANS}) AND number = ({NEWEST}) AND stage = 'closed' LIMIT 1",
    "scenarios": "(key, plan_id, person, name, note, choices, version, as_of, digests, removed, recorded_at)"
    f" VALUES ('x', {PLAN}, {WRITER}, 'x', '', '{{}}', 1,"
    " '2017-01-01', '[]', false, now())",
    "plan_signatures": '(plan_id, number, party, role, organisation, "on", person, recorded_at)'
    f" SELECT {PLAN}, 1, 'institution', 'chief', 'x', now(), {WRITER}, now()",
    "plan_proposals": "(plan_id, number, kind, reason, person, recorded_at)"
    f" SELECT {PLAN}, 1, 'withdrawn', 'x', {WRITER}, now()",
    "annual_acts": "(plan_id, number, act, person, role, words, recorded_at)"
    f" SELECT {PLAN}, 1, 'approved', {WRITER}, 'chief', '', now()",
    "filed_notes": "(plan_id, person, role, document, recorded_at)"
    f" SELECT {PLAN}, {WRITER}, 'head', '{{}}', now()",
    "finding_answers": "(plan_id, rule, place, digest, kind, reason, person, recorded_at)"
    f" SELECT {PLAN}, 'goal_count', '', 'x', 'kept', 'x', {WRITER}, now()",
    "named_institutions": f"(plan_id, number, institution) VALUES ({PLAN}, 1, 'x')",
    "report_steps": '(plan_id, quarter, "end", kind, person, role, words, rows, word, recorded_at)'
    f" VALUES ({PLAN}, 'x', '2017-03-31', 'approved', {WRITER}, 'chief', '', '[]', '', now())",
    "meeting_steps": "(institution_id, quarter, kind, person, role, words, absent, recorded_at)"
    f" VALUES ({INSTITUTION}, 'x', 'opened', {WRITER}, 'head', '', '', now())",
    "meeting_entries": "(institution_id, quarter, kind, goal, text, owner, person, role, recorded_at)"
    f" VALUES ({INSTITUTION}, 'x', 'note', '', 'x', '', {WRITER}, 'head', now())",
    "journal_numbers": "(institution_id, document, party, number, digest, person, recorded_at)"
    f" VALUES ({INSTITUTION}, 'plan-1', 'institution', 'x', 'x', {WRITER}, now())",
    "report_drafts": "(plan_id, quarter, line, field, text, person, saved_at, version)"
    f" VALUES ({PLAN}, 'x', gen_random_uuid()::text, 'x', 'x', {WRITER}, now(), 1)",
    "evidence_files": "(plan_id, quarter, line, key, name, kind, size, digest, journal, person, saved_at)"
    f" VALUES ({PLAN}, 'x', 'x', replace(gen_random_uuid()::text, '-', ''), 'x', 'pdf', 1, 'x', '', {WRITER}, now())",
    "evidence_contents": "(plan_id, key, digest, size, content)"
    f" VALUES ({PLAN}, replace(gen_random_uuid()::text, '-', ''), 'x', 1, 'x')",
    "typed_fields": "(plan_id, form, field, text, base, person, saved_at, version)"
    f" VALUES ({PLAN}, 'x', gen_random_uuid()::text, 'x', 'x', {WRITER}, now(), 1)",
    "indicator_changes": "(indicator_id, since, name, reason, recorded_at)"
    f" VALUES ({SERIES}, now(), 'x', 'x', now())",
    "institution_changes": "(institution_id, since, name, reason, recorded_at)"
    f" VALUES ({INSTITUTION}, now(), 'x', 'x', now())",
    "thresholds": "(area, name, value, reason, recorded_at)"
    " SELECT ministry_area, 'likely', 50, 'x', now() FROM institutions WHERE key = :key",
}
"""A row of each table for the institution `:key`."""

OF_REPORTS_AND_DRAFTS = (
    "report_steps",
    "report_drafts",
    "evidence_files",
    "evidence_contents",
    "typed_fields",
    "plan_proposals",
    "meeting_steps",
    "meeting_entries",
    "annual_acts",
    "journal_numbers",
    "filed_notes",
    "finding_answers",
)
"""Tables without a command that adds a row of any institution's by itself."""
