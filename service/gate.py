"""The gate before Streamlit: whoever has not signed in gets nothing but what a sign-in needs.

Pages check their reader on every run. Downloads and uploads have addresses of their own, which Streamlit would answer
to anyone who knows them, and the requests of sign-ins and sign-outs can only be recorded here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from db import session
from db.failures import explain_error, is_unreachable
from db.location import find_database_url
from db.people import rights, sign_ins
from db.scope import EVERYTHING
from metrics.access import Person
from metrics.periods import find_danish_day
from service import index_page, pending_sign_outs, sign_in, taken_files, way_out
from service.answers import security_contact
from service.claims import find_sign_in
from service.user_cookie import keep_needed, read_given_cookies, read_own_claims
from words.language import Words

OPEN = frozenset(
    {
        security_contact.ADDRESS,
        "/_stcore/health",
        "/_stcore/host-config",
        "/api/health",
        "/api/ready",
        "/auth/login",
        "/auth/logout",
    }
)
OPEN_BELOW = ("/static/", "/assets/", "/api/calendar/")
READING = frozenset({"GET", "HEAD"})
ADMITTED, NOBODY, NOT_THEIRS, AWAY = 200, 401, 403, 503
_SAID = {NOBODY: "login.needed", NOT_THEIRS: "login.not_yours", AWAY: "file.away"}
PERSON = "maalstreg.person"
"""Where a request that was admitted says whose it is."""
FROM_ELSEWHERE = frozenset({"cross-site", "same-site"})

logger = logging.getLogger("maalstreg")


def is_open(path: str, method: str) -> bool:
    """Return whether a request is answered without a sign-in."""
    # An address of one part is a page: the same empty one for all, which loads nothing before a sign-in.
    if path in OPEN:
        return True
    return method in READING and (path.startswith(OPEN_BELOW) or path.count("/") == 1)


class Gate:
    """ASGI middleware that refuses what is not open to all, and records sign-ins and sign-outs in the audit."""

    def __init__(self, app: ASGIApp, *, cookie_secret: str, origin: str) -> None:
        self.app, self.secret, self.origin = app, cookie_secret, origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        # The WebSocket is open: pages check their reader before they send anything over it.
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        claims = self._read_claims(HTTPConnection(scope).cookies)
        if not is_open(scope["path"], scope["method"]):
            status = await to_thread.run_sync(_judge, claims, scope["path"])
            if status != ADMITTED:
                return await _make_refusal(scope, status)(scope, receive, send)
            send = _forbid_storing(send)
            found = find_sign_in(claims, datetime.now(UTC))
            scope = {**scope, PERSON: found.key if found else ""}
        elif scope["path"] == sign_in.LOGOUT:
            return await self._sign_out(scope, receive, send)
        elif scope["path"] == sign_in.CALLBACK:
            send = self._record_sign_in(send)
        return await self.app(scope, receive, send)

    async def _sign_out(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sign somebody out who asked for it here: by a form of our own, which no link or picture can send."""
        asked = Headers(scope=scope)
        origin = asked.get("origin", self.origin)
        elsewhere = asked.get("sec-fetch-site") in FROM_ELSEWHERE or origin != self.origin
        if scope["method"] != "POST" or elsewhere:
            return await RedirectResponse("/", 303)(scope, receive, send)
        await to_thread.run_sync(_record_sign_out, self._read_claims(HTTPConnection(scope).cookies))
        # Streamlit's own sign-out, which is a GET, takes the cookies back and tells where the provider's is.
        return await self.app({**scope, "method": "GET"}, receive, way_out.lead_out(scope, send))

    def _read_claims(self, cookies: Mapping[str, str]) -> dict[str, Any]:
        return read_own_claims(cookies, self.secret, self.origin)

    def _record_sign_in(self, send: Send) -> Send:
        """Record a sign-in when a reply sets the cookie that makes it one, and leave little in that."""

        async def forward(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = read_given_cookies(Headers(raw=message["headers"]))
                await to_thread.run_sync(_record, self._read_claims(given), sign_ins.record_sign_in)
                keep_needed(MutableHeaders(scope=message), self.secret)
            await send(message)

        return forward


def _judge(claims: Mapping[str, Any], path: str) -> int:
    """Return the status for somebody: admitted if signed in, with a role today, and to their own files alone."""
    try:
        return _judge_by_database(claims, path)
    except SQLAlchemyError as wrong:
        if not is_unreachable(wrong):
            raise
        return AWAY


def _judge_by_database(claims: Mapping[str, Any], path: str) -> int:
    now = datetime.now(UTC)
    found = find_sign_in(claims, now)
    if found is None or pending_sign_outs.is_pending(*found):
        return NOBODY
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        person = rights.read_person(db, found.key)
        holds_a_role = any(grant.stands(find_danish_day(now)) for grant in person.grants)
        if not holds_a_role or sign_ins.has_signed_out(db, *found):
            return NOBODY
        theirs = not path.startswith(taken_files.MEDIA) or taken_files.may_fetch(db, person, path)
    return ADMITTED if theirs else NOT_THEIRS


def _record_sign_out(claims: Mapping[str, Any]) -> None:
    """Record a sign-out; one that cannot be recorded now holds here, and is recorded later."""
    found = find_sign_in(claims, datetime.now(UTC))
    if found is not None and not _write_sign_out(*found):
        pending_sign_outs.keep(*found, _write_sign_out)


def _write_sign_out(key: str, began: datetime) -> bool:
    try:
        with session.open_writing(find_database_url(), Person(key)) as db:
            sign_ins.record_sign_out(db, began)
    except SQLAlchemyError as wrong:
        logger.error("a sign-out is not on record yet: %s", explain_error(wrong))
        return False
    return True


def _record(claims: Mapping[str, Any], write: Callable[[Session, datetime], None]) -> None:
    """Record a sign-in; one that cannot be recorded is let through and logged."""
    found = find_sign_in(claims, datetime.now(UTC))
    if found is None:
        return
    try:
        with session.open_writing(find_database_url(), Person(found.key)) as db:
            write(db, found.began)
    except SQLAlchemyError as wrong:
        logger.error("a sign-in is not on record: %s", explain_error(wrong))


def _make_refusal(scope: Scope, status: int) -> PlainTextResponse:
    said = Words(index_page.find_language(scope)).t(_SAID[status])
    return PlainTextResponse(said, status, headers={"cache-control": "no-store"})


def _forbid_storing(send: Send) -> Send:
    """Forbid storing what was sent to somebody who has signed in: the next at that browser may be another."""

    async def forward(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["cache-control"] = "no-store"
        await send(message)

    return forward
