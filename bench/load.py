"""Load: many signed-in readers at once on two server processes and one PostgreSQL database."""

from __future__ import annotations

import asyncio
import random
import re
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

import uvloop
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from bench import data, readers, servers
from bench.figures import Missing, Table, middle
from bench.readers import CHOICES, ORIGIN, XSRF, Choice, Click, Person, Reader
from bench.servers import App, Server
from bench.sessions import MOST_BYTES, MOST_SECONDS
from db import roles, session
from scripts import cluster
from scripts.programs import find_postgres

USERS, SECONDS = 150, 180
EVERY, UNEVEN = 5.0, 0.2  # seconds between clicks, and the share they vary by
PROCESSES = 2
WARM_UP_READERS, WARM_UP_CLICKS = 6, 15
AT_ONCE, CLICKS_AGAIN = 10, 5
APPS = (servers.OURS, servers.EMPTY)  # the page in plain Streamlit cannot answer so many
MOST_TOLD = 20  # errors printed; all are counted
FAILED = re.compile(rb'class="m-error"')
Script = ForwardMsg.ScriptFinishedStatus


@dataclass(frozen=True, slots=True)
class Answer:
    """An answered click: the seconds until the script began, and until its last message."""

    kind: str
    waited: float
    seconds: float


@dataclass
class Load:
    """What one application answered, and everything that went wrong, in words."""

    names: re.Pattern[bytes]
    answers: list[Answer] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    named: dict[str, frozenset[bytes]] = field(default_factory=dict)
    """Whom each large message names, by hash: it is sent once and then referred to."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What the load cost: processor seconds of the servers and of the simulated readers, memory, and time.

    `kilobytes` is how much the servers grew per reader, including what they keep for everybody; `again` is how much
    they grow when as many readers come once more.
    """

    processor: float
    readers: float
    kilobytes: float | None
    seconds: float
    again: float | None


def run(users: int = USERS, seconds: int = SECONDS) -> list[Table]:
    """Put the same load on each application in turn, on the same database."""
    binaries = find_postgres()
    if binaries is None:
        raise Missing("PostgreSQL 15 or newer was not found.")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        cluster.run_cluster(binaries) as postgres,
    ):
        database = postgres.create()
        areas = data.fill_database(postgres.url(database))
        there = readers.make_persons(postgres.url(database), areas, users)
        url = _admit(postgres, database)
        found = {
            app: _load_app(app, Path(name), url, there, seconds, Load(readers.make_name_pattern(areas)))
            for app in APPS
        }
    for app, (load, _) in found.items():
        for line in load.wrong[:MOST_TOLD]:
            print(f"{app.name}: {line}", file=sys.stderr)
    return [_make_table(found, users, seconds), _make_kinds(found[servers.OURS][0])]


def _admit(postgres: cluster.Cluster, database: str) -> str:
    """Admit the role that servers use, which owns nothing and sees rows by the policies; return its address."""
    with session.open_engine(postgres.url(database)).begin() as connection:
        roles.admit_role(connection, cluster.APPLICATION)
    return postgres.url(database, cluster.APPLICATION)


def _load_app(
    app: App, folder: Path, url: str, there: Sequence[Person], seconds: int, load: Load
) -> tuple[Load, Cost]:
    settings = readers.SETTINGS if app is servers.OURS else {}
    with ExitStack() as stack:
        running = [
            stack.enter_context(servers.run_server(app, folder, url, settings)) for _ in range(PROCESSES)
        ]
        uvloop.run(_warm_up(app, running, there[:WARM_UP_READERS], load))
        load.answers.clear()
        return load, uvloop.run(_measure(app, running, there, seconds, load))


async def _warm_up(app: App, running: Sequence[Server], there: Sequence[Person], load: Load) -> None:
    """Let some readers click around on each server, so that what is made once has been made."""
    for server in running:
        sittings = [Sitting(server, person, CHOICES[app], load) for person in there]
        await asyncio.gather(*(one.hurry(WARM_UP_CLICKS) for one in sittings))


async def _measure(
    app: App, running: Sequence[Server], there: Sequence[Person], seconds: int, load: Load
) -> Cost:
    """Measure the load. All readers arrive within one interval between clicks; the cost counts from then on."""
    before = _sum_megabytes(running)
    sittings = [Sitting(_choose_server(person, running), person, CHOICES[app], load) for person in there]
    start = time.perf_counter() + EVERY
    async with asyncio.TaskGroup() as group:
        for one in sittings:
            group.create_task(one.keep_pace(start, start + seconds))
        await asyncio.sleep(EVERY)
        busy, own = _sum_processor(running), time.process_time()
        await asyncio.sleep(seconds)
        spent = _sum_processor(running) - busy, time.process_time() - own
    grown = _find_growth(running, before, len(there))
    return Cost(*spent, grown, seconds, await _come_again(app, running, there, load))


async def _come_again(
    app: App, running: Sequence[Server], there: Sequence[Person], load: Load
) -> float | None:
    """Measure the kilobytes per reader that the servers grow by when all come once more and stay."""
    before, crowd = _sum_megabytes(running), Load(load.names)
    sittings = [Sitting(_choose_server(person, running), person, CHOICES[app], crowd) for person in there]
    for some in (sittings[at : at + AT_ONCE] for at in range(0, len(sittings), AT_ONCE)):
        await asyncio.gather(*(one.settle(CLICKS_AGAIN) for one in some))
    grown = _find_growth(running, before, len(there))
    await asyncio.gather(*(one.leave() for one in sittings))
    load.wrong += crowd.wrong
    return grown


