"""The door for files that go with reports, tried as in service by those it is not for, with what it must not take."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from urllib.parse import urlencode

import httpx
import pytest

from db import session
from db.evidence import evidence_queries
from db.scope import EVERYTHING
from metrics.access import Role
from metrics.report.evidence.evidence_file import FileKind
from tests.files import PDF, archive, office, open_document, pdf
from tests.fixtures.services import HOST, PATIENCE, PUBLIC, Service, join

PLAN, QUARTER, LINE = "eksempel-ankenaevn-2026", "2026Q4", "milestone:2.1.3"
OWN = "eksempel-ankenaevn"
DOOR = "/indberetning/bilag"
REPORTER, CHIEF, READER = "door-reporter@example.dk", "door-chief@example.dk", "door-reader@example.dk"
CONTROLLER, NEIGHBOUR = "door-controller@example.dk", "door-neighbour@example.dk"


@pytest.fixture(scope="module")
def manned(service: Service) -> Service:
    """The service with somebody of each kind."""
    service.grant(REPORTER, Role.REPORTER, OWN)
    service.grant(CHIEF, Role.CHIEF, OWN)
    service.grant(READER, Role.READER, OWN)
    service.grant(CONTROLLER, Role.CONTROLLER, None)
    service.grant(NEIGHBOUR, Role.CHIEF, "eksempel-tilsyn")
    return service


def send(
    service: Service,
    content: bytes = PDF,
    name: str = "referat.pdf",
    by: str = REPORTER,
    headers: Mapping[str, str] | None = None,
    **asked: str,
) -> httpx.Response:
    """Hand a file in as the form does."""
    said = {"host": HOST, "origin": PUBLIC, "cookie": join(service.signed_in(by)), **(headers or {})}
    query = urlencode({"plan": PLAN, "quarter": QUARTER, "line": LINE, **asked})
    return httpx.post(
        f"{service.servers[0].url}{DOOR}?{query}",
        files={"file": (name, content, "text/html")},
        data={"journal": "2026-7"},
        headers=said,
        timeout=PATIENCE,
        verify=False,  # noqa: S501 - nothing is encrypted between the proxy and a process
    )


def newest(service: Service) -> str:
    """The key of the file that was attached last."""
    with session.open_reading(service.database_url, sees=EVERYTHING, prepares=EVERYTHING) as db:
        return evidence_queries.read_files_of_drafts(db, [(PLAN, QUARTER)])[PLAN, QUARTER][-1].key


def count(service: Service) -> int:
    with session.open_reading(service.database_url, sees=EVERYTHING, prepares=EVERYTHING) as db:
        return len(evidence_queries.read_files_of_drafts(db, [(PLAN, QUARTER)]).get((PLAN, QUARTER), ()))


def test_a_draft_s_file_is_for_the_institution_and_is_only_to_be_saved(manned: Service) -> None:
    reply = send(manned, name="..\\..\\fak\u202efdp.exe")
    assert (reply.status_code, reply.headers["location"]) == (
        303,
        f"/indberetning?plan={PLAN}&quarter={QUARTER}",
    )
    address = f"{DOOR}/{newest(manned)}"
    assert manned.ask(address, manned.signed_in(CHIEF)).content == PDF
    got = manned.ask(address, manned.signed_in(REPORTER), at=1)
    assert (got.status_code, got.content) == (200, PDF)
    assert got.headers["content-disposition"].startswith('attachment; filename="fakfdp.exe.pdf"; filename*=')
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in got.headers["content-security-policy"]
    assert got.headers["cache-control"] == "no-store"
    for by in (READER, CONTROLLER, NEIGHBOUR):
        assert manned.ask(address, manned.signed_in(by)).status_code == 404
    assert manned.ask(address).status_code == 401
    for other in (f"{DOOR}/{'0' * 32}", f"{DOOR}/x", f"{DOOR}/..%2f..%2fetc%2fpasswd", f"{address}%00"):
        assert manned.ask(other, manned.signed_in(REPORTER)).status_code in (400, 404), other


def test_only_who_prepares_hands_a_file_in_and_what_was_tried_is_on_record(manned: Service) -> None:
    before = count(manned)
    for by in (READER, CONTROLLER, NEIGHBOUR):
        assert send(manned, by=by).status_code == 403
        assert manned.recorded(by)[-1] == "refused.prepare"
    assert send(manned, line="words").status_code == 400
    assert send(manned, plan="nothing").status_code == 400
    assert count(manned) == before


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": f"http://{HOST}"},
        {"sec-fetch-site": "cross-site"},
    ],
    ids=str,
)
def test_no_other_site_hands_a_file_in(manned: Service, headers: dict[str, str]) -> None:
    before = count(manned)
    assert send(manned, headers=headers).status_code == 403
    assert count(manned) == before


@pytest.mark.parametrize("said", ["content-length: 1000000000", "transfer-encoding: chunked"])
def test_a_gigabyte_is_refused_before_a_byte_of_it_is_read(manned: Service, said: str) -> None:
    head = [
        f"POST {DOOR}?plan={PLAN}&quarter={QUARTER}&line={LINE} HTTP/1.1",
        *(f"host: {HOST}", f"origin: {PUBLIC}", f"cookie: {join(manned.signed_in(REPORTER))}"),
        *("content-type: multipart/form-data; boundary=x", said, "", ""),
    ]
    with socket.create_connection(("127.0.0.1", manned.port(0)), timeout=PATIENCE) as asked:
        asked.sendall("\r\n".join(head).encode())
        reply = asked.recv(65_536)
    assert reply.startswith(b"HTTP/1.1 413 ")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HOSTILE = {
    "a program called a PDF": (b"MZ\x90\x00" + bytes(200), "Filtypen kan ikke vedhæftes"),
    "a picture with a script": (SVG, "Filtypen kan ikke vedhæftes"),
    "a bomb": (office(parts={"word/x.xml": bytes(201_000_000)}), "pakkes ud"),
    "macros": (
        office(FileKind.XLSX, main="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "makroer",
    ),
    "macros of LibreOffice": (open_document(parts={"Basic/Standard/x.xml": "x"}), "makroer"),
    "a PDF with a script": (pdf(b"<< /S /JavaScript >>"), "script"),
    "a picture that is an archive": (b"\x89PNG\r\n\x1a\n" + archive({"x": b"x"}), "to slags filer"),
    "nothing": (b"", "tom"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_may_harm_is_refused_in_words(manned: Service, name: str) -> None:
    content, said = HOSTILE[name]
    before = count(manned)
    reply = send(manned, content)
    assert reply.status_code == 400
    assert said in reply.text
    assert f'href="/indberetning?plan={PLAN}&amp;quarter={QUARTER}"' in reply.text
    assert count(manned) == before


def test_whoever_may_not_read_any_more_does_not_fetch_a_file(manned: Service) -> None:
    person = "door-former@example.dk"
    number = manned.grant(person, Role.REPORTER, OWN)
    assert send(manned, by=person).status_code == 303
    address = f"{DOOR}/{newest(manned)}"
    manned.revoke(number)
    manned.grant(person, Role.REPORTER, "eksempel-tilsyn")
    assert manned.ask(address, manned.signed_in(person)).status_code == 404
