"""Triggers that keep recorded rows unchanged, even by SQL written by hand. For use in migrations.

A migration that rebuilds a table on SQLite drops its triggers, and has to lock it again.
"""

from __future__ import annotations

from alembic import op

REFUSAL = "recorded rows are never changed or removed"
OUT_OF_TURN = "a signed plan changes by an amendment only, and a closed one not at all"

# What identifies a row: SQLite's REPLACE would delete an existing one without firing a trigger for the deletion.
KEYS = {
    "plans": ("id = NEW.id", "key = NEW.key"),
    "plan_versions": ("id = NEW.id", "(plan_id = NEW.plan_id AND number = NEW.number)"),
    "indicators": ("id = NEW.id", "(institution_id = NEW.institution_id AND key = NEW.key)"),
    "observations": ("id = NEW.id",),
    "breaks": ("id = NEW.id",),
    "institution_changes": ("id = NEW.id",),
    "indicator_changes": ("id = NEW.id",),
    "events": ("id = NEW.id",),
    "decisions": ("id = NEW.id",),
    "grants": ("id = NEW.id",),
    "thresholds": ("id = NEW.id",),
    "calendar_keys": ("id = NEW.id", "digest = NEW.digest"),
    "scenarios": ("id = NEW.id",),
    "audit_entries": ("id = NEW.id", "seal = NEW.seal"),
}

_AFTER_SIGNING = """
    SELECT 1 FROM plan_versions AS last
    WHERE last.plan_id = NEW.plan_id
      AND last.number = (SELECT max(number) FROM plan_versions WHERE plan_id = NEW.plan_id)
      AND (NEW.number <> last.number + 1
           OR last.stage = 'closed'
           OR (last.stage NOT IN ('draft', 'proposed')
               AND (NEW.stage IN ('draft', 'proposed')
                    OR NOT (({new_count} = {last_count} + 1 AND {new_earlier} = {last_all})
                            OR (NEW.stage = 'closed' AND {new_open} = {last_open})))))
"""
_SQLITE = {
    "new_count": "coalesce(json_array_length(NEW.document, '$.amendments'), 0)",
    "last_count": "coalesce(json_array_length(last.document, '$.amendments'), 0)",
    "new_earlier": "coalesce(json_remove(json_extract(NEW.document, '$.amendments'), '$[#-1]'), '[]')",
    "last_all": "coalesce(json_extract(last.document, '$.amendments'), '[]')",
    "new_open": "json_remove(NEW.document, '$.closed')",
    "last_open": "json(last.document)",
}
_POSTGRESQL = {
    "new_count": "jsonb_array_length(coalesce(NEW.document::jsonb -> 'amendments', '[]'))",
    "last_count": "jsonb_array_length(coalesce(last.document::jsonb -> 'amendments', '[]'))",
    "new_earlier": "coalesce(NEW.document::jsonb -> 'amendments', '[]') - (-1)",
    "last_all": "coalesce(last.document::jsonb -> 'amendments', '[]')",
    "new_open": "NEW.document::jsonb - 'closed'",
    "last_open": "last.document::jsonb",
}


def lock(*tables: str) -> None:
    """Create triggers that refuse every change of these tables but inserts."""
    if not _sqlite():
        op.execute(
            _function("maalstreg_keep", f"RAISE integrity_constraint_violation USING MESSAGE = '{REFUSAL}';")
        )
    for table in tables:
        if _sqlite():
            for what in ("UPDATE", "DELETE"):
                op.execute(_refusing(f"keep_{table}_{what.lower()}", f"BEFORE {what} ON {table}", REFUSAL))
            there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(KEYS[table])})"  # noqa: S608 - names of our own
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


def guard_versions() -> None:
    """Create a trigger that refuses a version of a plan that may not follow its previous version."""
    out_of_turn = _AFTER_SIGNING.format(**(_SQLITE if _sqlite() else _POSTGRESQL))
    if _sqlite():
        place = f"BEFORE INSERT ON plan_versions WHEN EXISTS ({out_of_turn})"
        op.execute(_refusing("guard_plan_versions", place, OUT_OF_TURN))
        return
    body = (
        f"IF EXISTS ({out_of_turn}) THEN RAISE integrity_constraint_violation USING MESSAGE = '{OUT_OF_TURN}'; "
        "END IF; RETURN NEW;"
    )
    op.execute(_function("maalstreg_next_version", body))
    op.execute(
        "CREATE TRIGGER guard_plan_versions BEFORE INSERT ON plan_versions "
        "FOR EACH ROW EXECUTE FUNCTION maalstreg_next_version()"
    )


def unguard_versions() -> None:
    """Drop the trigger of `guard_versions`."""
    op.execute("DROP TRIGGER guard_plan_versions" + ("" if _sqlite() else " ON plan_versions"))
    if not _sqlite():
        op.execute("DROP FUNCTION maalstreg_next_version()")


def _sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def _refusing(name: str, place: str, message: str) -> str:
    return f"CREATE TRIGGER {name} {place} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
