"""What addresses, cookies and headers say: every function that reads them, with anything at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from random import Random
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl, quote_from_bytes, urlencode, urlsplit

import anyio
import streamlit as st
from starlette.types import Message, Receive, Scope, Send

from bench.fuzz import hostile
from bench.fuzz.runner import Broken
from bench.fuzz.world import TODAY, World
from db import session
from metrics.access import of_all
from metrics.periods import Period, known_by, read_day
from pages.ui import address, data, frame, paths, reader, sign_in, web, widgets
from pages.ui.i18n import LANGUAGES, Words

NAMES = ("lang", "as_of", "known_at", "plan", "goal", "view", "add", "text", "area", "year", "role", "x", "")
PATHS = ("/", "/plan", "/assets/ui.js", "/auth/login", "/oauth2callback")
HEADERS = ("maalstreg_asked=%2Fplan%3Fplan; _xsrf=2", "http://localhost/plan?plan=cpr-2017#x")
READ = 0.02  # of the inputs are also asked of the database
USUAL = {
    "lang": ("da", "en"),
    "as_of": ("2017-06-30", "2021-12-31"),
    "known_at": ("2018-01-31",),
    "plan": ("cpr-2017", "m05"),
    "goal": ("1", "2"),
    "role": ("auditor", "reporter"),
    "view": ("head", "life", "preview"),
}


@dataclass(frozen=True, slots=True)
class Given:
    """An address's query, a period, and what a browser's headers say."""

    query: dict[str, str]
    text: str
    header: str
    path: str
    raw: bytes
    reads: bool


class Queries:
    """All that is read of a request."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._shell = web.Shell(_nothing)
        self._sign_in = sign_in.SignIn(_redirecting, secure=True)
        self._elsewhere = ThreadPoolExecutor(1)  # where no loop is running already

    def make(self, chance: Random) -> Given:
        """Some parameters, most of them wrong."""
        query = {name: asked(chance, name) for name in chance.choices(NAMES, k=chance.randint(0, 6))}
        raw = hostile.changed(chance, urlencode(query, errors="replace").encode())[:8000]
        header = chance.choice((hostile.text(chance), hostile.written(chance, chance.choice(HEADERS))))
        path = chance.choice(PATHS)
        path = path if chance.random() < 0.5 else hostile.written(chance, path)
        path = path.encode("utf-8", "replace").decode()  # as a server reads it: what is no UTF-8 is replaced
        return Given(query, asked(chance, "as_of"), header, path, raw, chance.random() < READ)

    def give(self, given: object) -> None:
        """Read it in every way it is read."""
        assert isinstance(given, Given)
        self._of_the_page(given)
        self._of_the_server(given)
        day, trimmed = read_day(given.text), given.text.strip()
        if day and day.isoformat() != given.text:
            raise Broken(f"{given.text!r} is read as {day}")
        if given.reads:
            with mock.patch.dict(os.environ, {session.URL_VARIABLE: self.world.url}):
                data.moment(day or TODAY, known_by(TODAY), of_all("x"), TODAY)
            self.world.demand_unchanged()
        Words("da").period(Period.parse(trimmed).text)

    def _of_the_page(self, given: Given) -> None:
        with mock.patch.object(st, "query_params", given.query), mock.patch.object(st, "session_state", {}):
            words = address.words()
            reader.trial(given.query.get("role", ""))
            for name in ("as_of", "known_at"):
                day, problem = frame._day(name, TODAY)
                if not frame.FIRST_DAY <= day <= frame.LAST_DAY or (problem and day != TODAY):
                    raise Broken(f"{given.query} is read as {day}")
                known_by(min(day, TODAY))
                words.date(day)
            widgets.unknown("area", ["", "A"])
            self._round_trip(given.query, words.lang)

    @staticmethod
    def _round_trip(query: dict[str, str], lang: str) -> None:
        """A link made of what was asked stays on this server and asks the same."""
        kept = {name: value for name, value in query.items() if name != "lang"}
        try:
            made = paths.path("plan", kept, lang)
        except UnicodeEncodeError:
            if any("\ud800" <= c <= "\udfff" for text in (*kept, *kept.values()) for c in text):
                return  # no browser can send these, and no page is ever asked for them
            raise
        parts = urlsplit(made)
        if parts.netloc or parts.scheme or parts.path != "/plan":
            raise Broken(f"{made} leads away")
        if {n: v for n, v in parse_qsl(parts.query, keep_blank_values=True) if n != "lang"} != kept:
            raise Broken(f"{made} asks for something else than {kept}")

    def _of_the_server(self, given: Given) -> None:
        scope = _scope(given)
        if web.language(scope) not in LANGUAGES:
            raise Broken("a language that is none")
        place = sign_in.asked_for(given.header, "localhost")
        if not place.startswith("/") or place.startswith("//"):
            raise Broken(f"{given.header!r} leads to {place!r}")
        claims: dict[str, Any] = {
            "email": given.text,
            "iat": len(given.text) * 10**6,
            "exp": 10 ** len(given.text[:25]),
        }
        sign_in.known_as(claims, datetime.now(UTC))
        for app in (self._shell, self._sign_in):
            replies = self._elsewhere.submit(anyio.run, _replies, app, scope).result()
            for status, headers in replies:
                if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise Broken(f"{given.path!r} is answered with {status}")
                for name, value in headers:
                    if name == b"location" and not _stays(value):
                        raise Broken(f"{given.path!r} leads away to {value!r}")


def _stays(location: bytes) -> bool:
    return location.startswith(b"/") and not location.startswith((b"//", b"/\\")) and b"\n" not in location


def asked(chance: Random, name: str) -> str:
    """A value of a parameter: a usual one, one like it, or anything."""
    usual = chance.choice(USUAL.get(name, ("1",)))
    match chance.randrange(4):
        case 0:
            return usual
        case 1:
            return hostile.written(chance, usual)
        case _:
            return hostile.text(chance)


def _scope(given: Given) -> Scope:
    header = given.header.encode("utf-8", "replace").replace(b"\r", b"").replace(b"\n", b"")
    return {
        "type": "http",
        "method": "GET",
        "path": given.path if given.path.startswith("/") else f"/{given.path}",
        "raw_path": quote_from_bytes(given.path.encode("utf-8", "replace")).encode(),
        "query_string": given.raw,
        "headers": [
            (b"host", b"localhost"),
            (b"referer", header),
            (b"cookie", header),
            (b"accept-encoding", header),
        ],
    }


async def _replies(
    app: Callable[[Scope, Receive, Send], Any], scope: Scope
) -> Sequence[tuple[int, list[tuple[bytes, bytes]]]]:
    found = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            found.append((message["status"], list(message["headers"])))

    await app(scope, receive, send)
    return found


async def _nothing(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def _redirecting(_scope: Scope, _receive: Receive, send: Send) -> None:
    headers = [(b"location", b"/"), (b"set-cookie", b"a=b; Path=/")]
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
