"""Of every sealed table the audit tells a row that was altered, removed, moved or added by hand, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, String, Table, Text, text
from sqlalchemy.orm import Session

from db import guards
from db.audit import chain
from db.audit.table_kinds import NEWEST_VERSION, SEALED, find_sealed_columns
from db.models import Base
from db.session import MACHINE, open_engine, open_writing
from scripts.cluster import OWNER, SUPERUSER
from tests.db.every_table import fill_every_table
from tests.fixtures.databases import DatabaseOf, as_role

DISTINCT = {"plans": "key", "plan_versions": "number", "indicators": "key", "calendar_keys": "digest"}
DISTINCT |= {"plan_signatures": "number", "settled_parts": "number"}
"""The column by which a copy of a row is another one, where the table takes each only once."""


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    """A database with a row in every table."""
    return database_of(fill_every_table)


@contextmanager
def unlocked(url: str) -> Iterator[Connection]:
    """A connection of whoever has the machine: no lock, policy or reference holds it. Nothing of it stays."""
    with open_engine(as_role(SUPERUSER, url)).connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
        else:
            connection.connection.cursor().execute(
                "PRAGMA foreign_keys = OFF"
            )  # before its transaction begins
            names = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name in connection.scalars(names).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        yield connection
        connection.rollback()
    open_engine(as_role(SUPERUSER, url)).dispose()


def replace_first(column: str) -> str:
    """SQL for the text of a column with another first letter."""
    return f"'z' || substr(coalesce(\"{column}\", ''), 2)"


def list_tampering(table: Table) -> dict[str, str]:
    """Statements on the newest row of a table, by what they do to it."""
    name, columns = table.name, [table.c[one] for one in find_sealed_columns(table.name, NEWEST_VERSION)]
    newest = f"WHERE id = (SELECT max(id) FROM {name})"  # noqa: S608 - names of our own
    texts = [one.name for one in columns if isinstance(one.type, String | Text)]
    every = {f'"{one.name}"': f'"{one.name}"' for one in table.columns} | {'"id"': "id + 1"}
    if (distinct := DISTINCT.get(name)) is not None:
        every[f'"{distinct}"'] = replace_first(distinct) if distinct in texts else f"{distinct} + 1000"
    return {
        "altered": f'UPDATE {name} SET "{texts[-1]}" = {replace_first(texts[-1])} {newest}',  # noqa: S608
        "removed": f"DELETE FROM {name} {newest}",  # noqa: S608
        "moved": f"UPDATE {name} SET id = id + 1 {newest}",  # noqa: S608
        "added": f"INSERT INTO {name} ({', '.join(every)}) SELECT {', '.join(every.values())} FROM {name} {newest}",  # noqa: S608
    }


def find_told(connection: Connection, name: str) -> set[str]:
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        found = chain.find_chain_problems(session)
    return {problem.code for problem in found if problem.place.split()[-1] == name}


def test_whatever_is_done_to_a_row_of_any_table_is_told(url: str) -> None:
    expected = {
        "altered": {"audit_rows"},
        "removed": {"audit_rows"},
        "moved": {"audit_rows", "audit_unrecorded"},
        "added": {"audit_unrecorded"},
    }
    with unlocked(url) as connection:
        for name in SEALED:
            assert find_told(connection, name) == set()
            told = {}
            for what, statement in list_tampering(Base.metadata.tables[name]).items():
                undo = connection.begin_nested()
                assert connection.execute(text(statement)).rowcount == 1, statement
                told[what] = find_told(connection, name)
                undo.rollback()
            assert told == expected, name


def test_a_row_added_by_hand_to_any_table_is_told_also_after_a_lawful_act(url: str) -> None:
    with unlocked(url) as connection:
        for name in SEALED:
            connection.execute(text(list_tampering(Base.metadata.tables[name])["added"]))
        connection.commit()
    with open_writing(as_role(SUPERUSER, url), MACHINE) as session:
        chain.record_entry(session, "audit.noted", "x")
        *_, unrecorded, _ = chain.read_entries(session)
    assert (unrecorded.actor, unrecorded.action) == (chain.UNKNOWN, chain.UNRECORDED)
    assert {part.split()[0] for part in unrecorded.subject.split(", ")} == set(SEALED)


def test_every_guard_of_any_table_is_missed(url: str) -> None:
    owner = as_role(OWNER, url)
    with open_engine(owner).connect() as connection:
        there = [name for name in guards.read_guards(connection) if name.startswith(("trigger", "policy"))]
        for name in SEALED:
            assert any(f"_{name}" in guard for guard in there), name
    with open_engine(as_role(SUPERUSER, url)).begin() as connection:
        if connection.dialect.name == "sqlite":
            gone = [f"DROP TRIGGER {guard.split()[1]}" for guard in there]
        else:
            on = (
                "SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger"
                " WHERE NOT tgisinternal"
            )
            of = "SELECT format('DROP POLICY %I ON %I', policyname, tablename) FROM pg_policies"
            gone = [*connection.scalars(text(on)), *connection.scalars(text(of))]
        for statement in gone:
            connection.execute(text(statement))
    missed = {
        problem.place for problem in guards.find_guard_problems(owner) if problem.code == "guard_missing"
    }
    assert missed == set(there)
