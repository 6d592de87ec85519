"""Who somebody is, whether they have signed out, and how far their roles reach."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from db import session
from db.location import URL_VARIABLE
from db.people import rights, sign_ins
from metrics.access import Action, Grant, Person, Role
from pages.ui import data_version, people
from tests.counting import counted
from tests.factories import catalogue

SOMEBODY = "a@example.dk"
BEGAN = datetime.now(UTC) - timedelta(hours=1)
TODAY = date(2026, 11, 21)


@pytest.fixture
def empty(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(URL_VARIABLE, database_url)
    return database_url


def test_a_role_that_is_granted_is_there_at_the_next_read(empty: str) -> None:
    assert people.read_person(SOMEBODY).grants == ()
    with session.open_writing(empty, session.MACHINE) as db:
        rights.grant_role(db, SOMEBODY, Grant(Role.CHIEF, date(2020, 1, 1)))
    assert [grant.role for grant in people.read_person(SOMEBODY).grants] == [Role.CHIEF]


def test_a_sign_out_ends_what_began_before_it_and_of_that_person_alone(empty: str) -> None:
    assert not people.has_signed_out(SOMEBODY, BEGAN)
    with session.open_writing(empty, Person(SOMEBODY)) as db:
        sign_ins.record_sign_out(db, BEGAN)
    assert people.has_signed_out(SOMEBODY, BEGAN)
    assert not people.has_signed_out(SOMEBODY, BEGAN + timedelta(minutes=1))
    assert not people.has_signed_out("b@example.dk", BEGAN)


def test_the_sign_out_and_the_version_are_asked_for_in_one_statement(
    empty: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_version, "LOOK_SECONDS", 86_400)  # what is asked by the clock is not meant
    with session.open_writing(empty, session.MACHINE) as db:
        rights.grant_role(db, SOMEBODY, Grant(Role.CHIEF, date(2020, 1, 1)))
    read = data_version.find_version(empty)
    with data_version.pin_version(), counted() as sent:
        assert not people.has_signed_out(SOMEBODY, BEGAN)
        assert data_version.find_version(empty) == read
    assert len(sent) == 1


def test_a_run_goes_on_with_the_version_it_began_with_though_a_sign_out_is_asked_for_later(
    empty: str,
) -> None:
    with data_version.pin_version():
        began = data_version.find_version(empty)
        with session.open_writing(empty, Person(SOMEBODY)) as db:
            sign_ins.record_sign_out(db, BEGAN)
        with session.open_writing(empty, session.MACHINE) as db:
            rights.grant_role(db, SOMEBODY, Grant(Role.CHIEF, date(2020, 1, 1)))
        assert people.has_signed_out(SOMEBODY, BEGAN)
        assert data_version.find_version(empty) == began
    assert data_version.find_version(empty) != began


def test_a_role_over_one_institution_reaches_no_other() -> None:
    both = catalogue(owners=("cpr", "other"))
    own = Person(SOMEBODY, (Grant(Role.CHIEF, date(2020, 1, 1), institution="cpr"),))
    assert people.find_permitted(both, own, Action.DRAFT, TODAY) == {"cpr"}
    assert people.find_permitted(both, own, Action.DECIDE, TODAY) == set()
    assert people.find_permitted(both, Person(SOMEBODY), Action.SEE, TODAY) == set()
