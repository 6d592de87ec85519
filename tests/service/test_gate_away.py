"""The gate and the calendars while PostgreSQL is stopped, and what was done then, once it is there again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from bench.faults.clusters import Cluster, run_cluster
from bench.faults.writer import prepare
from db import session
from db.location import URL_VARIABLE
from db.people import rights, sign_ins
from db.scope import EVERYTHING
from metrics.access import Grant, Role
from pages.ui import people
from scripts.programs import find_postgres
from service import calendar_feed, pending_sign_outs
from service.answers import readiness
from service.gate import Gate
from tests.cookies import cookie
from tests.fixtures.needs import need

SECRET, ORIGIN, WHO = "x" * 40, "https://maal.example.dk", "a@example.dk"
SAID = {
    "da": "Databasen kan ikke nås lige nu. Prøv igen om lidt.",
    "en": "The database cannot be reached right now. Try again in a moment.",
}


@pytest.fixture
def stoppable(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    need(find_postgres(), "PostgreSQL 15 or newer")
    with run_cluster() as found:
        prepare(found.url)
        monkeypatch.setenv(URL_VARIABLE, found.url)
        with session.open_writing(found.url, session.MACHINE) as db:
            rights.grant_role(db, WHO, Grant(Role.READER, date(2020, 1, 1)))
        yield found
        session.open_engine(found.url).dispose()


def asked(path: str, given: dict[str, str], method: str = "GET", **headers: str) -> tuple[int, str]:
    inner = Starlette(
        routes=[
            Route("/media/x", lambda _: PlainTextResponse("a file")),
            Route("/auth/logout", lambda _: RedirectResponse("/signed-out")),
            calendar_feed.ROUTE,
        ]
    )
    client = TestClient(Gate(inner, cookie_secret=SECRET, origin=ORIGIN), follow_redirects=False)
    cookies = "; ".join(f"{name}={value}" for name, value in given.items())
    reply = client.request(method, path, headers={"cookie": cookies, **headers})
    return reply.status_code, reply.text


def test_files_and_calendars_say_that_the_database_is_away(stoppable: Cluster) -> None:
    given = cookie(SECRET, WHO)
    assert asked("/media/x", given)[0] == 403
    stoppable.stop("fast")
    try:
        for lang, said in SAID.items():
            assert asked(f"/media/x?lang={lang}", given) == (503, said)
            assert asked(f"/api/calendar/{'s' * 43}.ics?lang={lang}", {}) == (503, said)
        assert asked("/media/x", {})[0] == 401
    finally:
        stoppable.start()
    assert asked("/media/x", given)[0] == 403


def test_readiness_follows_the_database_at_once(stoppable: Cluster) -> None:
    assert readiness.read_state(stoppable.url) == readiness.READY
    stoppable.stop("fast")
    try:
        began = time.monotonic()
        assert readiness.read_state(stoppable.url) == readiness.SILENT
        assert time.monotonic() - began < 5
    finally:
        stoppable.start()
    assert readiness.read_state(stoppable.url) == readiness.READY


def test_a_sign_out_while_the_database_is_away_holds_once_it_is_back(
    stoppable: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pending_sign_outs, "SECONDS", 0.1)
    began = int(time.time()) - 60
    given, moment = cookie(SECRET, WHO, iat=began), datetime.fromtimestamp(began, UTC)
    stoppable.stop("fast")
    try:
        assert asked("/auth/logout", given, "POST")[0] == 303
        assert asked("/media/x", given)[0] == 401
    finally:
        stoppable.start()
    assert people.has_signed_out(WHO, moment)
    deadline = time.monotonic() + 20
    while pending_sign_outs.is_pending(WHO, moment) and time.monotonic() < deadline:
        time.sleep(0.05)
    with session.open_reading(stoppable.url, sees=EVERYTHING) as db:
        assert sign_ins.has_signed_out(db, WHO, moment)  # for every process, and after a restart
    assert asked("/media/x", given)[0] == 401


@pytest.mark.parametrize(
    ("method", "headers", "out"),
    [
        (
            "POST",
            {},
            True,
        ),  # a browser that does not say where a form was sent from, and keeps its cookie to itself
        ("POST", {"sec-fetch-site": "same-origin", "origin": ORIGIN}, True),
        ("POST", {"sec-fetch-site": "cross-site"}, False),
        ("POST", {"sec-fetch-site": "same-site"}, False),
        ("POST", {"origin": "https://evil.example"}, False),
        ("POST", {"origin": "null"}, False),
        ("GET", {}, False),
        ("GET", {"sec-fetch-site": "same-origin"}, False),
        ("HEAD", {}, False),
    ],
)
def test_no_other_site_and_no_link_signs_anybody_out(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, method: str, headers: dict[str, str], out: bool
) -> None:
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    began = int(time.time()) - 60
    assert asked("/auth/logout", cookie(SECRET, WHO, iat=began), method, **headers)[0] == 303
    with session.open_reading(sqlite_url, sees=EVERYTHING) as db:
        assert sign_ins.has_signed_out(db, WHO, datetime.fromtimestamp(began, UTC)) is out
