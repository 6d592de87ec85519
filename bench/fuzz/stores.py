"""Where the fuzzed data is: a database with an initial state, which is restored after each change."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, select, text
from sqlalchemy.engine import Engine

from bench.figures import Missing
from db.models import Base
from db.session import open_engine
from db.sqlite_driver import driver
from db.upgrade import migrate
from scripts.cluster import APPLICATION, SUPERUSER, Cluster, run_cluster
from scripts.programs import find_postgres

TABLES = Base.metadata.sorted_tables
# Whatever is recorded may not be removed; a superuser who replays changes made elsewhere is asked by no trigger.
UNGUARDED = "SET LOCAL session_replication_role = replica"
BACK = (
    "DELETE FROM {name} WHERE id > {last};"
    " SELECT setval(pg_get_serial_sequence('{name}', 'id'), greatest({last}, 1), {last} > 0)"
)
DIGESTS = " UNION ALL ".join(
    f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY id), '')) FROM {table.name} t"  # noqa: S608
    for table in TABLES
)


class Store(Protocol):
    """A database with an initial state."""

    @property
    def url(self) -> str:
        """The address by which the product reaches it."""

    def keep(self) -> None:
        """Keep what it holds now as its initial state."""

    def restore(self) -> None:
        """Restore the initial state."""

    def is_unchanged(self) -> bool:
        """Tell whether every row of every table is as it was."""


class FileStore:
    """A SQLite file, and a copy of it."""

    def __init__(self, folder: Path) -> None:
        self._file, self._template = folder / "maalstreg.db", folder / "template.db"
        self.url = f"sqlite:///{self._file}"
        migrate(self.url)

    def keep(self) -> None:
        """Keep the file as its initial state."""
        with closing(driver.connect(self._file)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")  # one file, to be copied as such
        shutil.copyfile(self._file, self._template)

    def restore(self) -> None:
        """Restore the file."""
        shutil.copyfile(self._template, self._file)

    def is_unchanged(self) -> bool:
        """Tell whether every row of every table is as it was."""
        if self._file.read_bytes() == self._template.read_bytes():
            return True
        kept, there = (
            _make_digest(open_engine(f"sqlite:///{path}")) for path in (self._template, self._file)
        )
        return kept == there


class ServerStore:
    """A database in PostgreSQL, reached by the application's role; a superuser restores it."""

    def __init__(self, cluster: Cluster) -> None:
        name = cluster.create()
        migrate(cluster.url(name), APPLICATION)
        self.url = cluster.url(name, APPLICATION)
        self._owned = open_engine(cluster.url(name, SUPERUSER))
        self._back = self._digests = self._moment = ""

    def keep(self) -> None:
        """Keep what it holds, and which is the last row of each table."""
        with self._owned.connect() as connection:
            last = {table.name: _find_last(connection, table.name) for table in TABLES}
            self._digests = _read_digests(connection)
            self._moment = _read_moment(connection)
        back = (BACK.format(name=name, last=number) for name, number in last.items())
        self._back = "; ".join([UNGUARDED, *back])

    def restore(self) -> None:
        """Remove the rows that came after. Where one of before is missing or different, fail."""
        with self._owned.begin() as connection:
            connection.exec_driver_sql(self._back)
        with self._owned.connect() as connection:
            if _read_digests(connection) != self._digests:
                raise RuntimeError("a row of the initial state was changed or removed")
            self._moment = _read_moment(connection)

    def is_unchanged(self) -> bool:
        """Tell whether every row of every table is as it was."""
        with self._owned.connect() as connection:
            if _read_moment(connection) == self._moment:
                return True  # no transaction has written anything
            return _read_digests(connection) == self._digests


@contextmanager
def open_store(kind: str, folder: Path) -> Iterator[Store]:
    """Open an empty database of a kind: `sqlite` or `postgresql`."""
    if kind == "sqlite":
        yield FileStore(folder)
        return
    binaries = find_postgres()
    if binaries is None:
        raise Missing("PostgreSQL 15 or newer is needed.")
    with run_cluster(binaries) as cluster:
        yield ServerStore(cluster)


def _find_last(connection: Connection, name: str) -> int:
    return int(connection.scalar(text(f"SELECT max(id) FROM {name}")) or 0)  # noqa: S608


def _read_moment(connection: Connection) -> str:
    """Read the number that the next transaction that writes will have."""
    return str(connection.scalar(text("SELECT pg_snapshot_xmax(pg_current_snapshot())")))


def _read_digests(connection: Connection) -> str:
    return " ".join(connection.scalars(text(DIGESTS)))


def _make_digest(engine: Engine) -> str:
    found = hashlib.sha256()
    with engine.connect() as connection:
        for table in TABLES:
            for row in connection.execute(select(table).order_by(table.c.id)):
                found.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()