def _find_growth(running: Sequence[Server], before: float, readers: int) -> float | None:
    after = _sum_megabytes(running)
    return (after - before) * 1024 / readers if before and after else None


def _choose_server(person: Person, running: Sequence[Server]) -> Server:
    """Choose the server a sticky proxy would keep a reader at, by a digest of their key."""
    return running[zlib.crc32(person.key.encode()) % len(running)]


def _sum_processor(running: Sequence[Server]) -> float:
    return sum(server.processor_seconds for server in running)


def _sum_megabytes(running: Sequence[Server]) -> float:
    return sum(server.megabytes or 0 for server in running)


class Sitting:
    """A reader's connection to a server, and the pace of their clicks."""

    def __init__(self, server: Server, person: Person, choice: Choice, load: Load) -> None:
        self._url = server.url.replace("http", "ws", 1) + "/_stcore/stream"
        self._reader = Reader(person, random.Random(person.key))  # noqa: S311 - nothing depends on it
        self._choice, self._load = choice, load
        self._socket: ClientConnection | None = None

    async def settle(self, clicks: int) -> None:
        """Open the page, click without pausing, and stay."""
        await self._click(self._reader.open())
        for _ in range(clicks):
            await self._click(self._next())

    async def hurry(self, clicks: int) -> None:
        """Open the page, click without pausing, and leave."""
        await self.settle(clicks)
        await self.leave()

    async def keep_pace(self, start: float, end: float) -> None:
        """Arrive before the start and click until the end, later than planned where an answer is late."""
        chance = self._reader.chance
        turn = start - chance.uniform(0, EVERY)
        await _sleep_until(turn)
        click = self._reader.open()
        while turn < end:
            await self._click(click)
            turn = max(time.perf_counter(), turn + EVERY * chance.uniform(1 - UNEVEN, 1 + UNEVEN))
            await _sleep_until(min(turn, end))
            click = self._next()
        await self.leave()

    def _next(self) -> Click:
        """Choose the next click; after a lost connection the reader opens the page again."""
        return self._choice(self._reader) if self._socket else self._reader.open()

    async def _click(self, click: Click) -> None:
        try:
            async with asyncio.timeout(MOST_SECONDS):
                if click.anew or self._socket is None:
                    await self.leave()
                    self._socket = await self._connect()
                await self._send(self._socket, click)
        except (WebSocketException, OSError, TimeoutError) as error:
            self._say(click, f"dropped: {error!r}")
            await self.leave()

    async def _connect(self) -> ClientConnection:
        return await connect(
            self._url,
            origin=ORIGIN,  # type: ignore[arg-type] # a name for str
            subprotocols=[Subprotocol("streamlit"), Subprotocol(XSRF)],
            additional_headers=self._reader.person.headers(),
            max_size=MOST_BYTES,
        )

    async def leave(self) -> None:
        """Close the connection if it is open."""
        if self._socket is not None:
            await self._socket.close()
        self._socket = None

    async def _send(self, socket: ClientConnection, click: Click) -> None:
        began = time.perf_counter()
        ran = began
        came: set[bytes] = set()
        await socket.send(click.message)
        while True:
            got = await socket.recv(decode=False)
            message = ForwardMsg.FromString(got)
            kind = message.WhichOneof("type")
            element = self._reader.browser.receive(message)
            came |= self._find_named(message, got)
            if kind == "new_session":
                ran = time.perf_counter()
            elif (
                kind == "page_not_found" or FAILED.search(got) or (element and element.HasField("exception"))
            ):
                self._say(click, "an error on the page")
            elif kind == "script_finished" and message.script_finished != Script.FINISHED_EARLY_FOR_RERUN:
                break
        self._load.answers.append(Answer(click.kind, ran - began, time.perf_counter() - began))
        self._check(click, came)

    def _find_named(self, message: ForwardMsg, got: bytes) -> frozenset[bytes]:
        """Find whom a message names, also where it only refers to an earlier one."""
        if message.ref_hash:
            return self._load.named[message.ref_hash]
        found = frozenset(self._load.names.findall(got))
        if message.metadata.cacheable:
            self._load.named[message.hash] = found
        return found

    def _check(self, click: Click, came: set[bytes]) -> None:
        """Check that nothing about anybody else was sent, and that the page is the one asked for."""
        if self._choice is not readers.choose_click:
            return
        person = self._reader.person
        if others := {name for name in came if re.sub(rb"-\d{4}$", b"", name) not in person.own}:
            self._say(click, f"of somebody else: {sorted(others)}")
        if missing := click.speaks_of - came:
            self._say(click, f"without {sorted(missing)}")

    def _say(self, click: Click, what: str) -> None:
        self._load.wrong.append(f"{self._reader.person.key}, {click.kind}: {what}")


async def _sleep_until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))


def _make_table(found: dict[App, tuple[Load, Cost]], users: int, seconds: int) -> Table:
    title = (
        f"{users} signed-in readers, a click every {EVERY:.0f} s for {seconds} s, {PROCESSES} processes "
        "(aim: no error, p95 under 400 ms, under 500 kB a session)"
    )
    columns = (
        *("clicks", "per_s", "median_ms", "p95_ms", "p99_ms", "most_ms", "waiting_p95_ms", "running_p95_ms"),
        *("processor_ms_a_click", "ratio_to_empty", "kB_a_session", "kB_again", "errors"),
        "readers_share_of_a_core",
    )
    table = Table("load", title, columns)
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
        )
    return table


def _make_kinds(load: Load) -> Table:
    table = Table(
        "load_by_click",
        "Målstreg, by what was clicked",
        ("clicks", "median_ms", "p95_ms", "p99_ms", "most_ms"),
    )
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
