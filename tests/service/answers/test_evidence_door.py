"""The door for files that go with reports, in a trial; as in service it is tried in tests/attacks/test_evidence.py."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from anyio import sleep_forever
from sqlalchemy.exc import OperationalError
from starlette.testclient import TestClient

from db.evidence import evidence_commands
from db.location import URL_VARIABLE
from service.answers import evidence_door
from tests.files import PDF
from tests.fixtures.apps import ADDRESS

DOOR = "/indberetning/bilag"
WHERE = {
    "plan": "eksempel-ankenaevn-2026",
    "quarter": "2026Q4",
    "line": "milestone:2.1.3",
    "role": "reporter",
}


@pytest.fixture
def door(
    client: TestClient, sqlite_filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> TestClient:
    """The running app, asked on a database with plans."""
    copy = tmp_path / "maalstreg.db"
    shutil.copy(sqlite_filled, copy)
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{copy}")
    return client


def send(client: TestClient, content: bytes = PDF, origin: str = ADDRESS, **asked: str) -> httpx.Response:
    """Hand a file in as the form does."""
    reply: httpx.Response = client.post(
        f"{DOOR}?{urlencode({**WHERE, **asked})}",
        files={"file": ("Møde.pdf", content)} if content else {"other": ("x", b"x")},
        headers={"origin": origin},
        follow_redirects=False,
    )
    return reply


def test_in_a_trial_it_is_open_to_the_role_that_is_tried_and_leads_back_to_it(door: TestClient) -> None:
    reply = send(door, lang="en")
    back = "/indberetning?plan=eksempel-ankenaevn-2026&quarter=2026Q4&role=reporter&lang=en"
    assert (reply.status_code, reply.headers["location"]) == (303, back)
    refused = send(door, role="reader")
    assert (refused.status_code, "Filen er ikke vedhæftet" in refused.text) == (403, True)
    assert send(door, origin="https://evil.example").status_code == 403
    shown = door.get(f"{DOOR}?plan=cpr-2017", follow_redirects=False)
    assert shown.headers["location"] == "/indberetning?plan=cpr-2017"


def test_a_spreadsheet_of_a_report_s_figures_comes_in_by_the_same_door_and_is_refused_in_words(
    door: TestClient,
) -> None:
    head = "institution,indicator,period,value\n"
    wrong = head + "eksempel-ankenaevn,no-such,2026Q4,5\neksempel-ankenaevn,sygefravaer,2026Q9,x\n"

    def hand_in(text: str, role: str = "reporter") -> httpx.Response:
        where = urlencode({**WHERE, "line": "sheet", "role": role})
        reply: httpx.Response = door.post(
            f"{DOOR}?{where}",
            files={"file": ("q4.csv", text.encode())},
            headers={"origin": ADDRESS},
            follow_redirects=False,
        )
        return reply

    refused = hand_in(wrong)
    assert refused.status_code == 400
    assert "no-such" in refused.text
    assert "2026Q9" in refused.text
    assert hand_in(wrong, "reader").status_code == 403
    taken = hand_in(head + "eksempel-ankenaevn,sygefravaer,2026Q4,9.1\n")
    assert (taken.status_code, taken.headers["location"].startswith("/indberetning?")) == (303, True)


def test_a_form_without_a_file_is_told_so(door: TestClient) -> None:
    reply = send(door, b"")
    assert (reply.status_code, "Vælg en fil først." in reply.text) == (400, True)


def test_so_many_at_once_and_no_more(door: TestClient) -> None:
    for _ in range(evidence_door.AT_ONCE):
        assert evidence_door._slots.acquire(blocking=False)
    try:
        assert send(door).status_code == 503
    finally:
        evidence_door._slots.release(evidence_door.AT_ONCE)
    assert send(door, role="reader").status_code == 403


def test_a_file_that_does_not_come_in_time_is_not_waited_for(
    door: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_door, "SECONDS", 0.01)
    monkeypatch.setattr(evidence_door, "_read_form", lambda *_: sleep_forever())
    assert send(door).status_code == 408


def test_what_comes_beyond_the_length_is_not_read(door: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_door, "LARGEST_FILE", -evidence_door.ROOM)
    assert send(door).status_code == 413


def test_that_the_database_is_away_is_told_in_words(
    door: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Away(Exception):
        sqlstate = None

    def fail(*_given: object) -> None:
        raise OperationalError("", {}, Away())

    for name in ("read_open_report", "take_file"):
        monkeypatch.setattr(evidence_commands, name, fail)
    assert send(door).status_code == 503
    assert door.get(f"{DOOR}/{'0' * 32}").status_code == 503
