"""The SQLite that is used, and how its files are opened and written to.

It is the one Målstreg is installed with, or Python's own on a machine that one is not made for.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Dialect, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError

from db.file_state import ABSENT, look_at_file
from db.location import parse_address
from metrics.errors import Problem

# Two SQLites in one process undo each other's locks on a file: nothing opens one but by this driver.
if TYPE_CHECKING:
    import sqlite3

    driver = sqlite3
else:
    try:
        import pysqlite3 as driver
    except ImportError:
        import sqlite3 as driver

MENDED = (3, 51, 3)
"""Older ones can damage a file when two connections write and checkpoint at the same instant (sqlite.org/wal.html)."""
WAIT = 10  # seconds for another writer


def find_sqlite_problems(url: str) -> list[Problem]:
    """Find what is wrong with the SQLite that is used; nothing where the database is not in SQLite."""
    if driver.sqlite_version_info >= MENDED or not _is_sqlite(url):
        return []
    needed = ".".join(str(part) for part in MENDED)
    return [Problem("sqlite_old", params={"version": driver.sqlite_version, "needed": needed})]


def prepare_connections(engine: Engine) -> None:
    """Have an engine open SQLite's files as they must be."""
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "connect", _set_pragmas)


@contextmanager
def take_turn(url: str) -> Iterator[None]:
    """Let one connection of this process at a time write to a SQLite file. Raises OperationalError as SQLite would."""
    if not _is_sqlite(url):
        yield
        return
    # SQLite's own lock ends with the commit, and the checkpoint comes after it: nobody may begin to write meanwhile.
    turn = _find_turn(str(Path(parse_address(url).database or "").absolute()))
    if not turn.acquire(timeout=WAIT):
        raise OperationalError("BEGIN IMMEDIATE", None, driver.OperationalError("database is locked"))
    try:
        yield
    finally:
        turn.release()


@cache
def _find_turn(_file: str) -> threading.RLock:
    """Find the lock of a file's writers; a second writer on the same thread is left for SQLite to refuse."""
    return threading.RLock()


def _connect(
    dialect: Dialect, _record: Any, arguments: list[Any], parameters: dict[str, Any]
) -> DBAPIConnection:
    """Open a SQLite file, even where its log cannot be created because the disk is full or read-only."""
    connect = dialect.loaded_dbapi.connect
    path = arguments[0]
    opened: DBAPIConnection = connect(*arguments, **parameters)
    try:
        opened.cursor().execute("PRAGMA schema_version")
    except driver.OperationalError:
        opened.close()
        if not Path(path).is_file() or look_at_file(f"{path}-wal") != ABSENT:
            raise
        # Complete without a log, the file can be read as one that nobody changes. SQLite refuses to write to it.
        unchanging = f"{Path(path).absolute().as_uri()}?immutable=1"
        return cast("DBAPIConnection", connect(unchanging, **parameters, uri=True))
    return opened


def _set_pragmas(connection: DBAPIConnection, _record: Any) -> None:
    cursor = connection.cursor()
    # A file that is mapped into memory ends the process when its disk fails, and a stray write goes into it.
    for setting in (f"busy_timeout={WAIT * 1000}", "synchronous=FULL", "foreign_keys=ON", "mmap_size=0"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _is_sqlite(url: str) -> bool:
    return parse_address(url).get_backend_name() == "sqlite"
