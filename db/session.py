"""Where the database is, how it is opened, and how it is brought up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.pool import NullPool

from db import roles, scope
from db.scope import EVERYTHING, Scope
from metrics.access import Action, Person, grant_all_roles
from metrics.errors import refuse

ROOT = Path(__file__).resolve().parent.parent
URL_VARIABLE = "MAALSTREG_DATABASE_URL"
OWNER_VARIABLE = "MAALSTREG_OWNER_DATABASE_URL"
MIGRATION_LOCK = 7_204_517_331  # one number for all processes: only one of them migrates at a time
WRITE_LOCK = MIGRATION_LOCK + 1
PSYCOPG = "postgresql+psycopg"
BY = "by"
SEES = "sees"
MACHINE = grant_all_roles("")
SETTLED = 2_000_000_000  # nanoseconds; times of files come in steps of some milliseconds

Answer = TypeVar("Answer")
Files = tuple[tuple[int, int, int], tuple[int, int, int]]
ABSENT = (0, 0, 0)
AWAY = ("08", "57P")  # what PostgreSQL says of a lost connection, and as it stops and starts


def find_database_url() -> str:
    """The address of the database: from the environment, else a SQLite file under `var/`."""
    return os.environ.get(URL_VARIABLE) or f"sqlite:///{ROOT / 'var' / 'maalstreg.db'}"


def find_owner_url() -> str:
    """The address of the same database for whoever owns its tables; the application's where no other is set."""
    return os.environ.get(OWNER_VARIABLE) or find_database_url()


@lru_cache(maxsize=16)
def open_engine(url: str) -> Engine:
    """One engine for each database and process. PostgreSQL is always spoken to with psycopg 3."""
    found = parse_address(url)
    if found.get_backend_name() == "postgresql":
        return create_engine(found.set(drivername=PSYCOPG), pool_pre_ping=True)
    if found.database and not found.database.startswith((":memory:", "file:")):
        Path(found.database).parent.mkdir(parents=True, exist_ok=True)
    # No pool: an open connection would go on reading a file that was removed or replaced by a backup.
    made = create_engine(found, poolclass=NullPool)
    event.listen(made, "do_connect", _open)
    event.listen(made, "connect", _sqlite_settings)
    return made


@lru_cache(maxsize=16)
def _questions(url: str) -> Engine:
    """Connections for `asked`. They see everything once they are open: there is no transaction to declare it in."""
    found = parse_address(url)
    if found.get_backend_name() == "postgresql":
        declared = {"options": f"-c {scope.name_setting(Action.SEE)}=true"}
        made = found.set(drivername=PSYCOPG)
        return create_engine(made, isolation_level="AUTOCOMMIT", connect_args=declared)
    return open_engine(url)


@lru_cache(maxsize=16)
def parse_address(url: str) -> URL:
    """The parts of a database's address. Raises InvalidInput (`database_kind`)."""
    try:
        found = make_url(url)
    except ArgumentError as wrong:
        raise refuse("database_kind", URL_VARIABLE, allowed="sqlite, postgresql") from wrong
    if found.get_backend_name() not in {"sqlite", "postgresql"}:
        raise refuse("database_kind", URL_VARIABLE, allowed="sqlite, postgresql")
    return found


def look_at_files(url: str) -> Files:
    """What a SQLite database's file and log look like: identity, time of change and size; zeros where there is none.

    Another file put in its place has another identity, and times of change cannot be set back.
    """
    found = parse_address(url)
    if found.get_backend_name() != "sqlite" or not found.database:
        return ABSENT, ABSENT
    return _look(found.database), _look(f"{found.database}-wal")


def is_unchanged(looked: Files, now: int) -> bool:
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
def open_reading(url: str, *, sees: Scope) -> Iterator[Session]:
    """A session to read with, which on PostgreSQL sees what belongs to some institutions, or everything.

    All of it is as of one moment, whatever others write meanwhile. Nothing it does is kept.
    """
    with Session(open_engine(url), info={SEES: sees}) as session:
        yield session


