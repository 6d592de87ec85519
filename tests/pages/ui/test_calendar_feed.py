"""The calendar over HTTP: what its person may see at the time of asking, and not a hint for anybody else."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime

import pytest
from httpx import Response
from icalendar import Calendar
from starlette.testclient import TestClient

import server
from db import calendar_keys, commands, rights
from db.session import MACHINE, writing
from metrics.access import Grant, Role
from metrics.model import PlanFile
from metrics.periods import danish_day
from tests.db.test_commands import source

PERSON = "chief@cpr.dk"
TODAY = danish_day(datetime.now(UTC))


@pytest.fixture
def url(sqlite_url: str) -> str:
    """This year's plans of two institutions, one with all its dates to come."""
    with writing(sqlite_url, MACHINE) as session:
        for owner in ("cpr", "other"):
            commands.import_plan(session, of_this_year(owner))
    return sqlite_url


def of_this_year(owner: str) -> PlanFile:
    file = source()
    days = {"start": date(TODAY.year, 1, 1), "end": date(TODAY.year, 12, 31)}
    institutions = [i.model_copy(update={"id": owner}) for i in file.institutions]
    indicators = [i.model_copy(update={"institution": owner}) for i in file.indicators]
    rest = {"institutions": tuple(institutions), "indicators": tuple(indicators), "observations": ()}
    return file.model_copy(update={"id": f"plan-{owner}", "institution": owner, **days, **rest})


@pytest.fixture
def client(url: str, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The server's own routes and headers. Streamlit itself, which a process can start only once, is left out."""
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", url)
    return TestClient(server.app, base_url="http://127.0.0.1:8501")


def granted(url: str, given: Grant, person: str = PERSON) -> int:
    with writing(url, MACHINE) as session:
        return rights.grant(session, person, given)


def opened(url: str) -> str:
    with writing(url, MACHINE) as session:
        return calendar_keys.create(session, PERSON)


def plans(client: TestClient, secret: str) -> set[str]:
    events = Calendar.from_ical(client.get(f"/api/calendar/{secret}.ics").content).walk("VEVENT")
    return {str(event["uid"]).split("/")[0] for event in events}


def test_the_calendar_holds_what_its_person_may_see_and_no_more(client: TestClient, url: str) -> None:
    granted(url, Grant(Role.CHIEF, TODAY, institution="cpr"))
    secret = opened(url)
    reply = client.get(f"/api/calendar/{secret}.ics")
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/calendar; charset=utf-8"
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert plans(client, secret) == {"plan-cpr"}
    english = client.get(f"/api/calendar/{secret}.ics?lang=en").text
    assert "X-WR-CALNAME:Målstreg: deadlines" in english


def test_roles_are_read_at_each_request_and_the_calendar_ends_with_the_last(
    client: TestClient, url: str
) -> None:
    first = granted(url, Grant(Role.CHIEF, TODAY, institution="cpr"))
    secret = opened(url)
    second = granted(url, Grant(Role.READER, TODAY, institution="other"))
    assert plans(client, secret) == {"plan-cpr", "plan-other"}
    for number, left in ((first, {"plan-other"}), (second, None)):
        with writing(url, MACHINE) as session:
            rights.revoke(session, number)
        if left:
            assert plans(client, secret) == left
    assert client.get(f"/api/calendar/{secret}.ics").status_code == 404


def test_a_wrong_secret_and_one_taken_back_get_the_same_bare_answer(client: TestClient, url: str) -> None:
    granted(url, Grant(Role.CHIEF, TODAY))
    secret = opened(url)
    assert client.get(f"/api/calendar/{secret}.ics").status_code == 200
    with writing(url, MACHINE) as session:
        calendar_keys.revoke(session, PERSON)
    replies = [client.get(f"/api/calendar/{asked}.ics") for asked in (secret, "x" * 43, "%27%20OR%201=1")]
    assert {(r.status_code, r.content, _said(r)) for r in replies} == {(404, b"", _said(replies[0]))}


def _said(reply: Response) -> tuple[tuple[str, str], ...]:
    """All headers but the number that each request has."""
    return tuple(sorted((name, value) for name, value in reply.headers.items() if name != "x-request-id"))


def test_no_log_holds_the_secret(client: TestClient, url: str, caplog: pytest.LogCaptureFixture) -> None:
    granted(url, Grant(Role.CHIEF, TODAY))
    secret = opened(url)
    # The test's own client logs what it asks for; everything else is the server's.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with caplog.at_level(logging.DEBUG):
        client.get(f"/api/calendar/{secret}.ics")
        client.get(f"/api/calendar/{secret}x.ics")
    assert secret not in caplog.text
