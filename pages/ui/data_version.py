"""The version of the data: what the newest is, and that one run of a page reads a single one.

Cached reads are kept under the version they came from, so a write in any process makes every one of them start anew.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import Connection

from db import models, session, upgrade
from db.file_state import FileStates, is_unchanged, look_at_files
from db.location import URL_VARIABLE
from db.state import newest_rows
from db.state.newest_rows import DataVersion, RowReach
from metrics.errors import refuse

Answer = TypeVar("Answer")
Version = tuple[int, *DataVersion]
"""The identity of the database file, then its newest rows."""

LOOK_SECONDS = 2  # between two looks whether a newer program has upgraded the database
KEPT_VERSIONS = 2  # the newest data, and what others are still looking at while it changes
KEPT_MOMENTS = 32  # days the dashboard is set to, over all readers
KEPT_SHEETS = 128  # rendered pages of each kind; some dozens of kB each
KEPT_PERSONS = 256
KEPT_FILES = 64  # drafts being edited, over all readers

_found_in_run: ContextVar[dict[object, Any] | None] = ContextVar("found_in_run", default=None)


@contextmanager
def pin_version() -> Iterator[None]:
    """Make everything read inside the block come from one version: the newest at the first read.

    Every run of a page is wrapped in it, so that its parts agree. Nested blocks have no effect.
    """
    if _found_in_run.get() is not None:
        yield
        return
    token = _found_in_run.set({})
    try:
        with session.keep_open():
            yield
    finally:
        _found_in_run.reset(token)


def note_write() -> None:
    """Forget the pinned version after a write, so that later reads of the run see its result."""
    (_found_in_run.get() or {}).clear()


def find_version(url: str) -> Version:
    """Return the version to read: the pinned one inside `pin_version`, else the newest."""
    return find_once(url, lambda: _find_newest_version(url))


def ask_beside(url: str, question: Callable[[Connection], tuple[DataVersion, Answer]]) -> Answer:
    """Ask something in one statement with the version, which is pinned by that unless one is already."""
    _refuse_newer(url)
    (file, _, _), _ = look_at_files(url)
    newest, answer = session.ask(url, question)
    find_once(url, lambda: (file, *newest))
    return answer


def find_rights_version(url: str) -> tuple[int, ...]:
    """Return the version of who may do what to whom: what else is written leaves it as it is."""
    file, *newest = find_version(url)
    rights = newest_rows.select_newest(
        tuple(newest), RowReach.RIGHTS, RowReach.INSTITUTIONS, RowReach.EVERYTHING
    )
    return (file, *rights)


def find_newest_plan(url: str) -> int:
    """Return the number of the newest plan, which no fewer came before."""
    _, *newest = find_version(url)
    return newest_rows.select_newest_row(tuple(newest), models.Plan)


def find_once(what: object, find: Callable[[], Answer]) -> Answer:
    """Return what `find` returns; within `pin_version` it is called once, and again after a write."""
    found = _found_in_run.get()
    if found is None:
        return find()
    if what not in found:
        found[what] = find()
    return cast("Answer", found[what])


def make_key(*parts: object) -> str:
    """Join everything a cached result depends on into one text."""
    return "\n".join(map(str, parts))


def _find_newest_version(url: str) -> Version:
    _refuse_newer(url)
    files = look_at_files(url)
    # The database is asked only where its files cannot show that nothing was written since.
    unchanged = is_unchanged(files, time.time_ns())
    newest = _newest_rows_by_files(url, files) if unchanged else _read_newest_rows(url)
    return (files[0][0], *newest)


def _refuse_newer(url: str) -> None:
    if _is_ahead(url, int(time.monotonic() / LOOK_SECONDS)):
        raise refuse("database_ahead", URL_VARIABLE)


@lru_cache(maxsize=16)
def _newest_rows_by_files(url: str, _files: FileStates) -> DataVersion:
    return _read_newest_rows(url)


@lru_cache(maxsize=16)
def _is_ahead(url: str, _moment: int) -> bool:
    return session.ask(url, upgrade.is_ahead)


def _read_newest_rows(url: str) -> DataVersion:
    return session.ask(url, newest_rows.read_data_version)
