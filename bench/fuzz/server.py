"""The layers of the web server in front of the pages, asked anything at all."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from http import HTTPStatus
from random import Random
from typing import Any
from urllib.parse import quote_from_bytes

import anyio
from starlette.routing import Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from bench.fuzz import hostile
from bench.fuzz.runner import Broken
from bench.fuzz.world import World
from service import calendar_feed, gate, index_page, limits, request_log, shell, sign_in
from service.claims import find_sign_in
from words import addresses
from words.language import LANGUAGES

SECRET = "a" * 32
FAR = 2**33 - 1  # the last moment that is read as a time
USUAL: dict[str, object] = {"is_logged_in": True, "email": "chief@cpr.dk", "email_verified": True, "exp": FAR}
ODD: tuple[object, ...] = (
    *(None, True, False, -1, 0, 1.5, 2**33, 2**63, 1e308, float("inf"), float("nan")),
    *([], {}, ["a@b.dk"]),
)
UPLOAD = "/_stcore/upload_file/1/2"

ORIGIN = "https://maal.example.dk"
Reply = tuple[int, list[tuple[bytes, bytes]]]


class Server:
    """Each layer alone, in front of an application with a fixed answer."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._layers: tuple[ASGIApp, ...] = (
            shell.Shell(_answer_not_found, stylesheet=""),
            sign_in.SignIn(_answer_redirect, secure=True),
            gate.Gate(_answer_not_found, cookie_secret=SECRET, origin=ORIGIN),
            request_log.RequestObserver(_answer_not_found),
            limits.RateLimits(_answer_not_found, limits=limits.make_usual_limits(), said="-"),
        )
        self._calendars = Router([calendar_feed.ROUTE])
        self._elsewhere = ThreadPoolExecutor(1)  # where no event loop is running yet

    def ask(self, path: str, query: bytes, header: str) -> None:
        """Request a path: no answer may be an error or redirect to another server."""
        scope = _make_scope(path if path.startswith("/") else f"/{path}", query, header)
        if index_page.find_language(scope) not in LANGUAGES:
            raise Broken("a language that is none")
        place = sign_in.find_return_address(header, "localhost")
        if not place.startswith("/") or place.startswith("//"):
            raise Broken(f"{header!r} leads to {place!r}")
        for layer in self._layers:
            self._demand_own(layer, scope)

    def ask_for_calendar(self, secret: str) -> None:
        """Ask for a calendar by a secret that opens none."""
        path = addresses.CALENDAR.format(secret=secret.encode("utf-8", "replace").decode())
        for status, _ in self._demand_own(self._calendars, _make_scope(path, b"", "")):
            if status != HTTPStatus.NOT_FOUND:
                raise Broken(f"{path!r} is answered with {status}")
        self._world.demand_unchanged()

    def sign_in(self, claims: dict[str, Any], chance: Random) -> None:
        """Sign in with a provider's claims: a known person is audited, and let in only with a role."""
        sealed = create_signed_value(
            SECRET, USER_COOKIE_NAME, json.dumps({**claims, "origin": ORIGIN})
        ).decode()
        cookie = f"{USER_COOKIE_NAME}={sealed}"
        entrance = gate.Gate(_make_redirecting(cookie), cookie_secret=SECRET, origin=ORIGIN)
        self._demand_own(entrance, _make_scope(sign_in.CALLBACK, b"", ""))
        for status, _ in self._demand_own(entrance, _make_scope(UPLOAD, b"", cookie)):
            if status != HTTPStatus.UNAUTHORIZED:
                raise Broken(f"{claims} are let in")
        if find_sign_in(claims, datetime.now(UTC)) and claims.get("is_logged_in"):
            if self._world.is_unchanged():
                raise Broken(f"{claims} are not on record")
            self._world.demand_chain(chance)
        else:
            self._world.demand_unchanged()

    def _demand_own(self, app: ASGIApp, scope: Scope) -> Sequence[Reply]:
        replies = self._elsewhere.submit(anyio.run, _collect_replies, app, scope).result()
        for status, headers in replies:
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise Broken(f"{scope['path']!r} is answered with {status}")
            for name, value in headers:
                if name == b"location" and not _stays_here(value):
                    raise Broken(f"{scope['path']!r} leads away to {value!r}")
        return replies


def make_claims(chance: Random) -> dict[str, Any]:
    """Make a provider's claims about somebody, some of them odd."""
    made = {**USUAL, "iat": time.time()}
    names = ("email", "email", "email_verified", "iat", "exp", "is_logged_in", "name")
    for name in chance.sample(names, chance.randint(0, 3)):
        made[name] = chance.choice(
            (hostile.choose_text(chance), f"{hostile.choose_text(chance)}@b.dk", chance.choice(ODD))
        )
    return made


def _stays_here(location: bytes) -> bool:
    return location.startswith(b"/") and not location.startswith((b"//", b"/\\")) and b"\n" not in location


def _make_scope(path: str, query: bytes, header: str) -> Scope:
    said = header.encode("utf-8", "replace").replace(b"\r", b"").replace(b"\n", b"")
    names = (b"referer", b"cookie", b"accept-encoding", b"x-request-id")
    return {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": quote_from_bytes(path.encode("utf-8", "replace")).encode(),
        "query_string": query,
        "headers": [(b"host", b"localhost"), *((name, said) for name in names)],
    }


async def _collect_replies(app: Callable[[Scope, Receive, Send], Any], scope: Scope) -> Sequence[Reply]:
    found = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            found.append((message["status"], list(message["headers"])))

    await app(scope, receive, send)
    return found


async def _answer_not_found(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


async def _answer_redirect(_scope: Scope, _receive: Receive, send: Send) -> None:
    await _redirect(send, "a=b; Path=/")


def _make_redirecting(cookie: str) -> ASGIApp:
    async def redirecting(_scope: Scope, _receive: Receive, send: Send) -> None:
        await _redirect(send, cookie)

    return redirecting


async def _redirect(send: Send, cookie: str) -> None:
    headers = [(b"location", b"/"), (b"set-cookie", cookie.encode())]
    await send({"type": "http.response.start", "status": 302, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
