"""Where the database is, how it is opened, and how it is brought up to date."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.pool import NullPool

from db import roles, scope
from db.scope import EVERYTHING, Scope
from metrics.access import Person, of_all
from metrics.errors import refuse

ROOT = Path(__file__).resolve().parent.parent
URL_VARIABLE = "MAALSTREG_DATABASE_URL"
OWNER_VARIABLE = "MAALSTREG_OWNER_DATABASE_URL"
MIGRATION_LOCK = 7_204_517_331  # one number for all processes: only one of them migrates at a time
WRITE_LOCK = MIGRATION_LOCK + 1
BY = "by"
SEES = "sees"
MACHINE = of_all("")
SETTLED = 2_000_000_000  # nanoseconds; times of files come in steps of some milliseconds

Files = tuple[tuple[int, int, int], tuple[int, int, int]]
ABSENT = (0, 0, 0)


def database_url() -> str:
    """The address of the database: from the environment, else a SQLite file under `var/`."""
    return os.environ.get(URL_VARIABLE) or f"sqlite:///{ROOT / 'var' / 'maalstreg.db'}"


def owner_url() -> str:
    """The address of the same database for whoever owns its tables; the application's where no other is set."""
    return os.environ.get(OWNER_VARIABLE) or database_url()


@lru_cache(maxsize=16)
def engine(url: str) -> Engine:
    """One engine for each database and process. PostgreSQL is always spoken to with psycopg 3."""
    found = address(url)
    if found.get_backend_name() == "postgresql":
        return create_engine(found.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    if found.database and found.database != ":memory:":
        Path(found.database).parent.mkdir(parents=True, exist_ok=True)
    # No pool: an open connection would go on reading a file that was removed or replaced by a backup.
    made = create_engine(found, poolclass=NullPool)
    event.listen(made, "connect", _sqlite_settings)
    return made


@lru_cache(maxsize=16)
def address(url: str) -> URL:
    """The parts of a database's address. Raises InvalidInput (`database_kind`)."""
    try:
        found = make_url(url)
    except ArgumentError as wrong:
        raise refuse("database_kind", URL_VARIABLE, allowed="sqlite, postgresql") from wrong
    if found.get_backend_name() not in {"sqlite", "postgresql"}:
        raise refuse("database_kind", URL_VARIABLE, allowed="sqlite, postgresql")
    return found


def files(url: str) -> Files:
    """What a SQLite database's file and log look like: identity, time of change and size; zeros where there is none.

    Another file put in its place has another identity, and times of change cannot be set back.
    """
    found = address(url)
    if found.get_backend_name() != "sqlite" or not found.database:
        return ABSENT, ABSENT
    return _look(found.database), _look(f"{found.database}-wal")


def unchanged(looked: Files, now: int) -> bool:
    """Whether nothing can have been written for as long as the files look like this. `now` is in nanoseconds.

    Not within `SETTLED` of a write, when another may leave the same times and sizes, and not where there is no file.
    """
    newest = max(changed for _, changed, _ in looked)
    return 0 < newest < now - SETTLED


def _look(path: str) -> tuple[int, int, int]:
    """One file. An empty log is as good as none: readers make and remove it."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path takes longer to make than the question takes
    except FileNotFoundError:
        return ABSENT
    return (found.st_ino, found.st_ctime_ns, found.st_size) if found.st_size else ABSENT


def _sqlite_settings(connection: DBAPIConnection, _record: Any) -> None:
    cursor = connection.cursor()
    for setting in ("busy_timeout=10000", "synchronous=NORMAL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


@contextmanager
def reading(url: str, *, sees: Scope) -> Iterator[Session]:
    """A session to read with, which on PostgreSQL sees what belongs to some institutions, or everything.

    Nothing it does is kept.
    """
    with Session(engine(url), info={SEES: sees}) as session:
        yield session


@contextmanager
def writing(url: str, by: Person) -> Iterator[Session]:
    """A session to write with: all of it is kept, or none. One writer at a time, who waits for the one before.

    `by` is who does it: whose rights the commands ask for, whom the record names, and to whose institutions alone
    PostgreSQL lets anything be added.
    """
    with Session(engine(url), info={BY: by}) as session, session.begin():
        session.connection()
        yield session


@event.listens_for(Session, "after_begin")
def _begin(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    """What every transaction begins with. What it declares ends with it, so the next one has to do it again."""
    if transaction.nested:
        return
    if BY in session.info:
        _wait_for_other_writers(connection)
    if connection.dialect.name == "postgresql":
        if BY in session.info:
            scope.declare_writer(connection, session.info[BY])
        elif SEES in session.info:
            scope.declare_reader(connection, session.info[SEES])


def _wait_for_other_writers(connection: Connection) -> None:
    """Take the write lock before the first read, so that what was read still holds when it is written."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})


def who(session: Session) -> Person:
    """Who writes in this session."""
    found: Person = session.info.get(BY, MACHINE)
    return found


def reason(wrong: SQLAlchemyError) -> str:
    """What the database itself says went wrong, in its first line."""
    return str(getattr(wrong, "orig", None) or wrong).strip().splitlines()[0]


def answers(url: str) -> bool:
    """Whether the database answers a question."""
    try:
        with engine(url).connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def _write_ahead(connection: Connection) -> None:
    """Let SQLite keep a log ahead of the file, so that readers never wait for a writer. The file remembers it.

    SQLite does not wait for a lock to change this. Where another process has one, it is about to do the same.
    """
    if connection.dialect.name == "sqlite" and connection.scalar(text("PRAGMA journal_mode")) != "wal":
        with suppress(OperationalError):
            connection.execute(text("PRAGMA journal_mode=WAL"))


def prepare() -> None:
    """Bring the database to the newest version as its owner, and let the application's role at it."""
    migrate(owner_url(), application_role())


def application_role() -> str:
    """The role the application has of its own; empty where it has its owner's."""
    if owner_url() == database_url():
        return ""
    with engine(database_url()).connect() as connection:
        return roles.current(connection)


def migrate(url: str, role: str = "") -> None:
    """Bring the database to the newest version, with rights for `role`. Safe when several processes start at once.

    Raises InvalidInput (`database_behind`) where that is needed and the address is not its owner's.
    """
    config = Config()
    config.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    with engine(url).connect() as connection:
        _write_ahead(connection)
        if _is_ready(connection, config, role):
            return  # so that reading never waits for somebody who writes
    with engine(url).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            scope.declare_reader(connection, EVERYTHING)
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if role:
            roles.admit(connection, role)


def _is_ready(connection: Connection, config: Config, role: str) -> bool:
    """Whether the database is at the newest version, and can be used by the role it is meant for."""
    owned = roles.owns(connection)
    user = role if owned else roles.current(connection)
    newest = ScriptDirectory.from_config(config).get_current_head()
    ready = not user or roles.admitted(connection, user)
    if ready and MigrationContext.configure(connection).get_current_revision() == newest:
        return True
    if not owned:
        raise refuse("database_behind", URL_VARIABLE, owner=OWNER_VARIABLE)
    return False