def ask(url: str, question: Callable[[Connection], Answer]) -> Answer:
    """The answer to a single question that changes nothing, for what is asked at every run of a page of everything.

    No transaction is opened for it, and the database is not asked first whether it is there: each would be a question
    more. A connection that has gone since it was last used is replaced.
    """
    try:
        with _questions(url).connect() as connection:
            return question(connection)
    except DBAPIError as wrong:
        if not wrong.connection_invalidated:
            raise
    with _questions(url).connect() as connection:
        return question(connection)


@contextmanager
def open_writing(url: str, by: Person) -> Iterator[Session]:
    """A session to write with: all of it is kept, or none. One writer at a time, who waits for the one before.

    `by` is who does it: whose rights the commands ask for, whom the record names, and to whose institutions alone
    PostgreSQL lets anything be added.
    """
    with Session(open_engine(url), info={BY: by}) as session, session.begin():
        session.connection()
        yield session


@event.listens_for(Session, "after_begin")
def _begin(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    """What every transaction begins with. What it declares ends with it, so the next one has to do it again."""
    if transaction.nested:
        return
    postgresql = connection.dialect.name == "postgresql"
    if BY in session.info:
        _wait_for_other_writers(connection)
        if postgresql:
            scope.declare_writer(connection, session.info[BY])
    elif SEES in session.info:
        _stay_at_one_moment(connection)
        if postgresql:
            scope.declare_reader(connection, session.info[SEES])


def _stay_at_one_moment(connection: Connection) -> None:
    """Show all that is read as it was at the first question."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN")
    else:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))


def _wait_for_other_writers(connection: Connection) -> None:
    """Take the write lock before the first read, so that what was read still holds when it is written."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITE_LOCK})


def find_writer(session: Session) -> Person:
    """Who writes in this session."""
    found: Person = session.info.get(BY, MACHINE)
    return found


def explain_error(wrong: SQLAlchemyError) -> str:
    """What the database itself says went wrong, in its first line."""
    return str(getattr(wrong, "orig", None) or wrong).strip().splitlines()[0]


def is_unreachable(wrong: BaseException) -> bool:
    """Whether a database server was not there, or left in the middle. A file that is locked or full is there."""
    if not isinstance(wrong, OperationalError | InterfaceError):
        return False
    state = getattr(
        wrong.orig, "sqlstate", ""
    )  # none where no server said what is wrong; SQLite has no such thing
    return state is None or state.startswith(AWAY)


def does_answer(url: str) -> bool:
    """Whether the database answers a question."""
    try:
        with open_engine(url).connect() as connection:
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


def prepare_database() -> None:
    """Bring the database to the newest version as its owner, and let the application's role at it."""
    migrate(find_owner_url(), find_application_role())


def find_application_role() -> str:
    """The role the application has of its own; empty where it has its owner's."""
    if find_owner_url() == find_database_url():
        return ""
    with open_engine(find_database_url()).connect() as connection:
        return roles.find_current_role(connection)


def migrate(url: str, role: str = "") -> None:
    """Bring the database to the newest version, with rights for `role`. Safe when several processes start at once.

    Raises InvalidInput (`database_behind`) where that is needed and the address is not its owner's.
    """
    config = Config()
    config.set_main_option("script_location", str(ROOT / "db" / "migrations"))
    with open_engine(url).connect() as connection:
        _write_ahead(connection)
        if _is_ready(connection, config, role):
            return  # so that reading never waits for somebody who writes
    with open_engine(url).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            scope.declare_reader(connection, EVERYTHING)
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if role:
            roles.admit_role(connection, role)


def _is_ready(connection: Connection, config: Config, role: str) -> bool:
    """Whether the database is at the newest version, and can be used by the role it is meant for."""
    owned = roles.owns_tables(connection)
    user = role if owned else roles.find_current_role(connection)
    newest = ScriptDirectory.from_config(config).get_current_head()
    ready = not user or roles.is_admitted(connection, user)
    if ready and MigrationContext.configure(connection).get_current_revision() == newest:
        return True
    if not owned:
        raise refuse("database_behind", URL_VARIABLE, owner=OWNER_VARIABLE)
    return False
