"""Number, count, time and log every request, without its query and without who made it."""

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
"""Routes logged only on errors: they come by the hundred. They are counted all the same."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
SWITCHED, REFUSED, FAILED = 101, 403, 500


class RequestObserver:
    """The outermost ASGI middleware: observes what was requested, with what status and in what time."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and observe it; a WebSocket for as long as it lasts."""
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
            _observe(scope, number, status, time.monotonic() - started)


def choose_request_id(given: str) -> str:
    """Return the request number the proxy gave if it is well formed, otherwise a new one."""
    return given if re.fullmatch(r"[0-9a-f]{16,64}", given) else token_hex(16)


def _observe(scope: Scope, number: str, status: int, seconds: float) -> None:
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
