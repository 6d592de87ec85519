"""Row-level security: which rows PostgreSQL shows to a transaction and takes from it. For migrations.

What a transaction may do is declared by `db.scope` in settings named by the actions of `metrics.access`, each either
JSON's true or a list of institutions. Nothing declared is nothing permitted, for the owner of the tables too. What was
declared stands in queries of their own, so that it is asked once and not at every row.
"""

from __future__ import annotations

from alembic import op


def protect(table: str, *, see: str, add: str) -> None:
    """Show the rows of a table for which `see` holds, take those for which `add` does, and change or remove none."""
    if not _postgresql():
        return
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY see_{table} ON {table} FOR SELECT USING ({see})")
    op.execute(f"CREATE POLICY add_{table} ON {table} FOR INSERT WITH CHECK ({add})")


def unprotect(table: str) -> None:
    """Take away what `protect` gave, in the transaction of a migration that has to see or change rows by itself."""
    if not _postgresql():
        return
    op.execute(f"DROP POLICY see_{table} ON {table}")
    op.execute(f"DROP POLICY add_{table} ON {table}")
    op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def over_all(*actions: str) -> str:
    """That one of the actions is permitted over everything."""
    return " OR ".join(f"(SELECT {declared(action)} = 'true')" for action in actions)


def over(key: str, *actions: str) -> str:
    """That one of the actions is permitted to the institution whose key stands in a column."""
    return f"{over_all(*actions)} OR " + " OR ".join(
        f"(SELECT {declared(action)}) ? {key}" for action in actions
    )


def of_institution(*actions: str) -> str:
    """That one of the actions is permitted to the institution a row belongs to."""
    return f"institution_id IN (SELECT id FROM institutions WHERE {over('key', *actions)})"  # noqa: S608 - names of our own


def through(column: str, table: str, *actions: str) -> str:
    """The same for a row that belongs to an institution by way of another table."""
    return f"{column} IN (SELECT id FROM {table} WHERE {of_institution(*actions)})"  # noqa: S608 - names of our own


def declared(name: str) -> str:
    """What the transaction declared."""
    return f"nullif(current_setting('maalstreg.{name}', true), '')::jsonb"


def _postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"
