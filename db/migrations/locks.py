"""Triggers that keep recorded rows unchanged, even by SQL written by hand. For use in migrations.

A migration that rebuilds a table on SQLite drops its triggers, and has to lock it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alembic import op

REFUSAL = "recorded rows are never changed or removed"
OUT_OF_TURN = "a signed plan changes by an amendment only, and a closed one is only opened again"
NOT_CLOSED = "a plan is settled by its newest version alone, which closes it"

# What identifies a row: SQLite's REPLACE would delete an existing one without firing a trigger for the deletion.
KEYS = {
    "plans": ("id = NEW.id", "key = NEW.key"),
    "plan_versions": ("id = NEW.id", "(plan_id = NEW.plan_id AND number = NEW.number)"),
    "indicators": ("id = NEW.id", "(institution_id = NEW.institution_id AND key = NEW.key)"),
    "plan_signatures": (
        "id = NEW.id",
        "(plan_id = NEW.plan_id AND number = NEW.number AND party = NEW.party)",
        "(plan_id = NEW.plan_id AND number = NEW.number AND person = NEW.person AND person LIKE '%@%')",
    ),
    "observations": ("id = NEW.id",),
    "breaks": ("id = NEW.id",),
    "institution_changes": ("id = NEW.id",),
    "indicator_changes": ("id = NEW.id",),
    "events": ("id = NEW.id",),
    "settled_parts": (
        "id = NEW.id",
        "(plan_id = NEW.plan_id AND version = NEW.version AND original = NEW.original"
        " AND kind = NEW.kind AND number = NEW.number)",
    ),
    "decisions": ("id = NEW.id",),
    "grants": ("id = NEW.id",),
    "thresholds": ("id = NEW.id",),
    "calendar_keys": ("id = NEW.id", "digest = NEW.digest"),
    "scenarios": ("id = NEW.id",),
    "report_steps": ("id = NEW.id",),
    "erasures": ("id = NEW.id",),
    "plan_proposals": ("id = NEW.id",),
    "meeting_steps": ("id = NEW.id",),
    "meeting_entries": ("id = NEW.id",),
    "annual_acts": ("id = NEW.id",),
    "journal_numbers": ("id = NEW.id",),
    "filed_notes": ("id = NEW.id",),
    "finding_answers": ("id = NEW.id",),
    "named_institutions": (
        "id = NEW.id",
        "(institution = NEW.institution AND plan_id = NEW.plan_id AND number = NEW.number)",
    ),
    "audit_entries": ("id = NEW.id", "seal = NEW.seal"),
}

OF_PROPOSALS = {
    "plan_signatures": (
        "id = NEW.id",
        "(proposal_id = NEW.proposal_id AND party = NEW.party)",
        "(proposal_id = NEW.proposal_id AND person = NEW.person AND person LIKE '%@%')",
        *(
            f"({one} AND proposal_id IS NULL AND NEW.proposal_id IS NULL)"
            for one in KEYS["plan_signatures"][1:]
        ),
    )
}
"""What identifies a signature since a plan's version may have several proposals."""

_STEPS = """
    SELECT 1 FROM plan_versions AS last
    WHERE last.plan_id = NEW.plan_id
      AND last.number = (SELECT max(number) FROM plan_versions WHERE plan_id = NEW.plan_id)
      AND (NEW.number <> last.number + 1
           OR (last.stage = 'closed' AND {still_closed})
           OR (last.stage NOT IN ('draft', 'proposed', 'closed')
               AND (NEW.stage IN ('draft', 'proposed')
                    OR NOT (({new_count} = {last_count} + 1 AND {new_earlier} = {last_all})
                            OR (NEW.stage = 'closed' AND {new_open} = {last_open})))))
"""
AFTER_SIGNING = _STEPS.replace(
    "{still_closed}",
    "(NEW.stage IN ('draft', 'proposed', 'closed')"
    " OR NOT ({new_times} = {last_times} + 1 AND {new_times_before} = {last_times_all}"
    " AND {new_otherwise} = {last_otherwise}))",
)
"""When a version may not follow: a closed plan is opened as it was, by one more reopening, which both parties sign."""
AFTER_SIGNING_WITHOUT_REOPENING = _STEPS.replace("{still_closed}", "1 = 1")
_CLOSED_BY_IT = """
    SELECT 1 FROM plan_versions AS closing
    WHERE closing.plan_id = NEW.plan_id AND closing.number = NEW.version AND closing.stage = 'closed'
      AND closing.number = (SELECT max(number) FROM plan_versions WHERE plan_id = NEW.plan_id)
"""
_SQLITE = {
    "new_count": "coalesce(json_array_length(NEW.document, '$.amendments'), 0)",
    "last_count": "coalesce(json_array_length(last.document, '$.amendments'), 0)",
    "new_earlier": "coalesce(json_remove(json_extract(NEW.document, '$.amendments'), '$[#-1]'), '[]')",
    "last_all": "coalesce(json_extract(last.document, '$.amendments'), '[]')",
    "new_open": "json_remove(NEW.document, '$.closed')",
    "last_open": "json(last.document)",
    "new_times": "coalesce(json_array_length(NEW.document, '$.reopenings'), 0)",
    "last_times": "coalesce(json_array_length(last.document, '$.reopenings'), 0)",
    "new_times_before": "coalesce(json_remove(json_extract(NEW.document, '$.reopenings'), '$[#-1]'), '[]')",
    "last_times_all": "coalesce(json_extract(last.document, '$.reopenings'), '[]')",
    "new_otherwise": "json_remove(NEW.document, '$.reopenings')",
    "last_otherwise": "json_remove(last.document, '$.reopenings', '$.closed')",
}
_POSTGRESQL = {
    "new_count": "jsonb_array_length(coalesce(NEW.document::jsonb -> 'amendments', '[]'))",
    "last_count": "jsonb_array_length(coalesce(last.document::jsonb -> 'amendments', '[]'))",
    "new_earlier": "coalesce(NEW.document::jsonb -> 'amendments', '[]') - (-1)",
    "last_all": "coalesce(last.document::jsonb -> 'amendments', '[]')",
    "new_open": "NEW.document::jsonb - 'closed'",
    "last_open": "last.document::jsonb",
    "new_times": "jsonb_array_length(coalesce(NEW.document::jsonb -> 'reopenings', '[]'))",
    "last_times": "jsonb_array_length(coalesce(last.document::jsonb -> 'reopenings', '[]'))",
    "new_times_before": "coalesce(NEW.document::jsonb -> 'reopenings', '[]') - (-1)",
    "last_times_all": "coalesce(last.document::jsonb -> 'reopenings', '[]')",
    "new_otherwise": "NEW.document::jsonb - 'reopenings'",
    "last_otherwise": "last.document::jsonb - 'reopenings' - 'closed'",
}


