"""A replica to read from: what it takes off the primary, and what it costs the servers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median

from bench import arrivals, importer, load, machine, readers, servers, state_data
from bench.figures import Missing, Table
from bench.readers import Person
from bench.servers import Server
from bench.sittings import Load, Sitting
from db.location import REPLICA_VARIABLE
from scripts import cluster
from scripts.programs import find_postgres

INSTITUTIONS, READERS, CLICKS = 20, 20, 25
COLUMNS = ("clicks", "median_ms", "server_ms_a_click", "primary_ms_a_click", "replica_ms_a_click", "errors")


def run() -> list[Table]:
    """Have readers click one after the other on one server, without a replica and with one."""
    binaries = find_postgres()
    if binaries is None:
        raise Missing("PostgreSQL 15 or newer was not found.")
    title = (
        f"{INSTITUTIONS * len(state_data.YEARS)} plans, {READERS} readers one after the other, {CLICKS} clicks each"
        " and an import between two; by the processor's time"
    )
    table = Table("replica", title, COLUMNS)
    with load.open_database() as (folder, primary, database), ExitStack() as stack:
        owner = primary.url(database)
        state_data.fill_state(owner, INSTITUTIONS)
        there = [arrivals.make_person(number, INSTITUTIONS) for number in range(READERS)]
        readers.grant_roles(owner, there)
        url = load.admit_servers(primary, database)
        copy = stack.enter_context(cluster.run_replica(binaries, primary))
        replica = {REPLICA_VARIABLE: copy.url(database, cluster.APPLICATION)}
        for name, more in {"primary alone": {}, "with a replica": replica}.items():
            table.add(name, **_measure(folder, url, there, more, (primary.process, copy.process)))
    return [table]


def _measure(
    folder: Path, url: str, there: Sequence[Person], more: Mapping[str, str], databases: Sequence[int]
) -> dict[str, float | None]:
    with servers.run_server(servers.OURS, folder, url, {**readers.SETTINGS, **more}) as server:
        said = Load(arrivals.NAMES)
        _sit(server, there, said, url)  # what is made once is made
        said.answers.clear()
        clocks = [partial(machine.read_spent_below, one) for one in (server.process.pid, *databases)]
        before = [clock() for clock in clocks]
        _sit(server, there, said, url)
        spent = [clock() - began for clock, began in zip(clocks, before, strict=True)]
    count = len(said.answers)
    return {
        "clicks": count,
        "median_ms": 1000 * median(answer.seconds for answer in said.answers),
        "errors": len(said.wrong),
        **dict(zip(COLUMNS[2:5], (1000 * seconds / count for seconds in spent), strict=True)),
    }


def _sit(server: Server, there: Sequence[Person], said: Load, url: str) -> None:
    for place, person in enumerate(there):
        importer.import_result(url, place % INSTITUTIONS, 400 + len(said.answers))
        asyncio.run(Sitting(server, person, readers.choose_click, said).hurry(CLICKS))
