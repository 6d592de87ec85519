"""Copies taken while a writer goes on, restored elsewhere and compared row by row."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import make_url, select

from bench.faults.kills import Outcome, time_faults
from bench.faults.writer import Told, find_losses, prepare, run_writer
from db import backup, session
from db.models import Base
from db.scope import EVERYTHING
from scripts.cluster import OWNER

BEFORE = 3  # changes acknowledged before each copy begins
Rows = dict[str, list[tuple[Any, ...]]]


def take_copies(count: int, new: Callable[[int], str]) -> Outcome:
    """Take copies of a database under one writer. `new` makes a database and returns its address."""
    outcome, told, url = Outcome(), Told(), new(0)
    prepare(url)
    with (
        time_faults(outcome),
        tempfile.TemporaryDirectory(prefix="maalstreg-copies-") as folder,
        run_writer(url, 1) as writer,
    ):
        for number in range(1, count + 1):
            wanted = len(told.kept) + BEFORE
            writer.hear(told, until=lambda most=wanted: len(told.kept) >= most)  # type: ignore[misc]
            acknowledged = Told({*told.kept})
            restored = _copy(url, Path(folder) / str(number), new(number))
            outcome.lost += [*find_losses(restored, acknowledged), *find_differences(url, restored)]
            outcome.faults += 1
            session.open_engine(restored).dispose()
    outcome.kept, outcome.refused = len(told.kept), told.refused
    return outcome


def _copy(url: str, file: Path, to: str) -> str:
    """Copy a database and restore the copy elsewhere, as its owner; return the address there."""
    backup.make_backup(_find_owner(url), file, session.MACHINE)
    backup.restore_copy(_find_owner(to), file, role=make_url(to).username or "")
    session.open_engine(_find_owner(to)).dispose()
    return to


def find_differences(url: str, restored: str) -> list[str]:
    """Find where a restored copy is not, row by row, what its database was when it had as many rows."""
    there, copied = _read_rows(url), _read_rows(restored)
    return [f"other rows in {name}" for name, rows in copied.items() if rows != there[name][: len(rows)]]


def _read_rows(url: str) -> Rows:
    with session.open_reading(url, sees=EVERYTHING) as db:
        found = {
            table: db.execute(select(table).order_by(table.c.id)) for table in Base.metadata.sorted_tables
        }
        return {table.name: [tuple(row) for row in rows] for table, rows in found.items()}


def _find_owner(url: str) -> str:
    """Find the owner's address of a database; on SQLite there is one address."""
    found = make_url(url)
    owner = found if found.get_backend_name() == "sqlite" else found.set(username=OWNER)
    return owner.render_as_string(hide_password=False)
