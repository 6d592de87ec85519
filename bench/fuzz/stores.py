"""Where the fuzzed data is: a database with an initial state, which is restored after each change."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bench.figures import Missing
from db.models import Base
from db.session import open_engine
from db.sqlite_driver import driver
from db.upgrade import migrate
from scripts.cluster import APPLICATION, Cluster, run_cluster
from scripts.initial_state import read_initial_state
from scripts.programs import find_postgres

TABLES = Base.metadata.sorted_tables


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
        self._owned = cluster.connect(name)
        self._moment = ""

    def keep(self) -> None:
        """Keep what it holds, and which is the last row of each table."""
        self._initial = read_initial_state(self._owned)
        self._moment = self._read_moment()

    def restore(self) -> None:
        """Remove the rows that came after. Where one of before is missing or different, fail."""
        self._initial.restore(self._owned)
        if not self._initial.has_rows(self._owned):
            raise RuntimeError("a row of the initial state was changed or removed")
        self._moment = self._read_moment()

    def is_unchanged(self) -> bool:
        """Tell whether every row of every table is as it was."""
        if self._read_moment() == self._moment:
            return True  # no transaction has written anything
        return self._initial.has_rows(self._owned)

    def close(self) -> None:
        """Close the connection that restores it."""
        self._owned.close()

    def _read_moment(self) -> str:
        """Read the number that the next transaction that writes will have."""
        return str(self._owned.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())").fetchone())


@contextmanager
def open_store(kind: str, folder: Path) -> Iterator[Store]:
    """Open an empty database of a kind: `sqlite` or `postgresql`."""
    if kind == "sqlite":
        yield FileStore(folder)
        return
    binaries = find_postgres()
    if binaries is None:
        raise Missing("PostgreSQL 15 or newer is needed.")
    with run_cluster(binaries) as cluster, closing(ServerStore(cluster)) as store:
        yield store


def _make_digest(engine: Engine) -> str:
    found = hashlib.sha256()
    with engine.connect() as connection:
        for table in TABLES:
            for row in connection.execute(select(table).order_by(table.c.id)):
                found.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return found.hexdigest()
