"""Every request is numbered, counted, timed and logged, and never with what it asked or who did."""

from __future__ import annotations

import re
import time
from secrets import token_hex

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service import figures, logs
from service.routes import Route, find_route, mask_address

REQUEST_ID = "x-request-id"
NOT_LOGGED = frozenset({Route.ASSET, Route.PROBE})
"""What comes by the hundred and says nothing when it goes well. It is counted all the same."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
SWITCHED, REFUSED, FAILED = 101, 403, 500


class RequestObserver:
    """ASGI middleware, the outermost: what was asked for, how it went and how long it took."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hold a session for as long as it lasts."""
        if scope["type"] not in {"http", "websocket"}:
            return await self.app(scope, receive, send)
        number, started = choose_request_id(Headers(scope=scope).get(REQUEST_ID, "")), time.monotonic()
        status = FAILED if scope["type"] == "http" else REFUSED

        async def forward(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = number
            elif message["type"] == "websocket.accept":
                status = SWITCHED
                figures.SESSIONS.inc()
            await send(message)

        try:
            await self.app(scope, receive, forward)
        finally:
            _note(scope, number, status, time.monotonic() - started)


def choose_request_id(given: str) -> str:
    """The number that the proxy gave the request, or one of our own where it is no such number."""
    return given if re.fullmatch(r"[0-9a-f]{16,64}", given) else token_hex(16)


def _note(scope: Scope, number: str, status: int, seconds: float) -> None:
    kind = find_route(scope["path"])
    figures.REQUESTS.labels(kind, str(status)).inc()
    if status == SWITCHED:
        figures.SESSIONS.dec()
    else:
        figures.REQUEST_SECONDS.labels(kind).observe(seconds)
    if kind in NOT_LOGGED and status < 400:
        return
    method = scope.get("method", "WEBSOCKET")
    logs.log_event(
        "request",
        request=number,
        method=method if method in METHODS or scope["type"] == "websocket" else "OTHER",
        route=kind,
        path=mask_address(scope["path"]),
        status=status,
        seconds=round(seconds, 4),
    )
