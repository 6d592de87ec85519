"""Every address the server answers, asked for by nobody, by somebody who may and by everybody who may not any more."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import ASGIApp
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

import server
from db import session
from db.audit import chain
from db.audit.exports import Export
from db.location import URL_VARIABLE, find_database_url
from db.people import rights
from db.scope import EVERYTHING
from metrics.access import Grant, Person, Role
from service import taken_files
from service.gate import Gate
from service.shell import CLOSED
from service.sign_in import Provider
from service.taken_files import TakenFile
from service.user_cookie import read_claims
from tests.cookies import cookie
from tests.fixtures.apps import ADDRESS

SECRET = "x" * 40
PROVIDER = Provider("https://idp.example.dk", "maalstreg", "s", SECRET, "https://maal.example.dk")
EMAIL = "chief@cpr.dk"

# Whoever adds an address decides here whether it is for anybody.
FOR_ANYBODY = {
    ("/_stcore/health", "GET"),
    ("/_stcore/health", "HEAD"),
    ("/_stcore/health", "OPTIONS"),
    ("/_stcore/host-config", "GET"),
    ("/_stcore/host-config", "HEAD"),
    ("/was", "GET"),
    ("/was", "HEAD"),
    ("/.well-known/security.txt", "GET"),
    ("/.well-known/security.txt", "HEAD"),
    ("/api/health", "GET"),
    ("/api/health", "HEAD"),
    ("/api/ready", "GET"),
    ("/api/ready", "HEAD"),
    # Opens nothing without the secret it is asked for by: tests/service/test_calendar_feed.py.
    ("/api/calendar/x.ics", "GET"),
    ("/api/calendar/x.ics", "HEAD"),
    ("/auth/login", "GET"),
    ("/auth/login", "HEAD"),
    ("/auth/logout", "GET"),
    ("/auth/logout", "HEAD"),
    ("/oauth2callback", "GET"),
    ("/oauth2callback", "HEAD"),
}


@pytest.fixture
def database(client: TestClient) -> str:
    """The app's database, with one person who may read."""
    url = find_database_url()
    with session.open_writing(url, session.MACHINE) as db:
        if not rights.read_person(db, EMAIL).grants:
            rights.grant_role(db, EMAIL, Grant(Role.READER, date(2020, 1, 1)))
    return url


@pytest.fixture
def guarded(client: TestClient) -> TestClient:
    """The server as it is with a provider: Streamlit's own addresses, and what stands before them."""
    app: ASGIApp = server.app
    for one in reversed(server.build_middleware(PROVIDER)):
        app = one.cls(app, *one.args, **one.kwargs)
    return TestClient(app, base_url=ADDRESS, follow_redirects=False)


def routes() -> list[BaseRoute]:
    """Everything Streamlit and we answer, once the server runs."""
    assert server.app._starlette_app
    return list(server.app._starlette_app.routes)


def requests() -> Iterator[tuple[str, str]]:
    for route in routes():
        if isinstance(route, Route):
            path = re.sub(r"{[^}]*}", "x", route.path)
            yield from ((path, method) for method in sorted(route.methods or ()))


def test_nobody_gets_anything_but_what_a_sign_in_needs(guarded: TestClient) -> None:
    answered = {
        (path, method) for path, method in requests() if guarded.request(method, path).status_code < 400
    }
    refused = {one for one in requests() if one not in FOR_ANYBODY}
    assert len(refused) > 15
    assert answered & refused == set()
    for path, method in refused:
        status = guarded.request(method, path).status_code
        assert status == (404 if path.startswith(CLOSED) else 401), path


def test_what_a_sign_in_needs_is_answered_to_anybody(guarded: TestClient) -> None:
    assert set(requests()) >= FOR_ANYBODY
    for path, method in FOR_ANYBODY:
        assert guarded.request(method, path).status_code != 401, path


@pytest.mark.parametrize(
    ("cookies", "shown"),
    [
        (cookie(SECRET, EMAIL), True),
        ({}, False),
        (cookie("y" * 40, EMAIL), False),
        (cookie(SECRET, EMAIL, "https://elsewhere.example.dk"), False),
        (cookie(SECRET, EMAIL, is_logged_in=False), False),
    ],
)
def test_the_first_view_has_the_menu_for_whoever_has_signed_in_alone(
    guarded: TestClient, cookies: dict[str, str], shown: bool
) -> None:
    page = fetched(guarded, "/plan", cookies).text
    assert '<div id="root" aria-busy="true">' in page
    assert ("<li><a>Udvikling</a></li>" in page) is shown


