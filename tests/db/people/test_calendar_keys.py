"""Secrets that open a calendar: kept as digests, one at a time, ended by taking back and by the end of roles."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from db import models
from db.audit import chain
from db.people import calendar_keys, rights
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from metrics.periods import find_danish_day
from tests.db.recorded import imported
from tests.fixtures.databases import DatabaseOf

CHIEF = "chief@cpr.dk"
LONG_AGO = date(2020, 1, 1)


def write_first(url: str) -> None:
    imported(url)
    with open_writing(url, MACHINE) as session:
        rights.grant_role(session, CHIEF, Grant(Role.CHIEF, LONG_AGO, institution="cpr"))


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(write_first)


def made(url: str, by: Person = MACHINE, person: str = CHIEF) -> str:
    with open_writing(url, by) as session:
        return calendar_keys.create_key(session, person)


def holder(url: str, secret: str) -> str | None:
    with open_reading(url, sees=EVERYTHING) as session:
        found = calendar_keys.find_holder(session, secret)
    return found.key if found else None


def test_a_secret_opens_the_calendar_of_its_person_and_no_other_secret_does(url: str) -> None:
    secret = made(url, person=" Chief@CPR.dk ")
    assert len(secret) >= 43
    assert holder(url, secret) == CHIEF
    for wrong in ("", secret[:-1], secret.swapcase(), calendar_keys.digest_secret(secret)):
        assert holder(url, wrong) is None


def test_a_new_secret_ends_the_one_before(url: str) -> None:
    first, second = made(url), made(url)
    assert (holder(url, first), holder(url, second)) == (None, CHIEF)


def test_a_secret_taken_back_opens_nothing_and_is_taken_back_once(url: str) -> None:
    secret = made(url)
    with open_writing(url, MACHINE) as session:
        calendar_keys.revoke_key(session, CHIEF)
    assert holder(url, secret) is None
    for person in (CHIEF, "other@cpr.dk"):
        with pytest.raises(InvalidInput) as refused, open_writing(url, MACHINE) as session:
            calendar_keys.revoke_key(session, person)
        assert [p.code for p in refused.value.problems] == ["no_calendar"]
    assert holder(url, made(url)) == CHIEF


def test_nothing_in_the_database_tells_the_secret_and_both_acts_are_audited(url: str) -> None:
    secret = made(url)
    with open_writing(url, MACHINE) as session:
        calendar_keys.revoke_key(session, CHIEF)
    with open_engine(url).connect() as connection:
        for table in models.Base.metadata.tables:
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
            assert secret not in repr(rows)
    with open_reading(url, sees=EVERYTHING) as session:
        assert [(e.action, e.subject) for e in chain.read_entries(session)][-2:] == [
            ("calendar.open", CHIEF),
            ("calendar.close", CHIEF),
        ]
        assert chain.find_chain_problems(session) == []


def test_ones_own_calendar_needs_no_right_and_anothers_does(url: str) -> None:
    with open_reading(url, sees=EVERYTHING) as session:
        chief = rights.read_person(session, CHIEF)
    assert holder(url, made(url, by=chief)) == CHIEF
    for act in (calendar_keys.create_key, calendar_keys.revoke_key):
        with pytest.raises(InvalidInput) as refused, open_writing(url, Person("other@cpr.dk")) as session:
            act(session, CHIEF)
        assert [p.code for p in refused.value.problems] == ["not_permitted"]


@pytest.mark.parametrize("role", [None, Role.ADMINISTRATOR])
def test_who_may_see_nothing_gets_no_calendar(url: str, role: Role | None) -> None:
    person, yesterday = "new@cpr.dk", find_danish_day(datetime.now(UTC)) - timedelta(days=1)
    with open_writing(url, MACHINE) as session:
        rights.grant_role(session, person, Grant(Role.READER, LONG_AGO, yesterday))
        if role:
            rights.grant_role(session, person, Grant(role, LONG_AGO))
    with pytest.raises(InvalidInput) as refused:
        made(url, person=person)
    assert [p.code for p in refused.value.problems] == ["sees_nothing"]
