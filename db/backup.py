"""Copies of the whole database, taken while it is in use, and put back where there is nothing to lose.

A copy counts only when it has been opened again, its tables counted and its record found to hold.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from sqlalchemy import URL, create_engine, func, inspect, select, text
from sqlalchemy.pool import NullPool

from db import models as m
from db.audit import chain, exports
from db.audit.exports import Export
from db.scope import EVERYTHING
from db.session import migrate, open_engine, open_reading, open_writing, parse_address
from metrics.access import Person
from metrics.errors import InvalidInput, refuse

SQLITE_HEAD = b"SQLite format 3\x00"
POSTGRESQL_HEAD = b"PGDMP"
SEES_EVERYTHING = "-c maalstreg.see=true"
EMPTIED = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


@dataclass(frozen=True, slots=True)
class DatabaseContents:
    """What a database holds: the rows of each table, and the seal of the newest entry of its record."""

    rows: dict[str, int]
    seal: str

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.rows.values())


def make_backup(url: str, file: Path, by: Person) -> DatabaseContents:
    """Copy the database to a file that is not there yet; what the copy holds, who took it among the rest.

    `url` is its owner's address.

    Raises InvalidInput when the file is there, when the copy cannot be made, or when it does not hold what it should.
    """
    if file.exists():
        raise refuse("file_there", str(file))
    with open_writing(url, by) as session:
        exports.record_export(session, Export.BACKUP, file.name)
    with _unfinished(file) as draft:
        if _sqlite(url):
            _copy_sqlite(_path(url), draft)
            return check_copy(url, draft)
        before = read_contents(url)
        # The policies hold for the owner too. Without the option pg_dump would rather stop than ask for their rows.
        _run_on(url, "pg_dump", "--format=custom", "--enable-row-security", f"--file={draft}")
        held = check_copy(url, draft)
        if any(held.rows[table] < count for table, count in before.rows.items()):
            raise refuse("copy_short", str(file))
        return held


def check_copy(url: str, file: Path) -> DatabaseContents:
    """What a copy holds when it is opened again. On PostgreSQL it is restored beside the database `url` for that."""
    if not _sqlite(url):
        with _beside(url) as scratch:
            _load(scratch, file)
            return _sound(scratch, file)
    with tempfile.TemporaryDirectory() as folder:
        # A copy of the copy: opening a database may write to it.
        opened = Path(shutil.copy(file, Path(folder) / "copy.db"))
        if said := _damage(opened):
            raise refuse("copy_damaged", str(file), reason=said)
        return _sound(f"sqlite:///{opened}", file)


def restore_copy(url: str, file: Path, *, over: bool = False, role: str = "") -> DatabaseContents:
    """Put a copy in place of an empty database; over one that holds something only when told to.

    `url` is the address of the database's owner, `role` the application's own where it has one.

    Raises InvalidInput for a file that is no copy, is damaged, or would go over something.
    """
    _is_copy(url, file)
    if not over and _holds_something(url):
        raise refuse("not_empty", "MAALSTREG_DATABASE_URL")
    check_copy(url, file)
    if _sqlite(url):
        path = _path(url)
        path.parent.mkdir(parents=True, exist_ok=True)
        with _unfinished(path) as draft:
            shutil.copy(file, draft)
            for ending in ("-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
    else:
        _load(url, file)
    migrate(url, role)
    return read_contents(url)


def read_contents(url: str) -> DatabaseContents:
    """What a database holds."""
    with open_reading(url, sees=EVERYTHING) as session:
        there = set(inspect(session.connection()).get_table_names())
        tables = [table for table in m.Base.metadata.sorted_tables if table.name in there]
        rows = {t.name: session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}
        seal = chain.read_last_seal(session) if rows.get("audit_entries") else chain.START
    return DatabaseContents(rows, seal)


def _sound(url: str, file: Path) -> DatabaseContents:
    """What a copy holds, once its record has been gone through."""
    migrate(url)
    with open_reading(url, sees=EVERYTHING) as session:
        found = chain.find_chain_problems(session)
    held = read_contents(url)
    open_engine(url).dispose()
    if found:
        raise InvalidInput([*refuse("copy_unsound", str(file)).problems, *found])
    return held


def _damage(file: Path) -> str:
    """What SQLite finds wrong with a file; nothing where it is whole."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            (said,) = connection.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.DatabaseError as wrong:
        return str(wrong)
    return "" if said == "ok" else str(said)


def _holds_something(url: str) -> bool:
    return any(read_contents(url).rows.values()) if not _sqlite(url) or _path(url).exists() else False


def _is_copy(url: str, file: Path) -> None:
    if not file.is_file():
        raise refuse("file_missing", str(file))
    with file.open("rb") as opened:
        head = opened.read(len(SQLITE_HEAD))
    if not head.startswith(SQLITE_HEAD if _sqlite(url) else POSTGRESQL_HEAD):
        raise refuse("no_copy", str(file), kind="SQLite" if _sqlite(url) else "PostgreSQL")


def _copy_sqlite(path: Path, file: Path) -> None:
    """SQLite's own copy: a moment of the database, whoever writes to it meanwhile."""
    if not path.exists():
        raise refuse("file_missing", str(path))
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)


@contextmanager
def _unfinished(file: Path) -> Iterator[Path]:
    """A file beside another that takes its place when all has gone well, and is gone when not."""
    draft = file.with_name(f".{file.name}.{token_hex(4)}")
    try:
        yield draft
        os.chmod(draft, 0o600)  # noqa: PTH101 - as its neighbours here
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _beside(url: str) -> Iterator[str]:
    """A database of its own on the same server, dropped again."""
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
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


def _load(url: str, file: Path) -> None:
    """Put a copy in place of all there is, in one transaction. Roles and their rights are the place's own."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "copy.sql"
        _run(os.environ, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
        at_once = ("--single-transaction", "--set=ON_ERROR_STOP=1", "--no-psqlrc", "--output=/dev/null")
        _run_on(url, "psql", *at_once, f"--command={EMPTIED}", f"--file={script}")


def _run_on(url: str, program: str, *arguments: str) -> None:
    """A program that connects to the database, and sees all of it.

    A password reaches it by its environment: arguments can be seen by all.
    """
    where = open_engine(url).url
    # `URL.set` takes None for "unchanged", so the password is left out by making the address anew.
    plain = URL.create(
        "postgresql", where.username, None, where.host, where.port, where.database, where.query
    )
    options = [where.query.get("options"), os.environ.get("PGOPTIONS"), SEES_EVERYTHING]
    environment = {**os.environ, "PGOPTIONS": " ".join(str(option) for option in options if option)}
    if where.password:
        environment["PGPASSWORD"] = str(where.password)
    _run(environment, program, f"--dbname={plain.difference_update_query(['options'])}", *arguments)


def _run(environment: Mapping[str, str], program: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs."""
    found = shutil.which(program)
    if found is None:
        raise refuse("program_missing", program)
    command = [found, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603
    if done.returncode:
        raise refuse("program_failed", program, reason=done.stderr.strip()[-400:])


def _sqlite(url: str) -> bool:
    return parse_address(url).get_backend_name() == "sqlite"


def _path(url: str) -> Path:
    return Path(parse_address(url).database or "")
