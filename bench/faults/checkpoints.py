"""A writer of several threads on SQLite, with checkpoints beside it in its own process and in another."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from random import Random
from threading import Event, Thread

from sqlalchemy.exc import OperationalError

from bench.faults.writer import Writer, run_writer, write_each
from db import session

WRITERS = CHECKPOINTS = 2  # threads
MODES = ("PASSIVE", "FULL", "RESTART", "TRUNCATE")
LONGEST_LIFE = 1.0  # seconds from the first change that is reported as kept
LONGEST_PAUSE = 0.01  # seconds between two checkpoints of a thread


@contextmanager
def run_writers(url: str, first: int) -> Iterator[Writer]:
    """Run a process that writes and checkpoints, killed in the end; this one checkpoints until then."""
    with _checkpoint_beside(url), run_writer(url, first, "checkpoints") as writer:
        yield writer


@contextmanager
def _checkpoint_beside(url: str) -> Iterator[None]:
    done = Event()
    with ExitStack() as until_the_end:
        for number in range(CHECKPOINTS):
            until_the_end.callback(_start(lambda n=number: _checkpoint(url, n, done)).join)  # type: ignore[misc]
        until_the_end.callback(done.set)
        yield


def _checkpoint(url: str, seed: int, done: Event) -> None:
    """Checkpoint by one connection after another until told to stop."""
    chance = Random(seed)  # noqa: S311 # no secret
    while not done.wait(chance.uniform(0, LONGEST_PAUSE)):
        with suppress(OperationalError), session.open_engine(url).connect() as connection:
            connection.exec_driver_sql(f"PRAGMA wal_checkpoint({chance.choice(MODES)})")


def _start(work: Callable[[], None]) -> Thread:
    thread = Thread(target=work, daemon=True)
    thread.start()
    return thread


def write_and_checkpoint(url: str, first: int, tell: int) -> None:
    """Write for ever by several threads, while others checkpoint; report as a single writer does."""
    numbers = itertools.count(first)
    for number in range(CHECKPOINTS):
        _start(lambda n=number: _checkpoint(url, os.getpid() + n, Event()))  # type: ignore[misc]
    for writing in [_start(lambda: write_each(url, numbers, tell)) for _ in range(WRITERS)]:
        writing.join()
