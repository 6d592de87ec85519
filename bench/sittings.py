"""Simulated readers at their browsers: connections to a server, the pace of clicks, and everything that goes wrong."""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from bench import readers
from bench.readers import ORIGIN, XSRF, Choice, Click, Person, Reader
from bench.servers import Server
from bench.sessions import MOST_BYTES, MOST_SECONDS

EVERY, UNEVEN = 5.0, 0.2  # seconds between clicks, and the share they vary by
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
class Door:
    """Where a reader comes in that is no server itself: an address, and how a connection to it is made."""

    url: str
    options: Mapping[str, Any]


class Sitting:
    """A reader's connection to a server, and the pace of their clicks."""

    def __init__(self, place: Server | Door, person: Person, choice: Choice, load: Load) -> None:
        self._url = place.url.replace("http", "ws", 1) + "/_stcore/stream"
        self._options = place.options if isinstance(place, Door) else {}
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

    async def keep_pace(self, start: float, end: float, every: float) -> None:
        """Arrive before the start and click until the end, later than planned where an answer is late."""
        chance = self._reader.chance
        turn = start - chance.uniform(0, every)
        await _sleep_until(turn)
        await self._click(self._reader.open())
        while (turn := max(time.perf_counter(), turn + every * chance.uniform(1 - UNEVEN, 1 + UNEVEN))) < end:
            await _sleep_until(turn)
            await self._click(self._next())
        await _sleep_until(end)
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
            **self._options,
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
        if self._choice is readers.press_button:
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
