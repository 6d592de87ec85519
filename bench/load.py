"""Load: many signed-in readers at once on two server processes and one PostgreSQL database."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import quantiles

import uvloop

from bench import data, machine, readers, servers
from bench.figures import Missing, Table, middle
from bench.readers import CHOICES, Choice, Person
from bench.servers import App, Server
from bench.sittings import EVERY, Answer, Door, Load, Sitting
from db import roles, session
from scripts import cluster
from scripts.programs import find_postgres

USERS, SECONDS = 150, 180
PROCESSES = 2
WARM_UP_READERS, WARM_UP_CLICKS = 6, 15
AT_ONCE, CLICKS_AGAIN = 10, 5
APPS = (servers.OURS, servers.EMPTY)  # the page in plain Streamlit cannot answer so many
MOST_TOLD = 20  # errors printed; all are counted


@dataclass(frozen=True, slots=True)
class Cost:
    """What the load cost: processor seconds of the servers and of the simulated readers, memory, and time.

    `kilobytes` is how much the servers grew per reader, including what they keep for everybody; `again` is how much
    they grow when as many readers come once more. `spent` are the processor seconds of each program by its name, and of
    what else ran on the machine.
    """

    processor: float
    readers: float
    kilobytes: float | None
    seconds: float
    again: float | None
    spent: Mapping[str, float]


Doors = Callable[[Person], Server | Door]
"""Where each person comes in."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who comes, what each does next in an application, the names to look for, for how long and at what pace, in s.

    They come `through` what stands before the servers, while something else is done `beside`.
    """

    persons: Sequence[Person]
    choices: Mapping[App, Choice]
    names: re.Pattern[bytes]
    seconds: int
    every: float = EVERY
    through: Callable[[Path, Sequence[Server]], AbstractContextManager[Doors]] | None = None
    beside: Callable[[], AbstractContextManager[object]] = nullcontext


Found = Mapping[App, tuple[Load, Cost]]
"""What each application answered, and what it cost."""


def run(users: int = USERS, seconds: int = SECONDS) -> list[Table]:
    """Put the same load on each application in turn, on the same database."""
    with open_database() as (folder, postgres, database):
        areas = data.fill_database(postgres.url(database))
        there = readers.make_persons(postgres.url(database), areas, users)
        crowd = Crowd(there, CHOICES, readers.make_name_pattern(areas), seconds)
        found = load_apps(folder, admit_servers(postgres, database), crowd)
    tell_wrong(found)
    title = (
        f"{users} signed-in readers, a click every {EVERY:.0f} s for {seconds} s, {PROCESSES} processes "
        "(aim: no error, p95 under 400 ms, under 500 kB a session)"
    )
    return [make_table("load", title, found), make_kinds("load_by_click", found[servers.OURS][0])]


@contextmanager
def open_database() -> Iterator[tuple[Path, cluster.Cluster, str]]:
    """Run a PostgreSQL with an empty database: a folder for logs, the cluster, and the database's name."""
    binaries = find_postgres()
    if binaries is None:
        raise Missing("PostgreSQL 15 or newer was not found.")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        cluster.run_cluster(binaries) as postgres,
    ):
        yield Path(name), postgres, postgres.create()


def load_apps(folder: Path, url: str, crowd: Crowd) -> Found:
    """Put the same load on each application in turn."""
    return {app: _load_app(app, folder, url, crowd) for app in APPS}


def tell_wrong(found: Found) -> None:
    """Print what went wrong."""
    for app, (load, _) in found.items():
        for line in load.wrong[:MOST_TOLD]:
            print(f"{app.name}: {line}", file=sys.stderr)


def admit_servers(postgres: cluster.Cluster, database: str) -> str:
    """Admit the role that servers use, which owns nothing and sees rows by the policies; return its address."""
    with session.open_engine(postgres.url(database)).begin() as connection:
        roles.admit_role(connection, cluster.APPLICATION)
    return postgres.url(database, cluster.APPLICATION)


def _load_app(app: App, folder: Path, url: str, crowd: Crowd) -> tuple[Load, Cost]:
    settings = readers.SETTINGS if app is servers.OURS else {}
    choice, there, load = crowd.choices[app], crowd.persons, Load(crowd.names)
    with ExitStack() as stack:
        running = [
            stack.enter_context(servers.run_server(app, folder, url, settings)) for _ in range(PROCESSES)
        ]
        uvloop.run(_warm_up(choice, running, there[:WARM_UP_READERS], load))
        load.answers.clear()
        doors: Doors = partial(_choose_server, running=running)
        if crowd.through:
            doors = stack.enter_context(crowd.through(folder, running))
        return load, uvloop.run(_measure(choice, running, crowd, load, doors))


async def _warm_up(choice: Choice, running: Sequence[Server], there: Sequence[Person], load: Load) -> None:
    """Let some readers click around on each server, so that what is made once has been made."""
    for server in running:
        sittings = [Sitting(server, person, choice, load) for person in there]
        await asyncio.gather(*(one.hurry(WARM_UP_CLICKS) for one in sittings))


