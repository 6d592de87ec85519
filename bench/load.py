"""What many readers at once meet: two server processes, one PostgreSQL database, everybody signed in."""

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
from scripts.programs import postgres_bin

USERS, SECONDS = 150, 180
EVERY, UNEVEN = 5.0, 0.2  # seconds from click to click, and by what share they differ
PROCESSES = 2
WARM_UP_READERS, WARM_UP_CLICKS = 6, 15
AT_ONCE, CLICKS_AGAIN = 10, 5
APPS = (servers.OURS, servers.EMPTY)  # a page in plain Streamlit answers none of so many
MOST_TOLD = 20  # of what went wrong; all of it is counted
FAILED = re.compile(rb'class="m-error"')
Script = ForwardMsg.ScriptFinishedStatus


@dataclass(frozen=True, slots=True)
class Answer:
    """A click that was answered: until the script began, and until its last message."""

    kind: str
    waited: float
    seconds: float


@dataclass
class Load:
    """What one application met: its answers, and everything that went wrong, in words."""

    names: re.Pattern[bytes]
    answers: list[Answer] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    named: dict[str, frozenset[bytes]] = field(default_factory=dict)
    """Whom the large messages name, that are sent once and then spoken of."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What the load took: processor time of the servers and of the readers' own program, memory, time.

    Memory is what the servers grew by, per reader, all that they keep for everybody included; `again` is what they grow
    by when as many come once more, and that is there.
    """

    processor: float
    readers: float
    kilobytes: float | None
    seconds: float
    again: float | None


def run(users: int = USERS, seconds: int = SECONDS) -> list[Table]:
    """The same load on each application, one after the other, on the same database."""
    binaries = postgres_bin()
    if binaries is None:
        raise Missing("PostgreSQL 15 or newer was not found.")
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name,
        cluster.running(binaries) as postgres,
    ):
        database = postgres.create()
        areas = data.fill(postgres.url(database))
        there = readers.persons(postgres.url(database), areas, users)
        url = _admitted(postgres, database)
        found = {
            app: _loaded(app, Path(name), url, there, seconds, Load(readers.naming(areas))) for app in APPS
        }
    for app, (load, _) in found.items():
        for line in load.wrong[:MOST_TOLD]:
            print(f"{app.name}: {line}", file=sys.stderr)
    return [_table(found, users, seconds), _kinds(found[servers.OURS][0])]


def _admitted(postgres: cluster.Cluster, database: str) -> str:
    """The address that servers use in service: of a role that owns nothing, and sees rows by the policies."""
    with session.open_engine(postgres.url(database)).begin() as connection:
        roles.admit_role(connection, cluster.APPLICATION)
    return postgres.url(database, cluster.APPLICATION)


def _loaded(
    app: App, folder: Path, url: str, there: Sequence[Person], seconds: int, load: Load
) -> tuple[Load, Cost]:
    settings = readers.SETTINGS if app is servers.OURS else {}
    with ExitStack() as stack:
        running = [stack.enter_context(servers.serving(app, folder, url, settings)) for _ in range(PROCESSES)]
        uvloop.run(_warmed(app, running, there[:WARM_UP_READERS], load))
        load.answers.clear()
        return load, uvloop.run(_measured(app, running, there, seconds, load))


async def _warmed(app: App, running: Sequence[Server], there: Sequence[Person], load: Load) -> None:
    """Let some readers look around on each server, so that what is made once is there."""
    for server in running:
        sittings = [Sitting(server, person, CHOICES[app], load) for person in there]
        await asyncio.gather(*(one.hurried(WARM_UP_CLICKS) for one in sittings))


async def _measured(
    app: App, running: Sequence[Server], there: Sequence[Person], seconds: int, load: Load
) -> Cost:
    """All readers come within the time between two clicks; what they cost counts from when they are there."""
    before = _megabytes(running)
    sittings = [Sitting(_sticky(person, running), person, CHOICES[app], load) for person in there]
    start = time.perf_counter() + EVERY
    async with asyncio.TaskGroup() as group:
        for one in sittings:
            group.create_task(one.unhurried(start, start + seconds))
        await asyncio.sleep(EVERY)
        busy, own = _processor(running), time.process_time()
        await asyncio.sleep(seconds)
        spent = _processor(running) - busy, time.process_time() - own
    grown = _grown(running, before, len(there))
    return Cost(*spent, grown, seconds, await _come_again(app, running, there, load))


async def _come_again(
    app: App, running: Sequence[Server], there: Sequence[Person], load: Load
) -> float | None:
    """What the servers grow by, per reader, when all come once more and stay: their first clicks again."""
    before, crowd = _megabytes(running), Load(load.names)
    sittings = [Sitting(_sticky(person, running), person, CHOICES[app], crowd) for person in there]
    for some in (sittings[at : at + AT_ONCE] for at in range(0, len(sittings), AT_ONCE)):
        await asyncio.gather(*(one.settled(CLICKS_AGAIN) for one in some))
    grown = _grown(running, before, len(there))
    await asyncio.gather(*(one.leave() for one in sittings))
    load.wrong += crowd.wrong
    return grown


def _grown(running: Sequence[Server], before: float, readers: int) -> float | None:
    after = _megabytes(running)
    return (after - before) * 1024 / readers if before and after else None


def _sticky(person: Person, running: Sequence[Server]) -> Server:
    """The server a proxy would keep a reader at, by a digest that spreads them."""
    return running[zlib.crc32(person.key.encode()) % len(running)]


def _processor(running: Sequence[Server]) -> float:
    return sum(server.processor_seconds for server in running)


def _megabytes(running: Sequence[Server]) -> float:
    return sum(server.megabytes or 0 for server in running)


