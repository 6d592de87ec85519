"""Where whoever finds a hole may tell of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from metrics.errors import InvalidInput
from service.answers import security_contact
from service.answers.security_contact import ADDRESS, VARIABLE


def test_the_file_is_for_everybody_and_says_until_when_it_holds(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "mailto:sikkerhed@example.dk")
    reply = client.get(ADDRESS)
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert reply.text.startswith("Contact: mailto:sikkerhed@example.dk\nExpires: 20")


def test_it_names_its_own_address_and_ends_within_a_year() -> None:
    written = security_contact.write_contact(
        "https://example.dk", "https://maal.example.dk", datetime(2026, 12, 1, tzinfo=UTC)
    )
    assert written == (
        "Contact: https://example.dk\n"
        "Expires: 2027-03-01T00:00:00Z\n"
        "Preferred-Languages: da, en\n"
        "Canonical: https://maal.example.dk/.well-known/security.txt\n"
    )


def test_without_a_contact_there_is_no_file(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert client.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    "wrong", ["sikkerhed@example.dk", "http://example.dk", "mailto:a b", "mailto:a\nExpires: x"]
)
def test_what_nobody_can_write_to_is_refused_at_the_start(wrong: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        security_contact.read_contact({VARIABLE: wrong})
    assert [problem.code for problem in refused.value.problems] == ["address_begins"]