async def _measure(choice: Choice, running: Sequence[Server], crowd: Crowd, load: Load, doors: Doors) -> Cost:
    """Measure the load. All readers arrive within one interval between clicks; the cost counts from then on."""
    there, seconds, every = crowd.persons, crowd.seconds, crowd.every
    before = _sum_megabytes(running)
    sittings = [Sitting(doors(person), person, choice, load) for person in there]
    start = time.perf_counter() + every
    with crowd.beside():
        async with asyncio.TaskGroup() as group:
            for one in sittings:
                group.create_task(one.keep_pace(start, start + seconds, every))
            await asyncio.sleep(every)
            busy, own, all_busy = _sum_processor(running), time.process_time(), machine.read_spent()
            await asyncio.sleep(seconds)
            spent = _sum_processor(running) - busy, time.process_time() - own
            all_spent = _subtract(machine.read_spent(), all_busy)
    grown = _find_growth(running, before, len(there))
    return Cost(*spent, grown, seconds, await _come_again(choice, running, there, load), all_spent)


def _subtract(now: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    return {name: seconds - before.get(name, 0.0) for name, seconds in now.items()}


async def _come_again(
    choice: Choice, running: Sequence[Server], there: Sequence[Person], load: Load
) -> float | None:
    """Measure the kilobytes per reader that the servers grow by when all come once more and stay."""
    before, crowd = _sum_megabytes(running), Load(load.names)
    sittings = [Sitting(_choose_server(person, running=running), person, choice, crowd) for person in there]
    for some in (sittings[at : at + AT_ONCE] for at in range(0, len(sittings), AT_ONCE)):
        await asyncio.gather(*(one.settle(CLICKS_AGAIN) for one in some))
    grown = _find_growth(running, before, len(there))
    await asyncio.gather(*(one.leave() for one in sittings))
    load.wrong += crowd.wrong
    return grown


def _find_growth(running: Sequence[Server], before: float, readers: int) -> float | None:
    after = _sum_megabytes(running)
    return (after - before) * 1024 / readers if before and after else None


def _choose_server(person: Person, *, running: Sequence[Server]) -> Server:
    """Choose the server a sticky proxy would keep a reader at, by a digest of their key."""
    return running[zlib.crc32(person.key.encode()) % len(running)]


def _sum_processor(running: Sequence[Server]) -> float:
    return sum(server.processor_seconds for server in running)


def _sum_megabytes(running: Sequence[Server]) -> float:
    return sum(server.megabytes or 0 for server in running)


def make_table(name: str, title: str, found: Found) -> Table:
    """Make the table of what each application answered, and what it cost."""
    columns = (
        *("clicks", "per_s", "median_ms", "p95_ms", "p99_ms", "most_ms", "waiting_p95_ms", "running_p95_ms"),
        *("processor_ms_a_click", "ratio_to_empty", "kB_a_session", "kB_again", "errors"),
        *("readers_share_of_a_core", "postgres_ms_a_click", "nginx_ms_a_click", "cores_of_others"),
    )
    table = Table(name, title, columns)
    each = {app: _find_cost_of_click(load, cost) for app, (load, cost) in found.items()}
    for app, (load, cost) in found.items():
        clicks = _select_clicks(load)
        table.add(
            app.name,
            clicks=len(clicks),
            per_s=len(clicks) / cost.seconds,
            **_measure_spread([one.seconds for one in clicks]),
            waiting_p95_ms=_find_percentile([one.waited for one in clicks]),
            running_p95_ms=_find_percentile([one.seconds - one.waited for one in clicks]),
            processor_ms_a_click=each[app],
            ratio_to_empty=each[app] / each[servers.EMPTY],
            kB_a_session=cost.kilobytes,
            kB_again=cost.again,
            errors=len(load.wrong),
            readers_share_of_a_core=cost.readers / cost.seconds,
            postgres_ms_a_click=1000 * cost.spent.get("postgres", 0.0) / len(clicks),
            nginx_ms_a_click=1000 * cost.spent.get("nginx", 0.0) / len(clicks),
            cores_of_others=cost.spent[machine.OTHERS] / cost.seconds,
        )
    return table


def make_kinds(name: str, load: Load) -> Table:
    """Make the table of what Målstreg answered, by what was clicked."""
    columns = ("clicks", "median_ms", "p95_ms", "p99_ms", "most_ms")
    table = Table(name, "Målstreg, by what was clicked", columns)
    for kind in sorted({answer.kind for answer in load.answers}):
        times = [answer.seconds for answer in load.answers if answer.kind == kind]
        table.add(kind, clicks=len(times), **_measure_spread(times))
    return table


def _select_clicks(load: Load) -> list[Answer]:
    """Select the answers to clicks, without the openings, when all readers come at once."""
    return [answer for answer in load.answers if answer.kind != "open"]


def _find_cost_of_click(load: Load, cost: Cost) -> float:
    return 1000 * cost.processor / len(_select_clicks(load))


def _measure_spread(times: Sequence[float]) -> dict[str, float]:
    return {
        "median_ms": 1000 * middle(times),
        "p95_ms": _find_percentile(times),
        "p99_ms": _find_percentile(times, 99),
        "most_ms": 1000 * max(times),
    }


def _find_percentile(times: Sequence[float], percent: int = 95) -> float:
    return (
        1000 * quantiles(times, n=100, method="inclusive")[percent - 1] if len(times) > 1 else 1000 * times[0]
    )
