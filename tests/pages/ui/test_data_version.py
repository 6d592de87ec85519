"""What is kept between reads, and which version of the data a page shows."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from db.location import URL_VARIABLE
from db.people import rights
from db.session import MACHINE, open_writing
from metrics.access import Grant, Role
from pages.ui import data_version, people
from tests.pages.conftest import Open, text

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


CPR = "CPR-administrationen"


COMPLAINTS = {"plan": "cpr-2017", "goal": "2.1"}


def test_a_database_put_in_place_of_another_is_seen_at_once(
    open_page: Open, database: str, sqlite_template: Path
) -> None:
    assert CPR in text(open_page("overview"))
    path = Path(database.removeprefix("sqlite:///"))
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    shutil.copy(sqlite_template, path)
    assert "Der er ingen underskrevne planer" in text(open_page("overview"))
