"""Sessions: how the database is opened for reading and for writing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, Unpack

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.pool import NullPool

from db import scope, sqlite_driver
from db.location import find_replica_url, parse_address
from db.scope import ReadScopes
from db.state import asked_before, replica
from metrics.access import Action, Person, grant_all_roles

WRITE_LOCK = 7_204_517_332  # one number for all processes: only one of them writes at a time
WAIT = "30s"  # for another writer; a load of many years takes some seconds
PSYCOPG = "postgresql+psycopg"
# A role may change what it begins with, and whoever has its password could stop every server by that.
SETTLED = {
    "default_transaction_read_only": "off",
    "default_transaction_isolation": r"read\ committed",
    "default_transaction_deferrable": "off",
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "idle_session_timeout": "0",
    "search_path": "public",
    "row_security": "on",
}
BY = "by"
OWN = "own"
SCOPES = "scopes"
MACHINE = grant_all_roles("")

Answer = TypeVar("Answer")
_kept_open: ContextVar[dict[Engine, Connection] | None] = ContextVar("kept_open", default=None)


@lru_cache(maxsize=16)
def open_engine(url: str) -> Engine:
    """Create the engine of a database, one per process. PostgreSQL is always accessed with psycopg 3."""
    found = parse_address(url)
    if found.get_backend_name() == "postgresql":
        address, options = found.set(drivername=PSYCOPG), {"options": _name_options(found)}
        return create_engine(address, connect_args=options)
    if found.database and not found.database.startswith((":memory:", "file:")):
        Path(found.database).parent.mkdir(parents=True, exist_ok=True)
    # No pool: an open connection would keep reading a file that was removed or replaced by a backup.
    made = create_engine(found, module=sqlite_driver.driver, poolclass=NullPool)
    sqlite_driver.prepare_connections(made)
    return made


@contextmanager
def open_reading(url: str, *, own: str = "", **scopes: Unpack[ReadScopes]) -> Iterator[Session]:
    """Open a session for reading, which on PostgreSQL sees what belongs to some institutions, or everything.

    What nobody but its `own` person may see is seen too. It reads the data as of one moment, even while others write,
    with all that was committed before. Nothing it does is committed.
    """
    with Session(_open_reading_engine(_choose_place(url)), info={OWN: own, SCOPES: scopes}) as session:
        _start(session)
        yield session


@contextmanager
def open_writing(url: str, by: Person) -> Iterator[Session]:
    """Open a session for writing, committed as a whole or not at all. Writers wait for each other.

    `by` is the writer: their rights are what commands demand, the audit names them, and PostgreSQL accepts rows only
    for institutions they may add to.
    """
    with sqlite_driver.take_turn(url), Session(open_engine(url), info={BY: by}) as session:
        _start(session)
        yield session
        session.commit()


def _start(session: Session) -> None:
    """Start the transaction of a session; over a new connection, where one that lay in the pool was lost meanwhile.

    Nothing was asked or written by then, and no connection has to be tested before each transaction.
    """
    try:
        session.connection()
    except DBAPIError as wrong:
        if not wrong.connection_invalidated:
            raise
        session.rollback()
        session.connection()


def find_writer(session: Session) -> Person:
    """Find who writes in a session."""
    found: Person = session.info.get(BY, MACHINE)
    return found


def ask(url: str, question: Callable[[Connection], Answer]) -> Answer:
    """Answer one query that changes nothing and sees everything, at the least cost: every page run makes some.

    No transaction is opened. A connection lost since its last use is replaced.
    """
    engine = _open_query_engine(url)
    kept = _kept_open.get()
    if kept is not None and isinstance(engine.pool, NullPool):
        if engine not in kept:
            kept[engine] = engine.connect()
        # What is asked next sees what was committed until then.
        with kept[engine].begin():
            return question(kept[engine])
    try:
        with engine.connect() as connection:
            return question(connection)
    except DBAPIError as wrong:
        if not wrong.connection_invalidated:
            raise
    with engine.connect() as connection:
        return question(connection)


@contextmanager
def keep_open() -> Iterator[None]:
    """Answer what a block asks over one connection, where there is no pool and opening one costs more than a question.

    A block is as short as the run of a page: what takes the place of the database meanwhile is seen by the next.
    """
    kept: dict[Engine, Connection] = {}
    token = _kept_open.set(kept)
    try:
        yield
    finally:
        _kept_open.reset(token)
        for connection in kept.values():
            connection.close()


def _choose_place(url: str) -> str:
    """Choose where to read: the replica where there is one and it holds all that is committed by now."""
    other = find_replica_url(url)
    if other is None or replica.is_away(other):
        return url
    written = ask(url, replica.read_written)
    try:
        return other if ask(other, lambda connection: replica.holds(connection, written)) else url
    except DBAPIError:
        replica.note_away(other)
        return url


@lru_cache(maxsize=16)
def _open_reading_engine(url: str) -> Engine:
    """Open the engine for transactions that see one moment: on PostgreSQL they begin so, over the same connections."""
    made = open_engine(url)
    if made.dialect.name == "sqlite":
        return made
    return made.execution_options(isolation_level="REPEATABLE READ")


@lru_cache(maxsize=16)
def _open_query_engine(url: str) -> Engine:
    """Create the engine for `ask`. Its connections see everything, as no transaction could declare it."""
    found = parse_address(url)
    if found.get_backend_name() == "postgresql":
        declared = {"options": f"{_name_options(found)} -c {scope.name_setting(Action.SEE)}=true"}
        made = found.set(drivername=PSYCOPG)
        return create_engine(made, isolation_level="AUTOCOMMIT", connect_args=declared)
    return open_engine(url)


def _name_options(address: URL) -> str:
    """Name the settings of a connection: those of the address, and those that no role may have been given otherwise."""
    given = address.query.get("options", "")
    settled = (f"-c {name}={value}" for name, value in SETTLED.items())
    return " ".join([*settled, *([given] if isinstance(given, str) else given)])


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
        asked_before.keep_answers(session, connection)
    elif SCOPES in session.info:
        if postgresql:
            scope.declare_reader(connection, session.info[OWN], **session.info[SCOPES])
        else:
            connection.exec_driver_sql("BEGIN")


def _wait_for_other_writers(connection: Connection) -> None:
    """Take the write lock before the first read, so that what was checked still holds when it is written."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT}'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
        connection.execute(text("SET LOCAL lock_timeout = 0"))