def test_the_only_other_ways_in_are_the_pages_themselves(guarded: TestClient) -> None:
    """The WebSocket draws nothing but the sign-in for nobody, and the page is the same empty one for all."""
    rest = [route for route in routes() if not isinstance(route, Route)]
    assert [r.path for r in rest if isinstance(r, WebSocketRoute)] == ["/_stcore/stream"]
    assert [r.path for r in rest if isinstance(r, Mount)] == [""]
    assert len(rest) == 2
    pages = {guarded.get(path).text for path in ("/", "/plan?plan=cpr-2017", "/spor", "/nowhere")}
    assert len(pages) == 1


@pytest.fixture
def file(client: TestClient, database: str) -> str:
    """The address of a file that two people have just made on a page."""
    for person in (EMAIL, "gone@cpr.dk"):
        taken = TakenFile(Export.WORKBOOK, ())
        taken_files.note_taken(Person(person), taken, b"the total is 61", "text/plain", "total.txt")
    assert server.app._runtime
    manager = server.app._runtime.media_file_mgr
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("streamlit.runtime.media_file_manager._get_session_id", lambda: "a session")
        return manager.add(b"the total is 61", "text/plain", "place", file_name="total.txt")


def fetched(guarded: TestClient, file: str, cookies: dict[str, str]) -> httpx.Response:
    sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
    reply: httpx.Response = guarded.get(file, headers={"cookie": sent.encode("latin-1")})
    return reply


def test_a_file_is_for_somebody_who_has_signed_in_and_is_not_kept(guarded: TestClient, file: str) -> None:
    reply = fetched(guarded, file, cookie(SECRET, EMAIL))
    assert (reply.status_code, reply.text) == (200, "the total is 61")
    assert reply.headers["cache-control"] == "no-store"
    nobody = guarded.get(file)
    assert (nobody.status_code, nobody.text) == (401, "Log på Målstreg for at hente det.")
    assert guarded.get(f"{file}?lang=en").text == "Sign in to Målstreg to fetch this."


@pytest.mark.parametrize("role", [Role.READER, Role.HEAD, Role.ADMINISTRATOR])
def test_a_file_is_for_whoever_made_it_and_nobody_else_who_has_signed_in(
    guarded: TestClient, file: str, database: str, role: Role
) -> None:
    person = f"{role}@cpr.dk"
    with session.open_writing(database, session.MACHINE) as db:
        rights.grant_role(db, person, Grant(role, date(2020, 1, 1)))
    reply = fetched(guarded, file, cookie(SECRET, person))
    assert (reply.status_code, reply.text) == (403, "Filen er lavet til en anden. Hent den selv på siden.")


