"""The dashboard as the application's role on PostgreSQL, and what the database stops where the code forgot to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

import pytest
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from db import audit, initial, rights
from db.exports import Export
from db.scope import EVERYTHING
from db.session import MACHINE, URL_VARIABLE, engine, reading, writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from pages.ui import reader, saving
from scripts.cluster import APPLICATION, Cluster
from tests import matrix
from tests.pages.conftest import PATHS, Open, text
from tests.pages.test_access import (
    COMMANDS,
    GOAL,
    OTHER,
    OWN,
    OWNERS,
    PLAN,
    RUNNING,
    confirm,
    decide,
    draft,
    person,
)


class Undone(Exception):
    """Raised at the end of a change that was taken, so that the next one finds the same rows."""


@pytest.fixture(scope="module")
def application_url(cluster: Cluster, postgres_template: str) -> Iterator[str]:
    """A database with the sources and the example, at the application's address."""
    name = cluster.create(postgres_template)
    url = cluster.url(name, APPLICATION)
    with writing(url, MACHINE) as session:
        initial.load(session)
        rights.grant(session, "x@example.dk", Grant(Role.READER, date(2020, 1, 1)))
    yield url
    engine(url).dispose()
    cluster.drop(name)


@pytest.fixture
def database(application_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database the dashboard reads."""
    monkeypatch.setenv(URL_VARIABLE, application_url)
    return application_url


def attempt(url: str, by: Person, do: Callable[[Session], object]) -> None:
    with suppress(Undone), writing(url, by) as session:
        do(session)
        raise Undone


@pytest.mark.parametrize("whose", OWNERS)
@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in set(Export)])
@pytest.mark.parametrize("role", Role)
def test_the_database_refuses_what_a_command_forgot_to_ask_for(
    database: str, monkeypatch: pytest.MonkeyPatch, role: Role, command: str, whose: str
) -> None:
    """The same matrix as with the question asked. Taking a file adds nothing but an entry in one's own name."""
    monkeypatch.setattr(rights, "demand", lambda *_: None)
    _, make = COMMANDS[command]
    do = make(OWNERS[whose])
    if role in matrix.COMMANDS[command] and whose == "own":
        attempt(database, person(role), do)
        return
    with pytest.raises(ProgrammingError, match="row-level security"):
        attempt(database, person(role), do)


@pytest.mark.parametrize(
    ("given", "reached"),
    [
        (Grant(Role.CONTROLLER, date(2020, 1, 1), area="Social- og Indenrigsministeriet"), {OWN}),
        (Grant(Role.CONTROLLER, date(2020, 1, 1), date(2020, 12, 31), institution=OWN), set()),
        (Grant(Role.CONTROLLER, date(2020, 1, 1)), {OWN, OTHER}),
    ],
)
def test_a_grant_reaches_as_far_in_the_database_as_in_the_code(
    database: str, monkeypatch: pytest.MonkeyPatch, given: Grant, reached: set[str]
) -> None:
    by = Person("somebody@example.dk", (given,))
    assert {owner for owner in (OWN, OTHER) if taken(database, by, owner, InvalidInput)} == reached
    monkeypatch.setattr(rights, "demand", lambda *_: None)
    assert {owner for owner in (OWN, OTHER) if taken(database, by, owner, ProgrammingError)} == reached


def taken(url: str, by: Person, owner: str, refusal: type[Exception]) -> bool:
    try:
        attempt(url, by, decide(owner))
    except refusal:
        return False
    return True


@pytest.mark.parametrize("page", PATHS)
def test_every_page_is_drawn_for_a_reader_of_one_institution_and_shows_no_other(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr(reader, "current", lambda: person(Role.AUDITOR if page == "audit" else Role.CHIEF))
    plan, name = PLAN[OWN]
    query = {
        "plan": {"plan": plan},
        "goal": {"plan": plan, "goal": GOAL[OWN]},
        "risk": {"as_of": RUNNING[OWN]},
    }.get(page, {})
    html = text(open_page(page, **query))
    assert name in html
    assert PLAN[OTHER][1] not in html


def test_what_a_page_saves_is_kept_and_what_it_may_not_is_on_record(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "current", lambda: person(Role.CHIEF))
    assert saving.write(confirm(OWN)) == saving.write(draft(OWN)) == []
    assert [p.code for p in saving.write(confirm(OTHER))] == ["not_permitted"]
    with reading(database, sees=EVERYTHING) as session:
        last = audit.entries(session)[-3:]
        assert [(e.actor, e.action) for e in last] == [
            ("somebody@example.dk", "results.import"),
            ("somebody@example.dk", "plan.draft"),
            ("somebody@example.dk", "refused.report"),
        ]
        assert audit.problems(session) == []
