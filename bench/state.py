"""What a whole state costs: the overview at first, after a write to its own area or another, filtered; and memory."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count, cycle
from pathlib import Path
from typing import NamedTuple

from bench import load, servers, state_data
from bench.figures import Table
from bench.readers import ORIGIN, SETTINGS, XSRF, Person, grant_roles
from bench.servers import Server
from bench.sessions import Run, Session, SignedIn
from metrics.access import Role

SIZES = (2, 20, 200)
"""How many institutions there are, each with a plan in each of ten years."""
TIMES = 100
IDLE = 0.05
"""Seconds of the processor in one second, of which a server that has nothing to do spends and waits for less."""
QUERY = f"as_of={state_data.AS_OF.isoformat()}"
COLUMNS = (
    *("empty_ms", "again_ms", "again_apart_ms", "other_written_ms", "other_ratio", "other_apart_ratio"),
    *("own_written_ms", "own_aim_ms"),
    *("all_written_ms", "filter_ms", "search_ms", "first_s", "first_KB", "first_of_all_s", "first_of_all_KB"),
    *("start_s", "first_today_s", "MB"),
)

Opened = tuple[Path, str, Callable[[], str]]
"""A folder for logs, an empty database at its owner's address, and what finds the servers' when it has tables."""


def run(sizes: Sequence[int] = SIZES) -> list[Table]:
    """Measure each size in turn; every ratio is within one run."""
    title = (
        f"The overview of one area after a write to another, to its own, and of all areas; {TIMES} times each, by the"
        " processor's time; apart: in turn with the writes, each undone (aims: ratio 1.2, own at most 3 times the"
        " empty app and 100 ms, first 4 s and 300 kB, filter 100 ms, 400 MB)"
    )
    table = Table("state", title, COLUMNS)
    for institutions in sizes:
        plans = f"{institutions * len(state_data.YEARS)} plans"
        found = {}
        for database, opened in DATABASES.items():
            with opened() as (folder, owner, served):
                found[database] = _measure(folder, institutions, owner, served)
            table.add(f"{plans}, {database}", **found[database])
        table.add(f"{plans}, PostgreSQL / SQLite", **_compare(found["PostgreSQL"], found["SQLite"]))
    return [table]


@contextmanager
def _open_file() -> Iterator[Opened]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        url = f"sqlite:///{Path(name) / 'state.db'}"
        yield Path(name), url, lambda: url


@contextmanager
def _open_cluster() -> Iterator[Opened]:
    with load.open_database() as (folder, postgres, database):
        yield folder, postgres.url(database), lambda: load.admit_servers(postgres, database)


DATABASES = {"SQLite": _open_file, "PostgreSQL": _open_cluster}
Figures = dict[str, float | None]


def _compare(ours: Figures, theirs: Figures) -> Figures:
    """Compare what both took, figure by figure."""
    return {
        name: value / other if value is not None and (other := theirs[name]) else None
        for name, value in ours.items()
    }


def _measure(folder: Path, institutions: int, url: str, find_served: Callable[[], str]) -> Figures:
    state_data.fill_state(url, institutions)
    served = find_served()
    first, last = (state_data.name_area(place, institutions) for place in (0, institutions - 1))
    heads = [_make_head(place, area) for place, area in enumerate((first, last, None))]
    grant_roles(url, heads)
    with ExitStack() as stack:
        server = stack.enter_context(servers.run_server(servers.OURS, folder, served, SETTINGS))
        bare = stack.enter_context(servers.run_server(servers.EMPTY, folder, served))
        _wait_until_idle(server)
        own, other, every = (_open(stack, server, head) for head in heads)
        empty = stack.enter_context(Session(bare.url))
        first_other = _spend(server, other.rerun, 1)
        first_every = _spend(server, every.rerun, 1)
        own.rerun()
        empty.rerun()

        after_writes = _measure_after_writes(server, url, {"other": other, "own": own, "all": every})
        idle = _spend(bare, empty.rerun)
        places = cycle((1, 2))
        filtered = _spend(server, lambda: every.choose("area", next(places)))
        found = _open(stack, server, heads[-1], "&find=styrelsen+m%C3%A5l+7&sort=late")
        found.rerun()
        searched = _spend(server, found.rerun)
        for place in range(len({state_data.name_area(one, institutions) for one in range(institutions)})):
            every.choose("area", place + 1)
        megabytes = server.megabytes
    return {
        "empty_ms": idle.milliseconds,
        **after_writes,
        "own_aim_ms": 3 * idle.milliseconds + 100,
        "filter_ms": filtered.milliseconds,
        "search_ms": searched.milliseconds,
        "first_s": first_other.milliseconds / 1000,
        "first_KB": first_other.kilobytes,
        "first_of_all_s": first_every.milliseconds / 1000,
        "first_of_all_KB": first_every.kilobytes,
        **_measure_start(folder, served, heads[-1]),
        "MB": megabytes,
    }


def _measure_after_writes(server: Server, url: str, sessions: Mapping[str, Session]) -> dict[str, float]:
    """Measure what a run costs where nothing was written, and after a write to the first institution."""
    numbers = count(400)

    def write() -> None:
        state_data.add_value(url, 0, next(numbers))

    def undo() -> None:
        state_data.try_value(url, 0, next(numbers))

    again = _spend(server, sessions["other"].rerun).milliseconds
    # What a write does on the same machine makes the next run slower by itself: its caches are another's by then.
    in_turn = [
        [_spend(server, sessions["other"].rerun, 1, before).milliseconds for before in (undo, write)]
        for _ in range(TIMES)
    ]
    apart, other = (sum(spent) / TIMES for spent in zip(*in_turn, strict=True))
    written = {
        whose: _spend(server, sessions[whose].rerun, before=write).milliseconds for whose in ("own", "all")
    }
    return {
        "again_ms": again,
        "again_apart_ms": apart,
        "other_written_ms": other,
        **{f"{whose}_written_ms": milliseconds for whose, milliseconds in written.items()},
        "other_ratio": other / again,
        "other_apart_ratio": other / apart,
    }


def _measure_start(folder: Path, url: str, head: Person) -> dict[str, float]:
    """Measure what a new process spends before it has to, and then on the first overview of today."""
    with ExitStack() as stack:
        server = stack.enter_context(servers.run_server(servers.OURS, folder, url, SETTINGS))
        filling = _spend(server, lambda: _wait_until_idle(server), 1)
        signed_in = SignedIn(ORIGIN, XSRF, head.headers())
        first_today = _spend(server, stack.enter_context(Session(server.url, "", signed_in)).rerun, 1)
    return {"start_s": filling.milliseconds / 1000, "first_today_s": first_today.milliseconds / 1000}


class Spent(NamedTuple):
    """What a server spent on a run of a page, on average: milliseconds of the processor, and kB that it sent."""

    milliseconds: float
    kilobytes: float


def _spend(
    server: Server, rerun: Callable[[], Run], times: int = TIMES, before: Callable[[], None] | None = None
) -> Spent:
    """Have a page run some times, each after what comes before, and tell what the server spent on it.

    It is the processor's time, since others may use the same cores; the write is not the server's.
    """
    began, sent = server.processor_seconds, 0
    for _ in range(times):
        if before:
            before()
        sent += rerun().sent
    return Spent(1000 * (server.processor_seconds - began) / times, sent / 1000 / times)


def _wait_until_idle(server: Server) -> Run:
    """Wait until a server that has started has read the data and judged the current plans of today."""
    began = time.perf_counter()
    wanted = -1.0
    while server.wanted_seconds - wanted > IDLE:
        wanted = server.wanted_seconds
        time.sleep(1)
    return Run(time.perf_counter() - began, 0, "")


def _make_head(place: int, area: str | None) -> Person:
    return Person(f"head-{place}@example.dk", Role.HEAD, None, area, frozenset(), ())


def _open(stack: ExitStack, server: Server, head: Person, more: str = "") -> Session:
    return stack.enter_context(Session(server.url, QUERY + more, SignedIn(ORIGIN, XSRF, head.headers())))
