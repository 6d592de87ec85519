"""Row-level security: which rows PostgreSQL shows to a transaction and accepts from it. For use in migrations.

`db.scope` declares what a transaction may do in settings named by the actions of `metrics.access`, each either JSON's
true or a list of institutions. Without a declaration nothing is permitted, not even to the owner of the tables.
"""

# Each setting is read in a subquery of its own, so that PostgreSQL evaluates it once and not for every row.

from __future__ import annotations

from alembic import op


def protect(table: str, *, see: str, add: str, remove: str | None = None) -> None:
    """Create policies that show the rows for which `see` holds, and accept the rows for which `add` holds.

    No row can be updated, and only those for which `remove` holds can be deleted.
    """
    if not _postgresql():
        return
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY see_{table} ON {table} FOR SELECT USING ({see})")
    op.execute(f"CREATE POLICY add_{table} ON {table} FOR INSERT WITH CHECK ({add})")
    if remove is not None:
        op.execute(f"CREATE POLICY remove_{table} ON {table} FOR DELETE USING ({remove})")


def unprotect(table: str, *, removable: bool = False) -> None:
    """Drop the policies of `protect`, for a migration that has to read or change rows itself."""
    if not _postgresql():
        return
    op.execute(f"DROP POLICY see_{table} ON {table}")
    op.execute(f"DROP POLICY add_{table} ON {table}")
    if removable:
        op.execute(f"DROP POLICY remove_{table} ON {table}")
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def over_all(*actions: str) -> str:
    """Build the condition that one of the actions is permitted over everything."""
    return " OR ".join(f"(SELECT {read_setting(action)} = 'true')" for action in actions)


def over(key: str, *actions: str) -> str:
    """Build the condition that one of the actions is permitted over the institution whose key is in a column."""
    return f"{over_all(*actions)} OR " + " OR ".join(
        f"(SELECT {read_setting(action)}) ? {key}" for action in actions
    )


def of_institution(*actions: str) -> str:
    """Build the condition that one of the actions is permitted over the institution a row belongs to."""
    return f"institution_id IN (SELECT id FROM institutions WHERE {over('key', *actions)})"  # noqa: S608 - names of our own


def through(column: str, table: str, *actions: str) -> str:
    """Build the same condition for a row that belongs to an institution through another table."""
    return f"{column} IN (SELECT id FROM {table} WHERE {of_institution(*actions)})"  # noqa: S608 - names of our own


def read_setting(name: str) -> str:
    """Build the expression for what the transaction declared."""
    return f"nullif(current_setting('maalstreg.{name}', true), '')::jsonb"


def _postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"
