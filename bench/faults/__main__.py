"""Runs the faults: `make faults`, or some of them: `make faults ARGS="sqlite 200"`; 1 where anything is lost."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from bench.faults import away, disks, head, kills, web
from bench.faults.clusters import cluster
from bench.faults.kills import Outcome

CHANCE = 7


def _sqlite(count: int) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="maalstreg-kills-") as folder:
        return kills.killed(count, kills.sqlite_in(Path(folder)), Random(CHANCE))  # noqa: S311 # no secret


def _postgres(count: int) -> Outcome:
    with cluster() as running:
        return kills.killed(count, kills.postgres_in(running), Random(CHANCE))  # noqa: S311


def _stops(count: int) -> Outcome:
    with cluster() as running:
        return kills.stopped(count, running, Random(CHANCE))  # noqa: S311


def _web(count: int) -> Outcome:
    """On SQLite and on PostgreSQL in turn."""
    with tempfile.TemporaryDirectory(prefix="maalstreg-web-") as name, cluster() as running:
        folder = Path(name)
        kinds = kills.sqlite_in(folder), kills.postgres_in(running)
        with head.browser() as page:
            return web.killed(count, lambda n: kinds[n % 2](n), folder, page, Random(CHANCE))  # noqa: S311


def _away(count: int) -> Outcome:
    with (
        tempfile.TemporaryDirectory(prefix="maalstreg-away-") as folder,
        cluster() as running,
        head.browser() as page,
    ):
        return away.stopped(count, running, Path(folder), page, Random(CHANCE))  # noqa: S311


FAULTS: dict[str, tuple[Callable[[int], Outcome], int]] = {
    "sqlite": (_sqlite, 200),
    "postgres": (_postgres, 200),
    "stops": (_stops, 20),
    "full": (disks.full, 5),
    "readonly": (disks.read_only, 5),
    "web": (_web, 200),
    "away": (_away, 20),
}


def main() -> int:
    """Make things fail, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("fault", choices=[*FAULTS, "all"], nargs="?", default="all")
    parser.add_argument("count", type=int, nargs="?")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    lost = 0
    for name in FAULTS if asked.fault == "all" else [asked.fault]:
        run, usual = FAULTS[name]
        outcome = run(asked.count or usual)
        print(f"{name}: {outcome.text()}", *outcome.lost[:10], sep="\n", flush=True)
        lost += len(outcome.lost)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
