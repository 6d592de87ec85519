"""Who reads: in a trial the role that is tried, else whoever the sign-in still holds for."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from db import session
from db.location import URL_VARIABLE
from db.people import rights
from metrics.access import Grant, Role
from pages.ui import data_version, reader
from service.claims import PREFIX
from service.sign_in import SETTINGS
from words.language import Words

SOMEBODY = "a@example.dk"


def claims(**changes: object) -> Mapping[str, Any]:
    """What the provider says of somebody who has just signed in."""
    now = time.time()
    return {
        "is_logged_in": True,
        "email_verified": True,
        "email": SOMEBODY,
        "iat": now - 60,
        "exp": now + 3600,
        **changes,
    }


@pytest.fixture
def provider(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """People sign in, and somebody holds a role."""
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    for name in SETTINGS:
        monkeypatch.setenv(PREFIX + name, f"https://login.example.dk/{'x' * 32}")
    with session.open_writing(sqlite_url, session.MACHINE) as db:
        rights.grant_role(db, SOMEBODY, Grant(Role.HEAD, date(2020, 1, 1)))


def test_without_a_provider_it_is_a_trial() -> None:
    assert reader.is_in_trial()


@pytest.mark.usefixtures("provider")
def test_somebody_who_has_signed_in_is_known_with_their_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "read_claims", claims)
    found = reader.find_reader()
    assert found is not None
    assert (found.key, [grant.role for grant in found.grants]) == (SOMEBODY, [Role.HEAD])
    assert reader.require_reader() == found
    assert not reader.is_in_trial()


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("changes", [{"exp": time.time() - 1}, {"email": ""}, {"email_verified": False}])
def test_a_sign_in_that_does_not_hold_is_nobody(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, object]
) -> None:
    monkeypatch.setattr(reader, "read_claims", lambda: claims(**changes))
    assert reader.find_reader() is None


@pytest.mark.usefixtures("provider")
def test_whoever_is_asked_for_later_may_have_signed_out_by_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "read_claims", claims)
    later = reader.find_reader_later()
    assert later() is not None
    monkeypatch.setattr("pages.ui.people.has_signed_out", lambda *_: True)
    assert later() is None


@pytest.mark.usefixtures("provider")
def test_who_reads_is_found_once_a_run_and_again_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "read_claims", claims)
    with data_version.pin_version():
        found = reader.find_reader()
        monkeypatch.setattr("pages.ui.people.has_signed_out", lambda *_: True)
        assert found is not None
        assert reader.find_reader() is found
    with data_version.pin_version():
        assert reader.find_reader() is None


def test_without_a_sign_in_there_are_no_claims() -> None:
    assert reader.read_claims() == {}


@pytest.mark.usefixtures("provider")
def test_somebody_is_told_of_with_the_one_role_they_hold_and_in_a_trial_by_the_role_alone() -> None:
    day, words = date(2026, 11, 20), Words("da")
    assert reader.write_who(SOMEBODY, None, day, words) == f"{SOMEBODY} (Chef i departementet)"
    assert reader.write_who(SOMEBODY, None, date(2019, 1, 1), words) == SOMEBODY
    assert reader.write_who("trial-chief", None, day, words) == "Institutionschef"
