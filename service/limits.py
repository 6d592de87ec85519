"""Rate limits, kept in memory: each process counts for itself, and the proxy before them for all processes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Network, ip_address
from threading import Lock

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from service import figures, logs
from service.routes import Route, find_route, mask_address

MOST_CLIENTS = 10_000
TOGETHER = 5  # times as many new addresses may come as requests from one, whatever addresses are told
OF_ONE_HOUSEHOLD = 64  # bits of an IPv6 address; the rest is a computer's own to choose


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` requests within `seconds` for each key."""

    most: int
    seconds: float
    _asked: dict[str, deque[float]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def allows(self, key: str, now: float) -> bool:
        """Return whether `key` may make a request at `now`, and if so, count it."""
        with self._lock:
            self._forget(now)
            times = self._asked.pop(key, deque())
            while times and times[0] <= now - self.seconds:
                times.popleft()
            allowed = len(times) < self.most
            if allowed:
                times.append(now)
            self._asked[key] = (
                times  # moved to the end, so that the keys stay in the order of their last request
            )
            return allowed

    def knows(self, key: str, now: float) -> bool:
        """Return whether `key` has made a request that still counts at `now`."""
        with self._lock:
            return any(asked > now - self.seconds for asked in self._asked.get(key, ()))

    def _forget(self, now: float) -> None:
        """Drop the keys whose requests have expired, and the longest idle if there are too many."""
        for key in list(self._asked):
            if len(self._asked) < MOST_CLIENTS and self._asked[key][-1] > now - self.seconds:
                return
            del self._asked[key]


def make_usual_limits() -> dict[Route, Limit]:
    """Make the limits of the service."""
    # A person never reaches them by hand, nor an office that shares one address; a program does at once.
    return {
        Route.SIGN_IN: Limit(60, 60),
        Route.DOWNLOAD: Limit(60, 60),
        Route.UPLOAD: Limit(30, 60),
        Route.CALENDAR: Limit(60, 60),
    }


class RateLimits:
    """ASGI middleware that refuses too frequent requests for sign-ins, files and calendars."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        limits: dict[Route, Limit],
        said: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app, self.limits, self.said, self.clock = app, limits, said, clock
        # Whoever is on the machine itself is believed in any address, and may tell another one each time. Only the
        # addresses are counted together: were it the requests, a few clients could keep everybody else out.
        self._newcomers = {
            route: Limit(limit.most * TOGETHER, limit.seconds) for route, limit in limits.items()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with status 429."""
        route = find_route(scope["path"]) if scope["type"] == "http" else None
        if route is None or route not in self.limits or self._allows(route, find_client(scope)):
            await self.app(scope, receive, send)
        else:
            await self._refuse(self.limits[route], scope, receive, send)

    def _allows(self, route: Route, client: str) -> bool:
        now, limit = self.clock(), self.limits[route]
        known = limit.knows(client, now) or self._newcomers[route].allows("", now)
        return known and limit.allows(client, now)

    async def _refuse(self, limit: Limit, scope: Scope, receive: Receive, send: Send) -> None:
        figures.REFUSED.labels("too_often").inc()
        logs.log_refusal("too_often", route=find_route(scope["path"]), path=mask_address(scope["path"]))
        wait = {"retry-after": str(round(limit.seconds)), "cache-control": "no-store"}
        await PlainTextResponse(self.said, 429, headers=wait)(scope, receive, send)


def find_client(scope: Scope) -> str:
    """Return the network address of the client, of IPv6 its network's.

    It is kept in memory while a limit counts it, and nowhere else.
    """
    found = scope.get("client")
    said = str(found[0]) if found else ""
    try:
        address = ip_address(said)
    except ValueError:
        return said
    if address.version == 4:
        return said
    return str(IPv6Network((int(address), OF_ONE_HOUSEHOLD), strict=False))
