"""Sessions: how the database is opened for reading and for writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.pool import NullPool

from db import scope
from db.file_state import ABSENT, look_at_file
from db.location import parse_address
from db.scope import Scope
from metrics.access import Action, Person, grant_all_roles

WRITE_LOCK = 7_204_517_332  # one number for all processes: only one of them writes at a time
PSYCOPG = "postgresql+psycopg"
BY = "by"
SEES = "sees"
MACHINE = grant_all_roles("")

Answer = TypeVar("Answer")


@lru_cache(maxsize=16)
def open_engine(url: str) -> Engine:
    """Create the engine of a database, one per process. PostgreSQL is always accessed with psycopg 3."""
    found = parse_address(url)
    if found.get_backend_name() == "postgresql":
        return create_engine(found.set(drivername=PSYCOPG), pool_pre_ping=True)
    if found.database and not found.database.startswith((":memory:", "file:")):
        Path(found.database).parent.mkdir(parents=True, exist_ok=True)
    # No pool: an open connection would keep reading a file that was removed or replaced by a backup.
    made = create_engine(found, poolclass=NullPool)
    event.listen(made, "do_connect", _connect_sqlite)
    event.listen(made, "connect", _set_pragmas)
    return made


@contextmanager
def open_reading(url: str, *, sees: Scope) -> Iterator[Session]:
    """Open a session for reading, which on PostgreSQL sees what belongs to some institutions, or everything.

    It reads the data as of one moment, even while others write. Nothing it does is committed.
    """
    with Session(open_engine(url), info={SEES: sees}) as session:
        yield session


@contextmanager
def open_writing(url: str, by: Person) -> Iterator[Session]:
    """Open a session for writing, committed as a whole or not at all. Writers wait for each other.

    `by` is the writer: their rights are what commands demand, the audit names them, and PostgreSQL accepts rows only
    for institutions they may add to.
    """
    with Session(open_engine(url), info={BY: by}) as session, session.begin():
        session.connection()
        yield session


def find_writer(session: Session) -> Person:
    """Find who writes in a session."""
    found: Person = session.info.get(BY, MACHINE)
    return found


def ask(url: str, question: Callable[[Connection], Answer]) -> Answer:
    """Answer one query that changes nothing and sees everything, at the least cost: every page run makes some.

    No transaction is opened and the connection is not tested first. One lost since its last use is replaced.
    """
    try:
        with _open_query_engine(url).connect() as connection:
            return question(connection)
    except DBAPIError as wrong:
        if not wrong.connection_invalidated:
            raise
    with _open_query_engine(url).connect() as connection:
        return question(connection)


@lru_cache(maxsize=16)
def _open_query_engine(url: str) -> Engine:
    """Create the engine for `ask`. Its connections see everything, as no transaction could declare it."""
    found = parse_address(url)
    if found.get_backend_name() == "postgresql":
        declared = {"options": f"-c {scope.name_setting(Action.SEE)}=true"}
        made = found.set(drivername=PSYCOPG)
        return create_engine(made, isolation_level="AUTOCOMMIT", connect_args=declared)
    return open_engine(url)


def _connect_sqlite(
    dialect: Dialect, _record: Any, arguments: list[Any], parameters: dict[str, Any]
) -> DBAPIConnection:
    """Open a SQLite file, even where its log cannot be created because the disk is full or read-only."""
    connect = dialect.loaded_dbapi.connect
    path = arguments[0]
    opened: DBAPIConnection = connect(*arguments, **parameters)
    try:
        opened.cursor().execute("PRAGMA schema_version")
    except sqlite3.OperationalError:
        opened.close()
        if not Path(path).is_file() or look_at_file(f"{path}-wal") != ABSENT:
            raise
        # Complete without a log, the file can be read as one that nobody changes. SQLite refuses to write to it.
        unchanging = f"{Path(path).absolute().as_uri()}?immutable=1"
        return cast("DBAPIConnection", connect(unchanging, **parameters, uri=True))
    return opened


def _set_pragmas(connection: DBAPIConnection, _record: Any) -> None:
    cursor = connection.cursor()
    for setting in ("busy_timeout=10000", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


@event.listens_for(Session, "after_begin")
def _begin(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    """Set up each transaction of a session; locks and declarations last only for one."""
    if transaction.nested:
        return
    postgresql = connection.dialect.name == "postgresql"
    if BY in session.info:
        _wait_for_other_writers(connection)
        if postgresql:
            scope.declare_writer(connection, session.info[BY])
    elif SEES in session.info:
        _fix_snapshot(connection)
        if postgresql:
            scope.declare_reader(connection, session.info[SEES])


def _fix_snapshot(connection: Connection) -> None:
    """Make every read see the data as of the first."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
    else:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


def _wait_for_other_writers(connection: Connection) -> None:
    """Take the write lock before the first read, so that what was checked still holds when it is written."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