def lock(*tables: str, keys: Mapping[str, Sequence[str]] = KEYS) -> None:
    """Create triggers that refuse every change of these tables but inserts."""
    if not _sqlite():
        op.execute(
            _function("maalstreg_keep", f"RAISE integrity_constraint_violation USING MESSAGE = '{REFUSAL}';")
        )
    for table in tables:
        if _sqlite():
            for what in ("UPDATE", "DELETE"):
                op.execute(_refusing(f"keep_{table}_{what.lower()}", f"BEFORE {what} ON {table}", REFUSAL))
            there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(keys[table])})"  # noqa: S608 - names of our own
            op.execute(_refusing(f"keep_{table}_replace", f"BEFORE INSERT ON {table} {there}", REFUSAL))
        else:
            for name, when, each in (("rows", "UPDATE OR DELETE", "ROW"), ("all", "TRUNCATE", "STATEMENT")):
                op.execute(
                    f"CREATE TRIGGER keep_{table}_{name} BEFORE {when} ON {table} "
                    f"FOR EACH {each} EXECUTE FUNCTION maalstreg_keep()"
                )


def unlock(*tables: str) -> None:
    """Drop the triggers of `lock`."""
    for table in tables:
        for name in ("update", "delete", "replace") if _sqlite() else ("rows", "all"):
            op.execute(f"DROP TRIGGER keep_{table}_{name}" + ("" if _sqlite() else f" ON {table}"))


def forget() -> None:
    """Drop the triggers' function, once no table is locked any more."""
    if not _sqlite():
        op.execute("DROP FUNCTION maalstreg_keep()")


def guard_versions(steps: str = AFTER_SIGNING_WITHOUT_REOPENING) -> None:
    """Create a trigger that refuses a version of a plan that may not follow its previous version."""
    out_of_turn = steps.format(**(_SQLITE if _sqlite() else _POSTGRESQL))
    _guard("plan_versions", "maalstreg_next_version", f"EXISTS ({out_of_turn})", OUT_OF_TURN)


def unguard_versions() -> None:
    """Drop the trigger of `guard_versions`."""
    _unguard("plan_versions", "maalstreg_next_version")


def guard_settlements() -> None:
    """Create a trigger that refuses a part of a settlement which the newest version of its plan does not close."""
    _guard("settled_parts", "maalstreg_closed_by", f"NOT EXISTS ({_CLOSED_BY_IT})", NOT_CLOSED)
    if not _sqlite():
        # So that no temporary table of the same name can stand in for the one the trigger asks.
        op.execute("ALTER FUNCTION maalstreg_closed_by() SET search_path = public, pg_temp")


def unguard_settlements() -> None:
    """Drop the trigger of `guard_settlements`."""
    _unguard("settled_parts", "maalstreg_closed_by")


def _guard(table: str, function: str, wrong: str, message: str) -> None:
    """Create a trigger that refuses the new rows of a table for which a condition holds."""
    if _sqlite():
        op.execute(_refusing(f"guard_{table}", f"BEFORE INSERT ON {table} WHEN {wrong}", message))
        return
    body = (
        f"IF {wrong} THEN RAISE integrity_constraint_violation USING MESSAGE = '{message}'; "
        "END IF; RETURN NEW;"
    )
    op.execute(_function(function, body))
    op.execute(
        f"CREATE TRIGGER guard_{table} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()"
    )


def _unguard(table: str, function: str) -> None:
    op.execute(f"DROP TRIGGER guard_{table}" + ("" if _sqlite() else f" ON {table}"))
    if not _sqlite():
        op.execute(f"DROP FUNCTION {function}()")


def _sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def _refusing(name: str, place: str, message: str) -> str:
    return f"CREATE TRIGGER {name} {place} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
