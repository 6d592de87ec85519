"""Backups of the whole database, made while it is in use, and restored where nothing can be lost.

A backup is accepted only once it has been opened again, its tables counted and its audit verified.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from sqlalchemy import URL, func, inspect, select

from db import guards
from db import models as m
from db.audit import chain, exports
from db.audit.exports import Export
from db.audit.table_kinds import CACHED
from db.evidence import evidence_check
from db.guards import open_scratch
from db.location import parse_address
from db.plans import settlement_commands
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from db.sqlite_driver import driver
from db.upgrade import migrate
from metrics.access import Person
from metrics.errors import InvalidInput, refuse

SQLITE_HEAD = b"SQLite format 3\x00"
POSTGRESQL_HEAD = b"PGDMP"
SEES_EVERYTHING = "-c maalstreg.see=true -c maalstreg.prepare=true"
# Nothing of ours is a large object, and one of another role would stop the dump.
DUMPED = ("--format=custom", "--enable-row-security", "--no-blobs")
EMPTIED = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"


@dataclass(frozen=True, slots=True)
class DatabaseContents:
    """What a database holds: the number of rows of each table, and the seal of the newest entry of its audit.

    `outside` counts the files whose content is kept elsewhere by setting: they are in no copy of the database.
    """

    rows: dict[str, int]
    seal: str
    outside: int = 0

    @property
    def total(self) -> int:
        """The number of rows in all tables."""
        return sum(self.rows.values())


class RestoredCopy(NamedTuple):
    """What a restored database holds, and the closed plans that were settled because the copy was an older one."""

    held: DatabaseContents
    settled: Sequence[str]


def make_backup(url: str, file: Path, by: Person) -> DatabaseContents:
    """Copy the database to a new file and return what the copy holds, the entry of this export included.

    `url` is the owner's address. Raises InvalidInput when the file exists, when the copy cannot be made, or when it
    does not hold what it should.
    """
    if file.exists():
        raise refuse("file_there", str(file))
    with open_writing(url, by) as session:
        exports.record_export(session, Export.BACKUP, file.name)
    with _open_draft(file) as draft:
        if _is_sqlite(url):
            _copy_sqlite(_find_path(url), draft)
            return check_copy(url, draft)
        before = read_contents(url)
        # The policies apply to the owner too. Without the option pg_dump would abort rather than read under them.
        _run_connected(url, "pg_dump", *DUMPED, f"--file={draft}")
        held = check_copy(url, draft)
        if any(held.rows[table] < count for table, count in before.rows.items() if table not in CACHED):
            raise refuse("copy_short", str(file))
        return held


def check_copy(url: str, file: Path) -> DatabaseContents:
    """Open a copy again and return what it holds. On PostgreSQL it is restored beside the database `url` for that."""
    if not _is_sqlite(url):
        with open_scratch(url) as scratch:
            _replace_contents(scratch, file)
            return _verify_copy(scratch, file)
    with tempfile.TemporaryDirectory() as folder:
        # A copy of the copy, since opening a database may write to it.
        opened = Path(shutil.copy(file, Path(folder) / "copy.db"))
        if damage := _find_damage(opened):
            raise refuse("copy_damaged", str(file), reason=damage)
        return _verify_copy(f"sqlite:///{opened}", file)


def restore_copy(url: str, file: Path, *, over: bool = False, role: str = "") -> RestoredCopy:
    """Restore a copy into an empty database; with `over`, also in place of one that holds something.

    `url` is the owner's address, `role` the application's own role where it has one. Raises InvalidInput for a file
    that is no copy or is damaged, and for a database that is not empty.
    """
    _demand_copy(url, file)
    if not over and _holds_rows(url):
        raise refuse("not_empty", "MAALSTREG_DATABASE_URL")
    check_copy(url, file)
    if _is_sqlite(url):
        path = _find_path(url)
        path.parent.mkdir(parents=True, exist_ok=True)
        with _open_draft(path) as draft:
            shutil.copy(file, draft)
            for ending in ("-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
    else:
        _replace_contents(url, file)
    settled: list[str] = []
    if migrate(url, role):
        with open_writing(url, MACHINE) as session:
            settled = settlement_commands.settle_closed_plans(session)
    return RestoredCopy(read_contents(url), settled)


def read_contents(url: str) -> DatabaseContents:
    """Count the rows of each table, and read the seal of the newest entry."""
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING, drafts=EVERYTHING) as session:
        there = set(inspect(session.connection()).get_table_names())
        tables = [table for table in m.Base.metadata.sorted_tables if table.name in there]
        rows = {t.name: session.scalar(select(func.count()).select_from(t)) or 0 for t in tables}
        seal = chain.read_last_seal(session) if rows.get("audit_entries") else chain.START
        outside = evidence_check.count_outside(session) if rows.get("evidence_contents") else 0
    return DatabaseContents(rows, seal, outside)


def _verify_copy(url: str, file: Path) -> DatabaseContents:
    """Verify the audit of a restored copy and return what it holds."""
    migrate(url)
    with open_reading(url, sees=EVERYTHING, prepares=EVERYTHING) as session:
        found = chain.find_chain_problems(session)
        found += evidence_check.find_content_problems(session, None, outside=False)
    found += guards.find_guard_problems(url)
    held = read_contents(url)
    open_engine(url).dispose()
    if found:
        raise InvalidInput([*refuse("copy_unsound", str(file)).problems, *found])
    return held


def _find_damage(file: Path) -> str:
    """Return what SQLite finds wrong with a file; empty when it is intact."""
    try:
        with closing(driver.connect(file)) as connection:
            (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
    except driver.DatabaseError as wrong:
        return str(wrong)
    return "" if answer == "ok" else str(answer)


def _holds_rows(url: str) -> bool:
    if _is_sqlite(url) and not _find_path(url).exists():
        return False  # opening it would create it
    return any(read_contents(url).rows.values())


def _demand_copy(url: str, file: Path) -> None:
    if not file.is_file():
        raise refuse("file_missing", str(file))
    with file.open("rb") as opened:
        head = opened.read(len(SQLITE_HEAD))
    if not head.startswith(SQLITE_HEAD if _is_sqlite(url) else POSTGRESQL_HEAD):
        raise refuse("no_copy", str(file), kind="SQLite" if _is_sqlite(url) else "PostgreSQL")


def _copy_sqlite(path: Path, file: Path) -> None:
    """Make SQLite's own copy: the database as of one moment, even while others write to it."""
    if not path.exists():
        raise refuse("file_missing", str(path))
    with closing(driver.connect(path)) as source, closing(driver.connect(file)) as target:
        source.backup(target)


