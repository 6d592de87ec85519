"""Sign-in by OpenID Connect: its settings from the environment, and what Streamlit's own sign-in lacks.

Streamlit forgets the requested address, sets its cookies without `Secure`, and never checks when a sign-in expires. The
first two are put right in its replies; the third is checked on every run of a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from metrics.errors import InvalidInput, Problem
from metrics.plan.terms import is_intact

PREFIX = "MAALSTREG_OIDC_"
SETTINGS = ("METADATA_URL", "CLIENT_ID", "CLIENT_SECRET", "COOKIE_SECRET", "PUBLIC_URL")
SHORTEST_SECRET = 32
LONGEST_SIGN_IN = timedelta(hours=12)
LONGEST_ADDRESS = 200  # characters; no role can be granted to a longer one
LOGIN, LOGOUT, CALLBACK = "/auth/login", "/auth/logout", "/oauth2callback"
LAST_STAMP = 2**33  # seconds; in the year 2242
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

    Raises InvalidInput with everything missing or too weak, so that a half-configured sign-in lets nobody in.
    """
    return _make_provider(tuple(environment.get(PREFIX + name, "").strip() for name in SETTINGS))


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


def find_person_key(claims: Mapping[str, Any], now: datetime) -> str | None:
    """Return the email address in the claims; None if there is none or the sign-in has expired."""
    said = claims.get("email")
    email = said.strip().lower() if isinstance(said, str) and is_intact(said) else ""
    if not 0 < len(email) <= LONGEST_ADDRESS or claims.get("email_verified") is False:
        return None
    issued, ends = (_read_moment(claims.get(name)) for name in ("iat", "exp"))
    latest = min([*([ends] if ends else []), *([issued + LONGEST_SIGN_IN] if issued else [])], default=None)
    return email if latest is not None and now < latest else None


def find_beginning(claims: Mapping[str, Any]) -> datetime | None:
    """Return when a sign-in began, which identifies it among the person's; None if the provider does not say."""
    return _read_moment(claims.get("iat")) or _read_moment(claims.get("exp"))


def _read_moment(stamp: object) -> datetime | None:
    """Read a timestamp of the claims; None for one out of range."""
    if not isinstance(stamp, int | float) or not 0 <= stamp < LAST_STAMP:
        return None
    return datetime.fromtimestamp(stamp, UTC)


class SignIn:
    """ASGI middleware that returns readers to the requested address and makes cookies secure."""

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
        elif scope["path"] == CALLBACK and 300 <= status < 400 and reply.get("location") == "/":
            reply["location"] = _read_place(asked.get("cookie", ""))
        if self.secure:
            _make_cookies_secure(reply)


def find_return_address(referer: str, host: str) -> str:
    """Return path and query of the referring page; the start page unless it is our own, so nobody is sent elsewhere."""
    try:
        parts = urlsplit(referer)
    except ValueError:  # such as half an IPv6 address
        return "/"
    place = parts.path + (f"?{parts.query}" if parts.query else "")
    return place if parts.netloc == host and _is_own(place) else "/"


def _is_own(place: str) -> bool:
    return place.startswith("/") and not place.startswith(("//", "/\\")) and place.isprintable()


def _read_place(cookies: str) -> str:
    # Not SimpleCookie, which gives up on all cookies if any, of whatever server, has a name it does not allow.
    place = unquote(cookie_parser(cookies).get(ASKED, "/"))
    return place if _is_own(place) else "/"


def _make_cookies_secure(reply: MutableHeaders) -> None:
    cookies = reply.getlist("set-cookie")
    if cookies:
        del reply["set-cookie"]
    for cookie in cookies:
        reply.append("set-cookie", cookie if "; secure" in cookie.lower() else f"{cookie}; Secure")
