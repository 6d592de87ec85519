"""An import killed in the middle: after each of the statements by which it adds rows, and before its commit."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection

from bench.faults.kills import Outcome, time_faults
from bench.faults.nursery import kill_stopped, open_nursery
from bench.faults.writer import Told, find_losses, prepare, write
from db import backup, session

MOST_STOPS = 20  # a change has fewer statements that add rows


def import_and_stop(url: str, first: int, tell: int) -> None:
    """Write one change, and stop for ever after one of the statements by which it adds rows, or before its commit.

    `first` is the number of the change times `MOST_STOPS`, and the number of statements to come through.
    """
    number, through = divmod(first, MOST_STOPS)
    stop_after(url, through, tell)
    write(url, number)


def stop_after(url: str, through: int, tell: int) -> None:
    """Stop this process for ever after one of the statements by which it adds rows, or before a commit."""
    added = itertools.count(1)

    def stop(*_: object) -> None:
        os.write(tell, b"stopped\n")
        signal.pause()

    def count(_1: Connection, _2: Any, statement: str, *_: object) -> None:
        if statement.startswith("INSERT") and next(added) == through:
            stop()

    engine = session.open_engine(url)
    event.listen(engine, "after_cursor_execute", count)
    event.listen(engine, "commit", stop)


def kill_imports(count: int, new: Callable[[int], str]) -> Outcome:
    """Kill imports at each place in turn. `new` makes a database and returns its address."""
    outcome, told, url = Outcome(), Told(), new(0)
    prepare(url)
    with time_faults(outcome):
        for fault in range(count):
            kind, through = fault % 2, fault // 2 % 4 + 1
            number = 2 * fault + 2 - kind
            before = backup.read_contents(url)
            process, pipe = open_nursery().start("imports", url, number * MOST_STOPS + through)
            if not kill_stopped(process, pipe):
                outcome.lost.append(f"{number} was not stopped")
            with session.open_writing(url, session.MACHINE):
                pass  # what it held has been released
            if backup.read_contents(url) != before:
                outcome.lost.append(f"{number} left something")
            write(url, number)
            told.kept.add(number)
            outcome.lost += find_losses(url, told)
            outcome.faults += 1
    outcome.kept = len(told.kept)
    return outcome
