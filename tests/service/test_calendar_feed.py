"""The calendar over HTTP: what its person may see at the time of asking, and not a hint for anybody else."""

from __future__ import annotations

import json
import logging
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from db.directions import duty_commands
from db.meetings import meeting_commands
from db.meetings.meeting_commands import MeetingRequest
from db.people import calendar_keys, rights
from db.plans import plan_commands
from db.session import MACHINE, open_writing
from metrics.access import Grant, Role
from metrics.meeting.meeting_course import MeetingStepKind, MeetingSubject
from metrics.periods import find_danish_day
from metrics.plan.model import PlanFile
from service import logs
from service.request_log import REQUEST_ID
from tests.db.recorded import source
from tests.duties import duty, duty_plan
from tests.fixtures.apps import ADDRESS

PERSON = "chief@cpr.dk"
TODAY = find_danish_day(datetime.now(UTC))


@pytest.fixture
def url(sqlite_url: str) -> str:
    """This year's plans of two institutions, one with all its dates to come."""
    with open_writing(sqlite_url, MACHINE) as session:
        for owner in ("cpr", "other"):
            plan_commands.import_plan(session, of_this_year(owner))
    return sqlite_url


def of_this_year(owner: str) -> PlanFile:
    file = source()
    days = {"start": date(TODAY.year, 1, 1), "end": date(TODAY.year, 12, 31)}
    institutions = [i.model_copy(update={"id": owner}) for i in file.institutions]
    indicators = [i.model_copy(update={"institution": owner}) for i in file.indicators]
    rest = {"institutions": tuple(institutions), "indicators": tuple(indicators), "observations": ()}
    return file.model_copy(update={"id": f"plan-{owner}", "institution": owner, **days, **rest})


@pytest.fixture
def client(running_app: TestClient, url: str, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The running app, asked on this test's own database."""
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", url)
    return running_app


def granted(url: str, given: Grant, person: str = PERSON) -> int:
    with open_writing(url, MACHINE) as session:
        return rights.grant_role(session, person, given)


def opened(url: str) -> str:
    with open_writing(url, MACHINE) as session:
        return calendar_keys.create_key(session, PERSON)


def test_the_duties_of_an_institution_are_in_it_with_their_links_for_whoever_sees_it(
    client: TestClient, url: str
) -> None:
    yearly = duty(first=date(TODAY.year + 1, 4, 9))
    with open_writing(url, MACHINE) as session:
        duty_commands.import_duties(
            session, duty_plan(yearly, institution="cpr", institutions=of_this_year("cpr").institutions)
        )
    granted(url, Grant(Role.READER, date(2020, 1, 1), institution="cpr"))
    events = Calendar.from_ical(client.get(f"/api/calendar/{opened(url)}.ics").content).walk("VEVENT")
    found = [one for one in events if str(one["uid"]).startswith("agreed/duty/")]
    assert [(one.decoded("dtstart"), str(one["SUMMARY"])) for one in found] == [
        (date(TODAY.year + 1, 4, 9), "CPR-administrationen: Pligt 1.1 Duty 1.1")
    ]
    granted(url, Grant(Role.READER, date(2020, 1, 1), institution="other"), "other@cpr.dk")
    with open_writing(url, MACHINE) as session:
        theirs = calendar_keys.create_key(session, "other@cpr.dk")
    assert b"agreed/duty" not in client.get(f"/api/calendar/{theirs}.ics").content


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
        with open_writing(url, MACHINE) as session:
            rights.revoke_grant(session, number)
        if left:
            assert plans(client, secret) == left
    assert client.get(f"/api/calendar/{secret}.ics").status_code == 404


def test_a_wrong_secret_and_one_taken_back_get_the_same_bare_answer(client: TestClient, url: str) -> None:
    granted(url, Grant(Role.CHIEF, TODAY))
    secret = opened(url)
    assert client.get(f"/api/calendar/{secret}.ics?lang=en").status_code == 200
    end = "A" if secret[-1] != "A" else "B"
    for altered in (
        secret[:-1] + end,
        secret.swapcase(),
        f"%00{secret}",
        f" {secret}",
        secret[:-1],
        f"{secret}%00",
    ):
        assert client.get(f"/api/calendar/{altered}.ics").status_code in (400, 404), altered
    with open_writing(url, MACHINE) as session:
        calendar_keys.revoke_key(session, PERSON)
    replies = [client.get(f"/api/calendar/{asked}.ics") for asked in (secret, "x" * 43, "%27%20OR%201=1")]
    told = [{name: value for name, value in r.headers.items() if name != REQUEST_ID} for r in replies]
    assert [(r.status_code, r.content) for r in replies] == [(404, b"")] * 3
    assert told == [told[0]] * 3


def test_no_log_holds_the_secret(
    client: TestClient,
    url: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Neither of an answer, nor of a refusal, nor of an error: only what kind of address it was."""
    granted(url, Grant(Role.CHIEF, TODAY))
    secret = opened(url)
    # The test's own client logs what it asks for; everything else is the server's.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    careful = TestClient(client.app, base_url=ADDRESS, raise_server_exceptions=False)
    with caplog.at_level(logging.DEBUG):
        answers = [careful.get(f"/api/calendar/{secret}{more}.ics").status_code for more in ("", "x", "/x")]
        monkeypatch.setenv("MAALSTREG_DATABASE_URL", f"sqlite:///{tmp_path}")
        answers.append(careful.get(f"/api/calendar/{secret}.ics").status_code)
    assert answers == [200, 404, 200, 500]
    lines = [logs.JsonLine().format(record) for record in caplog.records]
    asked = [json.loads(line) for line in lines if '"event": "request"' in line]
    assert [(line["path"], line["status"]) for line in asked] == [
        ("/api/calendar/*", status) for status in answers
    ]
    assert [line for line in lines if secret in line or calendar_keys.digest_secret(secret) in line] == []


def test_a_meeting_that_is_called_is_there_for_those_who_read_its_minutes(
    client: TestClient, url: str
) -> None:
    day = TODAY.replace(day=1)
    quarter = f"{TODAY.year}Q{(TODAY.month + 2) // 3}"
    for owner in ("cpr", "other"):
        called = MeetingRequest(
            MeetingSubject(owner), quarter, MeetingStepKind.PLANNED, on=date(TODAY.year + 1, 1, 5)
        )
        with open_writing(url, MACHINE) as session:
            meeting_commands.take_meeting_step(session, called)
    granted(url, Grant(Role.CHIEF, day, institution="cpr"))
    granted(url, Grant(Role.READER, day, institution="other"))
    secret = opened(url)
    events = Calendar.from_ical(client.get(f"/api/calendar/{secret}.ics").content).walk("VEVENT")
    meetings = [event for event in events if str(event["uid"]).startswith("meeting/")]
    assert [str(event["uid"]) for event in meetings] == [f"meeting/cpr/{quarter}@maalstreg"]
    with open_writing(url, MACHINE) as session:
        cancelled = MeetingRequest(MeetingSubject("cpr"), quarter, MeetingStepKind.CANCELLED, "Syg")
        meeting_commands.take_meeting_step(session, cancelled)
    assert "meeting/" not in client.get(f"/api/calendar/{secret}.ics").text
