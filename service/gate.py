"""The gate before Streamlit: whoever has not signed in gets nothing but what a sign-in needs.

Pages check their reader on every run. Downloads and uploads have addresses of their own, which Streamlit would answer
to anyone who knows them, and the requests of sign-ins and sign-outs can only be recorded here.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from typing import Any

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from db import session
from db.failures import explain_error
from db.location import find_database_url
from db.people import rights, sign_ins
from db.scope import EVERYTHING
from metrics.access import Person
from metrics.periods import find_danish_day
from service import index_page, sign_in
from words.language import Words

OPEN = frozenset(
    {"/_stcore/health", "/_stcore/host-config", "/api/health", "/api/ready", "/auth/login", "/auth/logout"}
)
OPEN_BELOW = ("/static/", "/assets/", "/api/calendar/")
READING = frozenset({"GET", "HEAD"})

logger = logging.getLogger("maalstreg")


def is_open(path: str, method: str) -> bool:
    """Return whether a request is answered without a sign-in."""
    # An address of one part is a page: the same empty one for all, which loads nothing before a sign-in.
    if path in OPEN:
        return True
    return method in READING and (path.startswith(OPEN_BELOW) or path.count("/") == 1)


class Gate:
    """ASGI middleware that refuses what is not open to all, and records sign-ins and sign-outs in the audit."""

    def __init__(self, app: ASGIApp, *, cookie_secret: str) -> None:
        self.app, self.secret = app, cookie_secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        # The WebSocket is open: pages check their reader before they send anything over it.
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        claims = read_claims(HTTPConnection(scope).cookies, self.secret)
        if not is_open(scope["path"], scope["method"]):
            if not await to_thread.run_sync(_is_admitted, claims):
                return await _make_refusal(scope)(scope, receive, send)
            send = _forbid_storing(send)
        elif scope["path"] == sign_in.LOGOUT:
            await to_thread.run_sync(_record, claims, sign_ins.record_sign_out)
        elif scope["path"] == sign_in.CALLBACK:
            send = self._record_sign_in(send)
        return await self.app(scope, receive, send)

    def _record_sign_in(self, send: Send) -> Send:
        """Record a sign-in when a reply sets the cookie that makes it one."""

        async def forward(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = _read_cookies(Headers(raw=message["headers"]))
                await to_thread.run_sync(_record, read_claims(given, self.secret), sign_ins.record_sign_in)
            await send(message)

        return forward


def read_claims(cookies: Mapping[str, str], secret: str) -> dict[str, Any]:
    """Read the claims of whoever has signed in from the cookies; empty unless Streamlit signed them."""

    def unseal(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1", "replace")) if value else None

    found = get_cookie_with_chunks(unseal, USER_COOKIE_NAME)
    claims: dict[str, Any] = json.loads(found) if found else {}
    return claims if claims.get("is_logged_in") else {}


def _is_admitted(claims: Mapping[str, Any]) -> bool:
    """Return whether somebody has signed in, has not signed out again, and holds a role today."""
    now = datetime.now(UTC)
    key, began = sign_in.find_person_key(claims, now), sign_in.find_beginning(claims)
    if key is None or began is None:
        return False
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        grants = rights.read_person(db, key).grants
        holds_a_role = any(grant.stands(find_danish_day(now)) for grant in grants)
        return holds_a_role and not sign_ins.has_signed_out(db, key, began)


def _record(claims: Mapping[str, Any], write: Callable[[Session, datetime], None]) -> None:
    """Record a sign-in or sign-out; one that cannot be recorded is let through and logged."""
    key, began = sign_in.find_person_key(claims, datetime.now(UTC)), sign_in.find_beginning(claims)
    if key is None or began is None:
        return
    try:
        with session.open_writing(find_database_url(), Person(key)) as db:
            write(db, began)
    except SQLAlchemyError as wrong:
        logger.error("a sign-in or sign-out is not on record: %s", explain_error(wrong))


def _read_cookies(reply: Headers) -> dict[str, str]:
    """Return the cookies that a reply sets."""
    given = [SimpleCookie(cookie) for cookie in reply.getlist("set-cookie")]
    return {name: morsel.value for cookie in given for name, morsel in cookie.items()}


def _make_refusal(scope: Scope) -> PlainTextResponse:
    said = Words(index_page.find_language(scope)).t("login.needed")
    return PlainTextResponse(said, 401, headers={"cache-control": "no-store"})


def _forbid_storing(send: Send) -> Send:
    """Forbid storing what was sent to somebody who has signed in: the next at that browser may be another."""

    async def forward(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["cache-control"] = "no-store"
        await send(message)

    return forward