def test_whoever_may_not_have_a_file_any_more_does_not_get_the_one_they_made(
    guarded: TestClient, file: str, database: str
) -> None:
    person = "moved@cpr.dk"
    taken = TakenFile(Export.WORKBOOK, ("cpr",))
    taken_files.note_taken(Person(person), taken, b"the total is 61", "text/plain", "total.txt")
    with session.open_writing(database, session.MACHINE) as db:
        number = rights.grant_role(db, person, Grant(Role.READER, date(2020, 1, 1)))
    assert fetched(guarded, file, cookie(SECRET, person)).status_code == 200
    with session.open_writing(database, session.MACHINE) as db:
        rights.revoke_grant(db, number)
        rights.grant_role(db, person, Grant(Role.ADMINISTRATOR, date(2020, 1, 1)))
    assert fetched(guarded, file, cookie(SECRET, person)).status_code == 403


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS"])
def test_nobody_uploads_anything(guarded: TestClient, database: str, method: str) -> None:
    """No page has a field for it, and what is uploaded stays in the memory of the process."""
    cookies = cookie(SECRET, EMAIL)
    headers = {"cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    content = b"x" * 1000 if method == "PUT" else b""
    reply = guarded.request(method, "/_stcore/upload_file/a/b", headers=headers, content=content)
    assert reply.status_code == 404


@pytest.mark.parametrize(
    "around", ["/.{}", "/{}", "/x/..{}", "/static/..{}", "/static/%2e%2e{}", "{}/", "/plan{}"]
)
def test_no_way_around_leads_to_it(guarded: TestClient, file: str, around: str) -> None:
    plain, hidden = f"{ADDRESS}{around.format(file)}", file.replace("/media/", "/media%2F")
    for address in (plain, plain.replace(file, hidden)):
        assert "total" not in guarded.get(address).text


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"])
def test_no_other_way_of_asking_gives_it_to_nobody(guarded: TestClient, file: str, method: str) -> None:
    assert guarded.request(method, file).status_code == 401
    assert "total" not in guarded.request(method, file.replace("/media/", "/MEDIA/")).text


def altered(place: int) -> dict[str, str]:
    """The cookie of a sign-in with one sign of it changed."""
    ((name, value),) = cookie(SECRET, EMAIL).items()
    other = "A" if value[place] != "A" else "B"
    return {name: value[:place] + other + value[place:][1:]}


@pytest.mark.parametrize(
    "cookies",
    [
        *(altered(place) for place in (5, 60, -30, -20)),
        {"_streamlit_user": cookie(SECRET, EMAIL)["_streamlit_user"].partition(".")[0]},
        {"_streamlit_user": '{"is_logged_in": true, "email": "chief@cpr.dk"}'},
        {"_streamlit_user_tokens": cookie(SECRET, EMAIL)["_streamlit_user"]},
        cookie("y" * 40, EMAIL),
        cookie(SECRET, EMAIL, exp=time.time() - 1),
        cookie(SECRET, EMAIL, iat=time.time() - 13 * 3600),
        cookie(SECRET, EMAIL, iat=None, exp=None),
        cookie(SECRET, EMAIL, email_verified=False),
        cookie(SECRET, EMAIL, is_logged_in=False),
        cookie(SECRET, EMAIL, "https://elsewhere.example.dk"),
        cookie(SECRET, "stranger@example.dk"),
        {"_streamlit_user": "x"},
        {"_streamlit_user": ""},
        {"_streamlit_user": "é"},
        {"_streamlit_user_1": cookie(SECRET, EMAIL)["_streamlit_user"]},
        {"_streamlit_user": create_signed_value(SECRET, "_streamlit_user", "chunks-2").decode()},
    ],
)
def test_nobody_else_gets_it(guarded: TestClient, file: str, cookies: dict[str, str]) -> None:
    assert fetched(guarded, file, cookies).status_code == 401


def test_a_role_taken_back_and_a_sign_out_close_it_at_once(
    guarded: TestClient, file: str, database: str
) -> None:
    given = cookie(SECRET, "gone@cpr.dk")
    with session.open_writing(database, session.MACHINE) as db:
        number = rights.grant_role(db, "gone@cpr.dk", Grant(Role.READER, date(2020, 1, 1)))
    assert fetched(guarded, file, given).status_code == 200
    with session.open_writing(database, session.MACHINE) as db:
        rights.revoke_grant(db, number)
    assert fetched(guarded, file, given).status_code == 401
    with session.open_writing(database, session.MACHINE) as db:
        rights.grant_role(db, "gone@cpr.dk", Grant(Role.READER, date(2020, 1, 1)))
    assert fetched(guarded, file, given).status_code == 200
    sent = "; ".join(f"{name}={value}" for name, value in given.items())
    assert guarded.post("/auth/logout", headers={"cookie": sent}).headers["location"] == "/"
    assert fetched(guarded, file, given).status_code == 401
    assert fetched(guarded, file, cookie(SECRET, "gone@cpr.dk", iat=time.time() - 9)).status_code == 200


def entries(database: str) -> list[tuple[str, str, str]]:
    with session.open_reading(database, sees=EVERYTHING) as db:
        return [(entry.actor, entry.action, entry.subject) for entry in chain.read_entries(db)]


def provided(secret: str, cookies: dict[str, str]) -> TestClient:
    """A provider's reply that gives these cookies, behind the gate."""

    def signed_in(_request: Request) -> Response:
        reply = RedirectResponse("/", 302)
        for name, value in cookies.items():
            reply.set_cookie(name, value, httponly=True)
        return reply

    page = Route("/auth/logout", lambda _: PlainTextResponse(""))
    inner = Starlette(routes=[Route("/oauth2callback", signed_in), page])
    return TestClient(Gate(inner, cookie_secret=secret, origin=PROVIDER.origin), follow_redirects=False)


def test_a_sign_in_and_a_sign_out_are_on_record_once_each(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=5)
    given = cookie(SECRET, "Chief@CPR.dk", iat=began.timestamp(), name="Chief")
    client = provided(SECRET, given)
    for _ in range(2):
        reply = client.get("/oauth2callback")
        assert (reply.status_code, "name" in read_claims(dict(reply.cookies), SECRET)) == (302, False)
    for _ in range(2):
        client.post("/auth/logout", headers={"cookie": f"_streamlit_user={given['_streamlit_user']}"})
    client.post("/auth/logout")
    found = entries(sqlite_url)
    assert found == [(EMAIL, "sign.in", began.isoformat()), (EMAIL, "sign.out", began.isoformat())]


def test_a_sign_in_of_nobody_known_leaves_no_entry(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    for cookies in ({}, cookie(SECRET, EMAIL, email_verified=False), cookie("y" * 40, EMAIL)):
        provided(SECRET, cookies).get("/oauth2callback")
    assert entries(sqlite_url) == []


def test_a_sign_in_is_let_through_where_it_cannot_be_recorded(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = sqlite_url.removeprefix("sqlite:///")
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///file:{path}?mode=ro&uri=true")
    assert provided(SECRET, cookie(SECRET, EMAIL)).get("/oauth2callback").status_code == 302
    assert "not on record" in caplog.text
    assert EMAIL not in caplog.text
