"""The locks of tables taken away for one transaction, which only their owner may.

Nothing stands in the database that lets a recorded row be changed: as a migration does, the owner takes the locks off
and puts them back before the transaction ends. Where it ends otherwise, they were never gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from db import sqlite_driver
from db.session import WAIT, open_engine

_TRIGGER = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")


@contextmanager
def lift_locks(connection: Connection, tables: Collection[str]) -> Iterator[None]:
    """Let rows of these tables be updated, until the end of the block."""
    if connection.dialect.name == "sqlite":
        names = [f"keep_{table}_update" for table in tables]
        definitions = [connection.scalar(_TRIGGER, {"name": name}) for name in names]
        taken = {name: made for name, made in zip(names, definitions, strict=True) if made}
        _execute(connection, *(f"DROP TRIGGER {name}" for name in taken))
        yield
        _execute(connection, *taken.values())
        return
    # A reader may hold a table for long, and others queue behind whoever waits for it.
    _execute(connection, f"SET LOCAL lock_timeout = '{WAIT}'")
    for table in tables:
        _execute(connection, f"ALTER TABLE {table} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
    yield
    for table in tables:
        _execute(connection, f"ALTER TABLE {table} ENABLE TRIGGER USER, FORCE ROW LEVEL SECURITY")


def rewrite_file(url: str) -> None:
    """Rewrite the file of SQLite, in whose pages what was changed may still stand. PostgreSQL has commands for that."""
    with sqlite_driver.take_turn(url), open_engine(url).connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("VACUUM")


def _execute(connection: Connection, *statements: str) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
