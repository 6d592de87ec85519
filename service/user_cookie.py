"""The cookie by which a browser is known: what is read from it, and how little is left in it.

Streamlit keeps all that a provider says in it, and the provider's tokens in another. With a person's groups among it,
that is more than a proxy or a browser takes, and none of it is needed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value, decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from service.claims import LONGEST_SIGN_IN, NAMING, find_end

NEEDED = frozenset(
    {*NAMING, "email_verified", "iat", "exp", "acr", "amr", "origin", "provider", "is_logged_in"}
)
LONGEST_CLAIM = 1000  # characters; a longer one is nobody's address and no way to sign in


def read_claims(cookies: Mapping[str, str], secret: str) -> dict[str, Any]:
    """Read the claims of whoever has signed in from the cookies; empty unless Streamlit signed them."""

    def unseal(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1", "replace")) if value else None

    found = get_cookie_with_chunks(unseal, USER_COOKIE_NAME)
    claims: dict[str, Any] = json.loads(found) if found else {}
    return claims if claims.get("is_logged_in") else {}


def read_own_claims(cookies: Mapping[str, str], secret: str, origin: str) -> dict[str, Any]:
    """Read the claims of a sign-in here; a cookie that was made for another site is nobody's."""
    claims = read_claims(cookies, secret)
    return claims if claims.get("origin") == origin else {}


def read_given_cookies(reply: Headers) -> dict[str, str]:
    """Return the cookies that a reply sets."""
    given = [SimpleCookie(cookie) for cookie in reply.getlist("set-cookie")]
    return {name: morsel.value for cookie in given for name, morsel in cookie.items()}


def keep_needed(reply: MutableHeaders, secret: str) -> None:
    """Leave of the cookies of a sign-in that a reply sets one, with the claims that are needed; no token stays."""
    claims = read_claims(read_given_cookies(reply), secret)
    if not claims:
        return
    others = [cookie for cookie in reply.getlist("set-cookie") if not _is_of_sign_in(cookie)]
    kept = {name: said for name, said in claims.items() if name in NEEDED and len(str(said)) <= LONGEST_CLAIM}
    sealed = create_signed_value(secret, USER_COOKIE_NAME, json.dumps(kept)).decode()
    age = _find_age(kept, datetime.now(UTC))
    del reply["set-cookie"]
    for cookie in (*others, f"{USER_COOKIE_NAME}={sealed}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax"):
        reply.append("set-cookie", cookie)


def _find_age(claims: Mapping[str, Any], now: datetime) -> int:
    """Return for how many seconds a browser keeps the cookie: as long as the sign-in counts."""
    # One that counts for nothing is kept as well, for only by it can its person be told so.
    ends = find_end(claims, now) or now
    return int((ends - now if ends > now else LONGEST_SIGN_IN).total_seconds())


def _is_of_sign_in(cookie: str) -> bool:
    """Return whether a cookie holds what a provider said, or a part of it; one that is being deleted does not."""
    name, _, value = cookie.partition(";")[0].partition("=")
    return name.startswith((USER_COOKIE_NAME, TOKENS_COOKIE_NAME)) and value not in ("", '""')
