"""Sign-in by OpenID Connect: its settings from the environment, and what Streamlit's own sign-in lacks.

Streamlit forgets the requested address, sets its cookies without `Secure` and for weeks, and never checks when a
sign-in expires. The first two are put right in its replies; the third is checked on every run of a page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics.errors import InvalidInput, Problem
from service.claims import LONGEST_SIGN_IN, PREFIX, read_terms

SETTINGS = ("METADATA_URL", "CLIENT_ID", "CLIENT_SECRET", "COOKIE_SECRET", "PUBLIC_URL")
SHORTEST_SECRET = 32
LOGIN, LOGOUT, CALLBACK = "/auth/login", "/auth/logout", "/oauth2callback"
_MAX_AGE, _EXPIRES = (
    re.compile(r"\bmax-age=(\d+)", re.IGNORECASE),
    re.compile(r";\s*expires=[^;]*", re.IGNORECASE),
)
ASKED, MINUTES_TO_SIGN_IN = "maalstreg_asked", 10


@dataclass(frozen=True, slots=True)
class Provider:
    """The OpenID Connect provider, and the public address of Målstreg."""

    metadata_url: str
    client_id: str
    client_secret: str
    cookie_secret: str
    public_url: str

    @property
    def secure(self) -> bool:
        """Whether cookies are restricted to encrypted connections, which a local machine may not have."""
        return self.public_url.startswith("https://")

    @property
    def origin(self) -> str:
        """Scheme and host of the public address, which Streamlit seals into its cookie."""
        found = urlsplit(self.public_url)
        return f"{found.scheme}://{found.netloc}"

    def secrets(self) -> dict[str, Any]:
        """Return the settings in Streamlit's form."""
        return {
            "auth": {
                "redirect_uri": f"{self.public_url.rstrip('/')}{CALLBACK}",
                "cookie_secret": self.cookie_secret,
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "server_metadata_url": self.metadata_url,
                "client_kwargs": {"scope": "openid email profile", "prompt": "login"},
            }
        }


def read_public_url(environment: Mapping[str, str]) -> str:
    """Read the public address, without a trailing slash; empty if none is set."""
    return environment.get(f"{PREFIX}PUBLIC_URL", "").strip().rstrip("/")


def read_provider(environment: Mapping[str, str]) -> Provider | None:
    """Read the provider from the environment; None if nothing is set.

    Raises InvalidInput with what is missing, too weak or without meaning: a half-made sign-in lets nobody in.
    """
    made = _make_provider(tuple(environment.get(PREFIX + name, "").strip() for name in SETTINGS))
    if made is not None:
        read_terms(environment)
    return made


@lru_cache(maxsize=8)
def _make_provider(given: tuple[str, ...]) -> Provider | None:
    if not any(given):
        return None
    found = [
        Problem("setting_missing", PREFIX + name)
        for name, value in zip(SETTINGS, given, strict=True)
        if not value
    ]
    made = Provider(*given)
    if made.cookie_secret and len(made.cookie_secret) < SHORTEST_SECRET:
        found.append(Problem("secret_short", f"{PREFIX}COOKIE_SECRET", {"least": SHORTEST_SECRET}))
    if found:
        raise InvalidInput(found)
    return made


class SignIn:
    """ASGI middleware that returns readers to the requested address and makes cookies secure and short-lived."""

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self.app, self.secure = app, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Amend the replies of the sign-in; leave all others alone."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def forward(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._amend(scope, MutableHeaders(scope=message), message["status"])
            await send(message)

        return await self.app(scope, receive, forward)

    def _amend(self, scope: Scope, reply: MutableHeaders, status: int) -> None:
        asked = Headers(scope=scope)
        if scope["path"] == LOGIN:
            place = find_return_address(asked.get("referer", ""), asked.get("host", ""))
            kept = f"{ASKED}={quote(place, safe='')}; Path={CALLBACK}; Max-Age={MINUTES_TO_SIGN_IN * 60}"
            reply.append("set-cookie", f"{kept}; HttpOnly; SameSite=Lax")
            if 300 <= status < 400:
                reply["location"] = _ask_for_strength(reply["location"])
        elif scope["path"] == CALLBACK and 300 <= status < 400 and reply.get("location") == "/":
            reply["location"] = _read_place(asked.get("cookie", ""))
        _amend_cookies(reply, _shorten_cookie)
        if self.secure:
            _amend_cookies(reply, _secure_cookie)


def _ask_for_strength(provider: str) -> str:
    """Add to the provider's address by which ways one may sign in, where the settings demand some."""
    ways = read_terms(os.environ).acr
    asked = urlencode({"acr_values": " ".join(ways)})
    return f"{provider}{'&' if '?' in provider else '?'}{asked}" if ways and "://" in provider else provider


def find_return_address(referer: str, host: str) -> str:
    """Return path and query of the referring page; the start page unless it is our own, so nobody is sent elsewhere."""
    try:
        parts = urlsplit(referer)
    except ValueError:  # such as half an IPv6 address
        return "/"
    place = parts.path + (f"?{parts.query}" if parts.query else "")
    return place if parts.netloc == host and _is_own(place) else "/"


def _is_own(place: str) -> bool:
    # An address in a header is of ASCII alone; browsers escape whatever else there is.
    written = place.isascii() and place.isprintable()
    return written and place.startswith("/") and not place.startswith(("//", "/\\"))


def _read_place(cookies: str) -> str:
    # Not SimpleCookie, which gives up on all cookies if any, of whatever server, has a name it does not allow.
    place = unquote(cookie_parser(cookies).get(ASKED, "/"))
    return place if _is_own(place) else "/"


def _amend_cookies(reply: MutableHeaders, amend: Callable[[str], str]) -> None:
    cookies = reply.getlist("set-cookie")
    if cookies:
        del reply["set-cookie"]
    for cookie in cookies:
        reply.append("set-cookie", amend(cookie))


def _shorten_cookie(cookie: str) -> str:
    """Let no cookie live longer than a sign-in may, which Streamlit's would by weeks."""
    most = int(LONGEST_SIGN_IN.total_seconds())
    age = _MAX_AGE.search(cookie)
    if age is None or int(age[1]) <= most:
        return cookie
    return _EXPIRES.sub("", _MAX_AGE.sub(f"Max-Age={most}", cookie))


def _secure_cookie(cookie: str) -> str:
    return cookie if "; secure" in cookie.lower() else f"{cookie}; Secure"
