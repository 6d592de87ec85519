"""Runs all faults (`make faults`) or one (`make faults ARGS="sqlite 200"`); exits with 1 if anything is lost."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from random import Random

from bench.faults import away, checkpoints, copies, declarations, disks, head, imports, kills, web
from bench.faults.clusters import run_cluster
from bench.faults.kills import Outcome

CHANCE = 7


def _kill_on_sqlite(count: int) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="maalstreg-kills-") as folder:
        return kills.kill_writers(count, kills.make_sqlite_in(Path(folder)), Random(CHANCE))  # noqa: S311 # no secret


def _kill_under_checkpoints(count: int) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="maalstreg-checkpoints-") as folder:
        new = kills.make_sqlite_in(Path(folder))
        chance, life = Random(CHANCE), checkpoints.LONGEST_LIFE  # noqa: S311
        return kills.kill_writers(count, new, chance, checkpoints.run_writers, life)


def _kill_imports(count: int) -> Outcome:
    """Kill imports on SQLite and on PostgreSQL, half of them on each."""
    return _do_on_both(count, imports.kill_imports)


def _kill_declarations(count: int) -> Outcome:
    """Kill sendings and approvals of a report on SQLite and on PostgreSQL, half of them on each."""
    return _do_on_both(count, declarations.kill_declarations)


def _take_copies(count: int) -> Outcome:
    """Take copies of SQLite and of PostgreSQL, half of them of each."""
    return _do_on_both(count, copies.take_copies)


def _do_on_both(count: int, work: Callable[[int, Callable[[int], str]], Outcome]) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="maalstreg-both-") as folder, run_cluster() as running:
        first = work(count - count // 2, kills.make_sqlite_in(Path(folder)))
        return first.add(work(count // 2, kills.make_postgres_in(running)))


def _kill_on_postgres(count: int) -> Outcome:
    with run_cluster() as running:
        return kills.kill_writers(count, kills.make_postgres_in(running), Random(CHANCE))  # noqa: S311


def _stop_postgres(count: int) -> Outcome:
    with run_cluster() as running:
        return kills.stop_server(count, running, Random(CHANCE))  # noqa: S311


def _kill_web(count: int) -> Outcome:
    """Kill servers on SQLite and on PostgreSQL in turn."""
    with tempfile.TemporaryDirectory(prefix="maalstreg-web-") as name, run_cluster() as running:
        folder = Path(name)
        kinds = kills.make_sqlite_in(folder), kills.make_postgres_in(running)
        with head.open_page() as page:
            return web.kill_servers(count, lambda n: kinds[n % 2](n), folder, page, Random(CHANCE))  # noqa: S311


def _stop_under_pages(count: int) -> Outcome:
    with (
        tempfile.TemporaryDirectory(prefix="maalstreg-away-") as folder,
        run_cluster() as running,
        head.open_page() as page,
    ):
        return away.stop_under_pages(count, running, Path(folder), page, Random(CHANCE))  # noqa: S311


FAULTS: dict[str, tuple[Callable[[int], Outcome], int]] = {
    "sqlite": (_kill_on_sqlite, 200),
    "checkpoints": (_kill_under_checkpoints, 400),
    "postgres": (_kill_on_postgres, 200),
    "stops": (_stop_postgres, 20),
    "imports": (_kill_imports, 40),
    "declarations": (_kill_declarations, 200),
    "copies": (_take_copies, 20),
    "full": (disks.fill_disk, 5),
    "full-server": (disks.fill_server_disk, 5),
    "readonly": (disks.write_protect_disk, 5),
    "web": (_kill_web, 200),
    "away": (_stop_under_pages, 20),
}


def main() -> int:
    """Make things fail, and print the outcomes; return 1 if anything is lost."""
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
