"""What is kept between reads, and which version of the data a page shows."""

from __future__ import annotations

from datetime import date

import pytest

from db.location import URL_VARIABLE
from db.people import rights
from db.session import MACHINE, open_writing
from metrics.access import Grant, Role
from pages.ui import data_version, people

SOMEBODY = "chief@cpr.dk"


@pytest.fixture
def empty(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(URL_VARIABLE, database_url)
    return database_url


def give(url: str, role: Role) -> None:
    with open_writing(url, MACHINE) as db:
        rights.grant_role(db, SOMEBODY, Grant(role, date(2020, 1, 1)))


def roles() -> list[Role]:
    return [grant.role for grant in people.read_person(SOMEBODY).grants]


def test_a_page_is_drawn_of_one_version_and_the_next_of_the_newest(empty: str) -> None:
    with data_version.pin_version():
        assert roles() == []
        give(empty, Role.CHIEF)
        with data_version.pin_version():  # a part of the page
            assert roles() == []
        assert roles() == []
    with data_version.pin_version():
        assert roles() == [Role.CHIEF]


def test_what_a_page_has_written_itself_it_shows(empty: str) -> None:
    with data_version.pin_version():
        assert roles() == []
        give(empty, Role.READER)
        data_version.note_write()
        assert roles() == [Role.READER]


def test_outside_a_page_the_newest_is_always_asked_for(empty: str) -> None:
    assert roles() == []
    give(empty, Role.READER)
    assert roles() == [Role.READER]
    give(empty, Role.HEAD)
    assert roles() == [Role.READER, Role.HEAD]
