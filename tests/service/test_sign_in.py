"""Sign-in: its settings, when it has run out, and what is added to the replies of the one that Streamlit has."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from metrics.errors import InvalidInput
from service.claims import PREFIX
from service.sign_in import (
    SETTINGS,
    SignIn,
    find_return_address,
    read_provider,
)

WHOLE = {
    "METADATA_URL": "https://login.example.dk/.well-known/openid-configuration",
    "CLIENT_ID": "maalstreg",
    "CLIENT_SECRET": "s",
    "COOKIE_SECRET": "x" * 32,
    "PUBLIC_URL": "https://maal.example.dk/",
}


def environment(**changes: str) -> dict[str, str]:
    return {PREFIX + name: value for name, value in (WHOLE | changes).items()}


def test_without_settings_there_is_no_provider_and_with_all_there_is() -> None:
    assert read_provider({}) is None
    found = read_provider(environment())
    assert found
    assert found.secure
    auth = found.secrets()["auth"]
    assert auth["redirect_uri"] == "https://maal.example.dk/oauth2callback"
    assert auth["client_kwargs"]["prompt"] == "login"


@pytest.mark.parametrize("left_out", SETTINGS)
def test_a_half_set_sign_in_is_refused_with_what_is_missing(left_out: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_provider(environment(**{left_out: " "}))
    assert [(p.code, p.place) for p in refused.value.problems] == [("setting_missing", PREFIX + left_out)]


def test_everything_wrong_with_the_settings_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_provider(environment(CLIENT_ID="", COOKIE_SECRET="x" * 31))
    assert [p.code for p in refused.value.problems] == ["setting_missing", "secret_short"]


def test_a_claim_that_names_nobody_is_refused_with_those_that_do() -> None:
    with pytest.raises(InvalidInput) as refused:
        read_provider(environment(PERSON_CLAIM="name"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place) == ("not_allowed", "MAALSTREG_OIDC_PERSON_CLAIM")
    assert problem.params == {"value": "name", "allowed": "email, preferred_username, upn"}


def test_the_provider_is_asked_for_the_ways_to_sign_in_that_are_demanded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with app(secure=True) as client:
        assert client.get("/auth/login").headers["location"] == "https://login.example.dk/"
        monkeypatch.setenv("MAALSTREG_OIDC_REQUIRED_ACR", "urn:high urn:substantial")
        led = client.get("/auth/login").headers["location"]
        assert led == "https://login.example.dk/?acr_values=urn%3Ahigh+urn%3Asubstantial"


@pytest.mark.parametrize("secure", [True, False])
def test_no_cookie_lives_longer_than_a_sign_in(secure: bool) -> None:
    def reply(_request: Request) -> Response:
        answer = PlainTextResponse("")
        answer.set_cookie("_streamlit_user", "x", max_age=30 * 86400, expires=30 * 86400, httponly=True)
        answer.set_cookie("short", "x", max_age=60)
        answer.set_cookie("gone", "x", max_age=0)
        return answer

    inner = SignIn(Starlette(routes=[Route("/oauth2callback", reply)]), secure=secure)
    cookies = TestClient(inner).get("/oauth2callback").headers.get_list("set-cookie")
    ages = [part for cookie in cookies for part in cookie.split("; ") if part.startswith("Max-Age")]
    assert ages == ["Max-Age=43200", "Max-Age=60", "Max-Age=0"]
    assert "expires" not in cookies[0]


@pytest.mark.parametrize(
    ("referer", "place"),
    [
        ("https://maal.dk/plan?plan=cpr-2017&lang=en", "/plan?plan=cpr-2017&lang=en"),
        ("https://maal.dk/", "/"),
        ("https://evil.dk/plan", "/"),
        ("https://maal.dk//evil.dk", "/"),
        ("https://maal.dk/\\evil.dk", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_only_an_address_of_our_own_is_kept(referer: str, place: str) -> None:
    assert find_return_address(referer, "maal.dk") == place


@given(st.text(), st.text(min_size=1))
def test_nobody_is_ever_sent_elsewhere(referer: str, host: str) -> None:
    try:
        place = find_return_address(referer, host)
    except ValueError:  # what is no address at all, as urllib says
        return
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\"))


def app(*, secure: bool) -> TestClient:
    """Stand-ins for the two replies of Streamlit's sign-in, and a page."""

    def signed_in(request: Request) -> Response:
        reply = RedirectResponse("/", 302)
        reply.set_cookie("_streamlit_user", "x", httponly=True)
        return reply

    routes = [
        Route("/auth/login", lambda _: RedirectResponse("https://login.example.dk/", 302)),
        Route("/oauth2callback", signed_in),
        Route("/", lambda _: PlainTextResponse("page")),
    ]
    inner = Starlette(routes=routes)
    return TestClient(SignIn(inner, secure=secure), base_url="https://maal.dk", follow_redirects=False)


def test_the_address_asked_for_is_kept_over_the_sign_in() -> None:
    with app(secure=True) as client:
        reply = client.get("/auth/login", headers={"referer": "https://maal.dk/plan?plan=cpr-2017"})
        (cookie,) = reply.headers.get_list("set-cookie")
        assert cookie.startswith(
            f"maalstreg_asked={quote('/plan?plan=cpr-2017', safe='')}; Path=/oauth2callback"
        )
        assert all(part in cookie for part in ("Max-Age=600", "HttpOnly", "SameSite=Lax", "Secure"))
        kept = cookie.split(";")[0]
        back = client.get("/oauth2callback", headers={"cookie": kept})
        assert back.headers["location"] == "/plan?plan=cpr-2017"
        assert client.get("/oauth2callback", headers={"cookie": ""}).headers["location"] == "/"


@pytest.mark.parametrize(
    "forged",
    ["//evil.dk", "https://evil.dk", "/\\evil.dk", "evil", "%2F%2Fevil.dk", "/a%0d%0ab", "/%99", "/%C3%A5"],
)
def test_a_forged_address_leads_to_the_start(forged: str) -> None:
    with app(secure=False) as client:
        back = client.get("/oauth2callback", headers={"cookie": f"maalstreg_asked={forged}"})
        assert back.headers["location"] == "/"


def test_cookies_keep_to_encrypted_connections_where_there_are_some() -> None:
    for secure in (True, False):
        with app(secure=secure) as client:
            cookies = client.get("/oauth2callback").headers.get_list("set-cookie")
            assert [("; Secure" in cookie) for cookie in cookies] == [secure]


def test_other_replies_are_left_alone() -> None:
    with app(secure=True) as client:
        reply = client.get("/")
        assert (reply.text, reply.headers.get("set-cookie")) == ("page", None)


def test_half_an_address_leads_to_the_start() -> None:
    assert find_return_address("http://[", "maal.dk") == "/"


@pytest.mark.parametrize("name", ["a@b", "{x}", "a/b", "x,y"])
def test_a_strange_cookie_of_another_server_takes_nothing_away(name: str) -> None:
    with app(secure=True) as client:
        kept = f"{name}=1; maalstreg_asked={quote('/plan?plan=cpr-2017', safe='')}"
        back = client.get("/oauth2callback", headers={"cookie": kept})
    assert back.headers["location"] == "/plan?plan=cpr-2017"
