"""Writers killed in the middle of writes, and PostgreSQL stopped under one; everything is checked after each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.faults.clusters import Cluster
from bench.faults.writer import Told, Writer, find_losses, prepare, run_writer
from db import session

A_DATABASE = 20  # kills before a new database, since the whole audit chain is checked after each kill
LONGEST_LIFE = 0.25  # seconds from the first change that a writer reports as kept
WRITTEN_BEFORE, WRITTEN_AFTER = 3, 3  # changes around each stop of the server
NOT_TOLD = 10  # numbers left out after a kill; a few of them may be kept without having been told of
Running = AbstractContextManager[Writer]


@dataclass
class Outcome:
    """How many faults there were, and what came of them."""

    faults: int = 0
    kept: int = 0
    refused: int = 0
    lost: list[str] = field(default_factory=list)
    seconds: float = 0

    def add(self, other: Outcome) -> Outcome:
        """Add the figures of another run."""
        return Outcome(
            self.faults + other.faults,
            self.kept + other.kept,
            self.refused + other.refused,
            [*self.lost, *other.lost],
            self.seconds + other.seconds,
        )

    def text(self) -> str:
        """Write the figures on one line."""
        return (
            f"{self.faults} faults, {self.kept} changes acknowledged, {self.refused} refused in words,"
            f" {len(self.lost)} lost or half there, {self.seconds:.0f} s"
        )


@contextmanager
def time_faults(outcome: Outcome) -> Iterator[None]:
    """Add the time taken to the outcome."""
    began = time.perf_counter()
    yield
    outcome.seconds += time.perf_counter() - began


def kill_writers(
    count: int,
    new: Callable[[int], str],
    chance: Random,
    run: Callable[[str, int], Running] = run_writer,
    life: float = LONGEST_LIFE,
) -> Outcome:
    """Kill writers, one after another. `new` makes a database and returns its address, `run` runs a writer on it."""
    outcome = Outcome()
    with time_faults(outcome):
        for begun in range(0, count, A_DATABASE):
            url = new(begun // A_DATABASE)
            prepare(url)
            told, first = Told(), 1
            for _ in range(min(A_DATABASE, count - begun)):
                before = len(told.kept)
                first = _kill_one(run(url, first), url, told, chance.uniform(0, life))
                if len(told.kept) == before:
                    outcome.lost.append("the writer wrote nothing")
                outcome.lost += find_losses(url, told)
                outcome.faults += 1
            outcome.kept += len(told.kept)
            outcome.refused += told.refused
            session.open_engine(url).dispose()
    return outcome


def _kill_one(running: Running, url: str, told: Told, life: float) -> int:
    """Start a writer and kill it some time after its first change; return the number the next one starts with."""
    before = len(told.kept)
    with running as writer:
        writer.hear(told, until=lambda: len(told.kept) > before)
        time.sleep(life)
        writer.kill()
        writer.hear(told, until=lambda: False)
    # Taking the lock here shows that whatever the killed writer held has been released.
    with session.open_writing(url, session.MACHINE):
        pass
    return max(told.kept, default=0) + NOT_TOLD


def stop_server(count: int, cluster: Cluster, chance: Random) -> Outcome:
    """Stop and start PostgreSQL a number of times under one writer."""
    outcome, told = Outcome(), Told()
    prepare(cluster.url)
    with time_faults(outcome), run_writer(cluster.url, 1) as writer:
        for number in range(count):
            before = len(told.kept)
            writer.hear(told, until=_has_kept(told, before + WRITTEN_BEFORE))
            time.sleep(chance.uniform(0, LONGEST_LIFE))
            cluster.stop("immediate" if number % 2 else "fast")
            refused = told.refused
            writer.hear(told, until=_has_refused(told, refused + 1))
            cluster.start()
            before = len(told.kept)
            writer.hear(told, until=_has_kept(told, before + WRITTEN_AFTER))
            outcome.lost += find_losses(cluster.url, told)
            outcome.faults += 1
            if not writer.alive():
                outcome.lost.append("the writer did not go on")
                break
    outcome.kept, outcome.refused = len(told.kept), told.refused
    return outcome


def make_sqlite_in(folder: Path) -> Callable[[int], str]:
    """Make a function that makes SQLite databases in a folder."""
    return lambda number: f"sqlite:///{folder / f'{number}.db'}"


def make_postgres_in(cluster: Cluster) -> Callable[[int], str]:
    """Make a function that makes databases in a cluster."""
    return lambda number: cluster.create_database(f"kill_{number}")


def _has_kept(told: Told, count: int) -> Callable[[], bool]:
    return lambda: len(told.kept) >= count


def _has_refused(told: Told, count: int) -> Callable[[], bool]:
    return lambda: told.refused >= count