@contextmanager
def _open_draft(file: Path) -> Iterator[Path]:
    """A draft beside a file, which replaces it on success and is deleted on failure."""
    draft = file.with_name(f".{file.name}.{token_hex(4)}")
    try:
        yield draft
        os.chmod(draft, 0o600)  # noqa: PTH101 - as its neighbours here
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _replace_contents(url: str, file: Path) -> None:
    """Replace the whole contents of a database by a copy, in one transaction."""
    # Roles and their rights belong to the server and do not come with the copy.
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "copy.sql"
        _run(os.environ, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
        at_once = ("--single-transaction", "--set=ON_ERROR_STOP=1", "--no-psqlrc", "--output=/dev/null")
        _run_connected(url, "psql", *at_once, f"--command={EMPTIED}", f"--file={script}")


def _run_connected(url: str, program: str, *arguments: str) -> None:
    """Run a program that connects to the database and sees all of it."""
    # The password is passed in the environment, because every user of the machine can see the arguments.
    where = open_engine(url).url
    # `URL.set` reads None as "unchanged", so the address is rebuilt without the password.
    plain = URL.create(
        "postgresql", where.username, None, where.host, where.port, where.database, where.query
    )
    options = [where.query.get("options"), os.environ.get("PGOPTIONS"), SEES_EVERYTHING]
    environment = {**os.environ, "PGOPTIONS": " ".join(str(option) for option in options if option)}
    if where.password:
        environment["PGPASSWORD"] = str(where.password)
    _run(environment, program, f"--dbname={plain.difference_update_query(['options'])}", *arguments)


def _run(environment: Mapping[str, str], program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs. Raises InvalidInput (`program_missing`, `program_failed`)."""
    found = shutil.which(program)
    if found is None:
        raise refuse("program_missing", program)
    command = [found, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)  # noqa: S603
    if done.returncode:
        raise refuse("program_failed", program, reason=done.stderr.strip()[-400:])


def _is_sqlite(url: str) -> bool:
    return parse_address(url).get_backend_name() == "sqlite"


def _find_path(url: str) -> Path:
    return Path(parse_address(url).database or "")
