"""The guards of a database: the triggers, policies and functions by which it refuses what must not be done to it.

What is there is compared with what the migrations make, on a database of the same kind that they make for that.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from secrets import token_hex

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from db.session import open_engine
from db.upgrade import migrate
from metrics.errors import Problem

Guards = Mapping[str, frozenset[str]]
"""Each guard by its kind and name, with the definitions a database may give of it."""
ROUNDS = 3  # of being copied; PostgreSQL writes a condition in another form when it has read its own back

_SQLITE = "SELECT 'trigger ' || name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL = """
    SELECT 'trigger ' || tgname, pg_get_triggerdef(t.oid) || ' ' || tgenabled::text
    FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
    WHERE NOT tgisinternal AND c.relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'policy ' || policyname,
        concat_ws(' ', tablename, permissive, roles::text, cmd, 'USING', qual, 'CHECK', with_check)
    FROM pg_policies WHERE schemaname = 'public'
    UNION ALL
    SELECT 'function ' || p.oid::regprocedure, pg_get_functiondef(p.oid)
    FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    UNION ALL
    SELECT 'rules of ' || relname, concat_ws(' ', relrowsecurity, relforcerowsecurity, relhasrules)
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
"""


def read_guards(connection: Connection) -> dict[str, str]:
    """Read the guards of a database."""
    query = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    return {str(name): str(definition) for name, definition in connection.execute(text(query))}


def may_compare(url: str) -> bool:
    """Whether an address may make the database that is compared with."""
    with open_engine(url).connect() as connection:
        if connection.dialect.name == "sqlite":
            return True
        asked = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        return bool(connection.scalar(text(asked)))


def find_guard_problems(url: str) -> list[Problem]:
    """Find the guards of a database at its newest version that are missing, changed or not of Målstreg.

    On PostgreSQL `url` is the owner's address, who may create the database that is compared with.
    """
    with open_engine(url).connect() as connection:
        there, kind = read_guards(connection), connection.dialect.name
    meant = _make_on_sqlite() if kind == "sqlite" else _make_on_server(url)
    found = ((name, _compare(meant.get(name), there.get(name))) for name in sorted({*meant, *there}))
    return [Problem(code, name) for name, code in found if code]


def _compare(meant: frozenset[str] | None, there: str | None) -> str:
    if meant is None:
        return "guard_unknown"
    if there is None:
        return "guard_missing"
    return "" if there in meant else "guard_changed"


@lru_cache(maxsize=1)
def _make_on_sqlite() -> Guards:
    with tempfile.TemporaryDirectory() as folder:
        return _make(f"sqlite:///{Path(folder) / 'meant.db'}")


@lru_cache(maxsize=4)
def _make_on_server(url: str) -> Guards:
    with open_scratch(url) as scratch:
        return _make(scratch)


def _make(url: str) -> Guards:
    migrate(url)
    with open_engine(url).begin() as connection:
        found = [read_guards(connection)]
        if connection.dialect.name == "postgresql":
            for _ in range(ROUNDS):
                _read_back(connection)
                found.append(read_guards(connection))
    return {name: frozenset(one[name] for one in found) for name in found[0]}


def _read_back(connection: Connection) -> None:
    """Give each policy its own conditions again, as the database writes them: that is what a copy does."""
    policies = connection.execute(
        text(
            "SELECT format('ALTER POLICY %I ON %I', policyname, tablename)"
            " || coalesce(' USING (' || qual || ')', '') || coalesce(' WITH CHECK (' || with_check || ')', '')"
            " FROM pg_policies WHERE schemaname = 'public'"
        )
    )
    for (statement,) in policies.all():
        connection.exec_driver_sql(statement)


@contextmanager
def open_scratch(url: str) -> Iterator[str]:
    """A temporary database on the same server."""
    name = f"maalstreg_check_{token_hex(6)}"
    server = create_engine(open_engine(url).url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0'))
    scratch = open_engine(url).url.set(database=name).render_as_string(hide_password=False)
    try:
        yield scratch
    finally:
        open_engine(scratch).dispose()
        with server.connect() as connection:
            # Not WITH (FORCE), which fails at once where the server itself is vacuuming there: this waits for it.
            connection.execute(text(f'DROP DATABASE "{name}"'))