class Sitting:
    """A reader's connection to a server, and how often they click."""

    def __init__(self, server: Server, person: Person, choice: Choice, load: Load) -> None:
        self._url = server.url.replace("http", "ws", 1) + "/_stcore/stream"
        self._reader = Reader(person, random.Random(person.key))  # noqa: S311 - nothing depends on it
        self._choice, self._load = choice, load
        self._socket: ClientConnection | None = None

    async def settled(self, clicks: int) -> None:
        """Open the page, click without a pause, and stay."""
        await self._click(self._reader.opened())
        for _ in range(clicks):
            await self._click(self._next())

    async def hurried(self, clicks: int) -> None:
        """The same, and leave."""
        await self.settled(clicks)
        await self.leave()

    async def unhurried(self, start: float, end: float) -> None:
        """Come before the start and click until the end; later than planned where the answer is late."""
        chance = self._reader.chance
        turn = start - chance.uniform(0, EVERY)
        await _until(turn)
        click = self._reader.opened()
        while turn < end:
            await self._click(click)
            turn = max(time.perf_counter(), turn + EVERY * chance.uniform(1 - UNEVEN, 1 + UNEVEN))
            await _until(min(turn, end))
            click = self._next()
        await self.leave()

    def _next(self) -> Click:
        """What the reader clicks on; after a connection was lost they open the page again."""
        return self._choice(self._reader) if self._socket else self._reader.opened()

    async def _click(self, click: Click) -> None:
        try:
            async with asyncio.timeout(MOST_SECONDS):
                if click.anew or self._socket is None:
                    await self.leave()
                    self._socket = await self._connected()
                await self._answered(self._socket, click)
        except (WebSocketException, OSError, TimeoutError) as error:
            self._say(click, f"dropped: {error!r}")
            await self.leave()

    async def _connected(self) -> ClientConnection:
        return await connect(
            self._url,
            origin=ORIGIN,  # type: ignore[arg-type] # a name for str
            subprotocols=[Subprotocol("streamlit"), Subprotocol(XSRF)],
            additional_headers=self._reader.person.headers(),
            max_size=MOST_BYTES,
        )

    async def leave(self) -> None:
        """Close the connection, if it is open."""
        if self._socket is not None:
            await self._socket.close()
        self._socket = None

    async def _answered(self, socket: ClientConnection, click: Click) -> None:
        began = time.perf_counter()
        ran = began
        came: set[bytes] = set()
        await socket.send(click.message)
        while True:
            got = await socket.recv(decode=False)
            message = ForwardMsg.FromString(got)
            kind = message.WhichOneof("type")
            element = self._reader.browser.noted(message)
            came |= self._named(message, got)
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

    def _named(self, message: ForwardMsg, got: bytes) -> frozenset[bytes]:
        """Whom a message names; the same as before where it is only spoken of."""
        if message.ref_hash:
            return self._load.named[message.ref_hash]
        found = frozenset(self._load.names.findall(got))
        if message.metadata.cacheable:
            self._load.named[message.hash] = found
        return found

    def _check(self, click: Click, came: set[bytes]) -> None:
        """That nothing came of anybody else, and that the page is the one that was asked for."""
        if self._choice is not readers.ours:
            return
        person = self._reader.person
        if others := {name for name in came if re.sub(rb"-\d{4}$", b"", name) not in person.own}:
            self._say(click, f"of somebody else: {sorted(others)}")
        if missing := click.speaks_of - came:
            self._say(click, f"without {sorted(missing)}")

    def _say(self, click: Click, what: str) -> None:
        self._load.wrong.append(f"{self._reader.person.key}, {click.kind}: {what}")


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0.0, moment - time.perf_counter()))


def _table(found: dict[App, tuple[Load, Cost]], users: int, seconds: int) -> Table:
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
    each = {app: _a_click(load, cost) for app, (load, cost) in found.items()}
    for app, (load, cost) in found.items():
        clicks = _clicks(load)
        table.add(
            app.name,
            clicks=len(clicks),
            per_s=len(clicks) / cost.seconds,
            **_spread([one.seconds for one in clicks]),
            waiting_p95_ms=_most_of([one.waited for one in clicks]),
            running_p95_ms=_most_of([one.seconds - one.waited for one in clicks]),
            processor_ms_a_click=each[app],
            ratio_to_empty=each[app] / each[servers.EMPTY],
            kB_a_session=cost.kilobytes,
            kB_again=cost.again,
            errors=len(load.wrong),
            readers_share_of_a_core=cost.readers / cost.seconds,
        )
    return table


def _kinds(load: Load) -> Table:
    table = Table(
        "load_by_click",
        "Målstreg, by what was clicked",
        ("clicks", "median_ms", "p95_ms", "p99_ms", "most_ms"),
    )
    for kind in sorted({answer.kind for answer in load.answers}):
        times = [answer.seconds for answer in load.answers if answer.kind == kind]
        table.add(kind, clicks=len(times), **_spread(times))
    return table


def _clicks(load: Load) -> list[Answer]:
    """Without the opening of the page, when all come at once."""
    return [answer for answer in load.answers if answer.kind != "open"]


def _a_click(load: Load, cost: Cost) -> float:
    return 1000 * cost.processor / len(_clicks(load))


def _spread(times: Sequence[float]) -> dict[str, float]:
    return {
        "median_ms": 1000 * middle(times),
        "p95_ms": _most_of(times),
        "p99_ms": _most_of(times, 99),
        "most_ms": 1000 * max(times),
    }


def _most_of(times: Sequence[float], percent: int = 95) -> float:
    return (
        1000 * quantiles(times, n=100, method="inclusive")[percent - 1] if len(times) > 1 else 1000 * times[0]
    )
