"""A chief lets somebody approve in their place: for a time, of their own institution, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import ProgrammingError

from db import models as m
from db.people import delegations, rights
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Action, Grant, Person, Resource, Role, may
from metrics.errors import InvalidInput
from metrics.periods import find_danish_day
from tests.db.recorded import imported
from tests.db.reports.played import AREA, CHIEF, CONTROLLER, DEPUTY, REPORTER
from tests.fixtures.databases import DatabaseOf

TODAY = find_danish_day(datetime.now(UTC))
END = TODAY + timedelta(days=14)
OWN = Resource("cpr", AREA)


@pytest.fixture
def url(database_of: DatabaseOf) -> str:
    return database_of(imported)


def delegated(url: str, by: Person = CHIEF, to: str = "pv@example.dk", **said: object) -> int:
    given = Grant(**{"role": Role.DEPUTY, "start": TODAY, "end": END, "institution": "cpr", **said})  # type: ignore[arg-type]
    with open_writing(url, by) as session:
        return delegations.delegate(session, to, given)


def ended(url: str, by: Person, number: int) -> None:
    with open_writing(url, by) as session:
        delegations.end_delegation(session, number)


def refused(url: str, by: Person = CHIEF, to: str = "pv@example.dk", **said: object) -> set[str]:
    with pytest.raises(InvalidInput) as wrong:
        delegated(url, by, to, **said)
    return {problem.code for problem in wrong.value.problems}


def read(url: str, key: str) -> Person:
    with open_reading(url, sees=EVERYTHING) as session:
        return rights.read_person(session, key)


def test_whoever_is_delegated_to_approves_until_the_last_day_and_signs_nothing(url: str) -> None:
    number = delegated(url)
    there = read(url, "pv@example.dk")
    assert may(there, Action.APPROVE, OWN, END).allowed
    assert not may(there, Action.APPROVE, OWN, END + timedelta(days=1)).allowed
    assert not any(may(there, action, OWN, TODAY).allowed for action in (Action.SIGN, Action.DELEGATE))
    ended(url, CHIEF, number)
    assert read(url, "pv@example.dk").grants == ()


def test_a_delegation_is_dated_from_today_on_of_one_institution_and_to_nobody_of_the_department(
    url: str,
) -> None:
    with open_writing(url, MACHINE) as session:
        rights.grant_role(session, CONTROLLER.key, Grant(Role.CONTROLLER, date(2016, 1, 1), area=AREA))
    assert refused(url, end=None) == {"delegation_without_end"}
    assert refused(url, start=TODAY - timedelta(days=1)) == {"dates_out_of_order"}
    assert refused(url, end=TODAY - timedelta(days=1)) == {"dates_out_of_order"}
    assert refused(url, role=Role.CHIEF) == {"delegation_of_other_role"}
    assert refused(url, to=CHIEF.key) == {"delegation_to_oneself"}
    # Whoever works in the institution confirms nothing for the department: that would be taken from them.
    assert refused(url, to=CONTROLLER.key) == {"delegation_to_department"}
    assert refused(url, to="x") == {"address_needed"}
    for by in (REPORTER, DEPUTY, CONTROLLER):
        assert refused(url, by) == {"not_permitted"}


def test_a_chief_ends_no_grant_but_a_delegation(url: str) -> None:
    with open_writing(url, MACHINE) as session:
        number = rights.grant_role(session, "c@example.dk", Grant(Role.REPORTER, TODAY, institution="cpr"))
    for one in (number, 99):
        with pytest.raises(InvalidInput) as wrong:
            ended(url, CHIEF, one)
        assert [problem.code for problem in wrong.value.problems] == ["grant_unknown"]


@pytest.mark.parametrize("database_of", ["postgresql"], indirect=True)
def test_a_chief_adds_no_other_grant_by_sql(url: str) -> None:
    with open_writing(url, MACHINE) as session:
        number = rights.grant_role(session, "c@example.dk", Grant(Role.HEAD, TODAY))
    with open_reading(url, sees=EVERYTHING) as session:
        own = session.scalars(select(m.Institution.id).where(m.Institution.key == "cpr")).one()
    add = text(
        'INSERT INTO grants (person, role, institution_id, start, "end", revokes, recorded_at)'
        " VALUES ('x@example.dk', :role, :own, :day, :end, :revokes, now())"
    )
    usual = {"role": "deputy", "own": own, "day": TODAY, "end": END, "revokes": None}
    for wrong in ({"role": "chief"}, {"own": None}, {"end": None}, {"revokes": number}):
        with pytest.raises(ProgrammingError, match="row-level"), open_writing(url, CHIEF) as session:
            session.execute(add, {**usual, **wrong})
