"""What is left in a browser of what a provider said: one small cookie, and no token."""

from __future__ import annotations

import time
from http.cookies import SimpleCookie
from uuid import uuid4

import pytest
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from service.user_cookie import keep_needed, read_claims, read_given_cookies, read_own_claims
from tests.cookies import cookie

SECRET = "x" * 40
NOW = int(time.time())
CLAIMS = {
    "email": "chief@cpr.dk",
    "email_verified": True,
    "iat": NOW,
    "exp": NOW + 6000,
    "amr": ["pwd", "mfa"],
    "origin": "https://maal.example.dk",
    "provider": "default",
    "is_logged_in": True,
}
MORE = {"name": "Chief", "groups": [str(uuid4()) for _ in range(200)], "picture": "x" * 9000, "nonce": "x"}


def given(claims: dict[str, object]) -> MutableHeaders:
    """A reply as Streamlit makes it at the end of a sign-in: as many cookies as it takes, and the tokens."""
    reply = Response()
    reply.delete_cookie("_streamlit_user_7")
    reply.set_cookie("another", "1")
    for name, value in (("_streamlit_user", claims), ("_streamlit_user_tokens", {"id_token": "x" * 9000})):
        set_cookie_with_chunks(
            lambda name, value: reply.set_cookie(name, create_signed_value(SECRET, name, value).decode()),
            lambda name, value: create_signed_value(SECRET, name, value),
            name,
            value,
            cookie_attr_size=100,
        )
    return reply.headers


@pytest.mark.parametrize("more", [{}, MORE], ids=["little", "200 groups"])
def test_only_what_is_needed_stays_in_the_browser_and_no_token(more: dict[str, object]) -> None:
    reply = given(CLAIMS | more)
    keep_needed(reply, SECRET)
    cookies = reply.getlist("set-cookie")
    assert read_claims(read_given_cookies(reply), SECRET) == CLAIMS
    names = [line.partition("=")[0] for line in cookies]
    assert names == ["_streamlit_user_7", "another", "_streamlit_user"]
    assert "Max-Age=0" in cookies[0]
    assert len("".join(cookies)) < 1500
    assert all(part in cookies[2] for part in ("; Path=/;", "; HttpOnly", "; SameSite=Lax"))


@pytest.mark.parametrize(
    ("ends", "age"), [(6000, 6000), (3 * 86400, 43200), (None, 43200), (-5, 43200), ("never", 43200)]
)
def test_the_cookie_is_kept_as_long_as_the_sign_in_counts(ends: object, age: int) -> None:
    now = int(time.time())
    reply = given(CLAIMS | {"iat": now, "exp": now + ends if isinstance(ends, int) else ends})
    keep_needed(reply, SECRET)
    found = SimpleCookie(reply.getlist("set-cookie")[-1])["_streamlit_user"]["max-age"]
    assert age - 100 <= int(found) <= age


def test_a_claim_too_long_to_be_one_is_left_out() -> None:
    reply = given(CLAIMS | {"upn": "x" * 1001})
    keep_needed(reply, SECRET)
    assert read_claims(read_given_cookies(reply), SECRET) == CLAIMS


def test_a_reply_that_signs_nobody_in_is_left_alone() -> None:
    for claims in ({}, CLAIMS | {"is_logged_in": False}):
        reply = given(claims)
        before = reply.getlist("set-cookie")
        keep_needed(reply, SECRET)
        assert reply.getlist("set-cookie") == before


def test_only_what_was_sealed_with_the_secret_is_read() -> None:
    sealed = cookie(SECRET, "chief@cpr.dk")
    assert read_claims(sealed, SECRET)["email"] == "chief@cpr.dk"
    assert read_claims(sealed, "y" * 40) == {}
    assert read_claims({}, SECRET) == {}


def test_a_sign_in_at_another_site_is_nobodys_here() -> None:
    here, elsewhere = "https://maal.example.dk", "https://elsewhere.example.dk"
    given_here = cookie(SECRET, "chief@cpr.dk", here)
    assert read_own_claims(given_here, SECRET, here)["email"] == "chief@cpr.dk"
    assert read_own_claims(given_here, SECRET, elsewhere) == {}
    assert read_own_claims(cookie("y" * 40, "chief@cpr.dk", here), SECRET, here) == {}
