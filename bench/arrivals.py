"""Arrivals: results come in while many read, on two processes behind nginx and one PostgreSQL database."""

from __future__ import annotations

import re
import ssl
import subprocess
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from bench import importer, load, readers, servers, state_data
from bench.figures import Missing, Table, middle
from bench.load import Crowd, Doors
from bench.readers import CHOICES, ONE_OF_THREE, ROLES, Person, Plan
from bench.servers import Server
from bench.sittings import EVERY, Door
from metrics.access import Role
from scripts.programs import find_nginx
from scripts.proxy import HOST, run_proxy

INSTITUTIONS = (2, 20)
"""Each has a plan in each of ten years; 200 are measured with `--institutions 200`."""
USERS, SECONDS = 150, 180
ONE_OF_TEN = 10  # every tenth reader sees all areas
NAMES = re.compile(
    rb"styrelse-\d{3}(?:-\d{4})?|Styrelsen \d{3}|Ministerium \d{2} \(opdigtet\)|reader-\d+@example\.dk"
)


def run(users: int = USERS, seconds: int = SECONDS, sizes: Sequence[int] = INSTITUTIONS) -> list[Table]:
    """Have readers click while results are imported; then twice as many, while nothing is."""
    aim = "aim: no error, p95 under 400 ms"
    there = f"a click every {EVERY:.0f} s for {seconds} s, {load.PROCESSES} processes behind nginx, PostgreSQL ({aim})"
    tables: list[Table] = []
    for institutions in sizes:
        plans = institutions * len(state_data.YEARS)
        title = f"{plans} plans, {users} readers and an import every {importer.EVERY:.0f} s, {there}"
        tables += _measure(f"arrivals_{plans}", title, institutions, users, seconds, imports=True)
        title = f"{plans} plans, {2 * users} readers, nothing written, {there}"
        tables += _measure(f"alone_{plans}", title, institutions, 2 * users, seconds, imports=False)
    return tables


def _measure(
    name: str, title: str, institutions: int, users: int, seconds: int, *, imports: bool
) -> Iterator[Table]:
    with load.open_database() as (folder, postgres, database):
        owner = postgres.url(database)
        state_data.fill_state(owner, institutions)
        there = [make_person(number, institutions) for number in range(users)]
        readers.grant_roles(owner, there)
        url = load.admit_servers(postgres, database)
        took: list[float] = []
        crowd = Crowd(there, CHOICES, NAMES, seconds, through=_open_proxy)
        if imports:
            crowd = replace(crowd, beside=partial(_import, url, institutions, folder, took))
        found = load.load_apps(folder, url, crowd)
    load.tell_wrong(found)
    yield load.make_table(name, title, found)
    yield load.make_kinds(f"{name}_by_click", found[servers.OURS][0])
    if took:
        told = Table(f"{name}_imports", "The imports beside it", ("imports", "median_s", "most_s"))
        told.add("both applications", imports=len(took), median_s=middle(took), most_s=max(took))
        yield told


def make_person(number: int, institutions: int) -> Person:
    """Make a person: every third sees an area, every tenth all of them, the others an institution."""
    place = number % institutions
    area, every = state_data.name_area(place, institutions), range(institutions)
    key, whole, all_of_them = (
        f"reader-{number}@example.dk",
        number % ONE_OF_THREE == 0,
        number % ONE_OF_TEN == 1,
    )
    of_area = [one for one in every if state_data.name_area(one, institutions) == area]
    seen = every if all_of_them else of_area if whole else [place]
    areas = {state_data.name_area(one, institutions) for one in seen}
    names = {key, *areas, *map(state_data.name_institution, seen), *(f"Styrelsen {one:03}" for one in seen)}
    goals = tuple(str(goal) for goal in range(1, 9))
    return Person(
        key,
        Role.HEAD if all_of_them else ROLES[number // ONE_OF_THREE % len(ROLES)],
        None if whole or all_of_them else state_data.name_institution(place),
        area if whole and not all_of_them else None,
        frozenset(one.encode() for one in names),
        tuple(
            Plan(f"{state_data.name_institution(one)}-{year}", year, goals)
            for one in seen
            for year in state_data.YEARS
        ),
    )


@contextmanager
def _import(url: str, institutions: int, folder: Path, took: list[float]) -> Iterator[None]:
    """Import in a process of its own meanwhile. Raises RuntimeError if one failed."""
    told = folder / "imports"
    with told.open("wb") as out:
        command = [sys.executable, "-m", "bench.importer", url, str(institutions)]
        process = subprocess.Popen(command, cwd=servers.ROOT, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield
        if process.poll() is not None:
            raise RuntimeError(f"The imports ended:\n{told.read_text()}")
    finally:
        process.terminate()
        process.wait()
    took += map(float, told.read_text().split())


@contextmanager
def _open_proxy(folder: Path, running: Sequence[Server]) -> Iterator[Doors]:
    """Run nginx before the servers as it is shipped. Each reader comes from an address of their own, as at home."""
    program = find_nginx()
    if program is None:
        raise Missing("nginx was not found.")
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE  # its certificate is of this run
    ports = [int(server.url.rpartition(":")[2]) for server in running]
    with run_proxy(program, folder, ports) as proxy:
        to_it = {"host": "127.0.0.1", "port": proxy.port, "ssl": trusting, "server_hostname": HOST}

        def find_door(person: Person) -> Door:
            high, low = divmod(zlib.crc32(person.key.encode()) % 60_000, 250)
            return Door(f"https://{HOST}", {**to_it, "local_addr": (f"127.1.{high}.{low + 1}", 0)})

        yield find_door
