"""Where the database is, how it is opened, and how it is brought up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from metrics.access import Person, of_all
from metrics.errors import refuse

ROOT = Path(__file__).resolve().parent.parent
URL_VARIABLE = "MAALSTREG_DATABASE_URL"
MIGRATION_LOCK = 7_204_517_331  # one number for all processes: only one of them migrates at a time
WRITE_LOCK = MIGRATION_LOCK + 1
BY = "by"
MACHINE = of_all("")
SETTLED = 2_000_000_000  # nanoseconds; times of files come in steps of some milliseconds

Files = tuple[tuple[int, int, int], tuple[int, int, int]]
ABSENT = (0, 0, 0)


def database_url() -> str:
    """The address of the database: from the environment, else a SQLite file under `var/`."""
    return os.environ.get(URL_VARIABLE) or f"sqlite:///{ROOT / 'var' / 'maalstreg.db'}"


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
    event.listen(made, "do_connect", _open)
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


def _open(
    dialect: Dialect, _record: Any, arguments: list[Any], parameters: dict[str, Any]
) -> DBAPIConnection:
    """Open a SQLite file, also where the disk is full or cannot be written to, and its log has no room.

    What is whole without a log is then read as a file that nobody changes; whoever writes is refused by SQLite.
    """
    connect = dialect.loaded_dbapi.connect
    path = arguments[0]
    opened: DBAPIConnection = connect(*arguments, **parameters)
    try:
        opened.cursor().execute("PRAGMA schema_version")
    except sqlite3.OperationalError:
        opened.close()
        if not Path(path).is_file() or _look(f"{path}-wal") != ABSENT:
            raise
        unchanging = f"{Path(path).absolute().as_uri()}?immutable=1"
        return cast("DBAPIConnection", connect(unchanging, **parameters, uri=True))
    return opened


def _sqlite_settings(connection: DBAPIConnection, _record: Any) -> None:
    cursor = connection.cursor()
    for setting in ("busy_timeout=10000", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


@contextmanager
def reading(url: str) -> Iterator[Session]:
    """A session to read with, all of it as of one moment, whatever others write meanwhile. Nothing it does is kept."""
    with Session(engine(url)) as session:
        if session.get_bind().dialect.name == "sqlite":
            session.connection().exec_driver_sql("BEGIN")
        else:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        yield session


@contextmanager
def writing(url: str, by: Person) -> Iterator[Session]:
    """A session to write with: all of it is kept, or none. One writer at a time, who waits for the one before.

    `by` is who does it: whose rights the commands ask for, and whom the record names.
    """
    with Session(engine(url), info={BY: by}) as session, session.begin():
        # Take the write lock before the first read, so that what was read still holds when it is written.
        if session.get_bind().dialect.name == "sqlite":
            session.connection().exec_driver_sql("BEGIN IMMEDIATE")
        else:
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})
        yield session


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


def migrate(url: str) -> None:
    """Bring the database to the newest version. Safe when several processes start at once."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    with engine(url).connect() as connection:
        _write_ahead(connection)
        newest = ScriptDirectory.from_config(config).get_current_head()
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return  # so that reading never waits for somebody who writes
    with engine(url).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
