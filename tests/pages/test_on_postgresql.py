"""The dashboard as the application's role on PostgreSQL, and what the database stops where the code forgot to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import ProgrammingError

from db.audit import chain
from db.audit.exports import Export
from db.location import URL_VARIABLE
from db.people import rights
from db.scope import EVERYTHING
from db.session import MACHINE, open_engine, open_reading, open_writing
from metrics.access import Person, Role
from pages.ui import reader, saving
from scripts.cluster import APPLICATION, Cluster
from scripts.initial_state import read_initial_state
from tests import attempts
from tests.attempts import COMMANDS, PLAN, claim, draft
from tests.matrix import ELSEWHERE as CPR
from tests.matrix import GRANTED, OWNERS, Held, Somebody, permitted
from tests.matrix import OWN as OTHER
from tests.pages.conftest import Open, text
from tests.pages.test_access import person
from tests.preparations import open_attempts, prepare
from words.site_map import BY_KEY

ASKED_BY_THE_CODE_ALONE = {
    *(
        *Export,
        "calendar_open",
        "type_new",
        "journal_archived",
    ),  # they add nothing but what is in one's own name
    *attempts.MEETING,  # the same: see test_meeting_policies.py
    *attempts.REPORTING,  # asks twice, and test_report_policies.py by SQL
    "annual_approved",  # who does not write the analysis has nothing to approve, which is told first
    *("delegate", "end_delegation"),  # an administrator may by SQL, as any role; see test_delegations.py
    "forget_typed",  # of a table that one does not see nothing is removed, which is no error
}


PEOPLE = [
    somebody
    for somebody in GRANTED
    if somebody.held is Held.INSTITUTION or somebody.role in {Role.CONTROLLER, Role.ADMINISTRATOR}
]
"""How a grant reaches is the same for all roles; it is declared to the database from the same verdicts."""


@pytest.fixture(scope="module")
def application_url(cluster: Cluster, postgres_filled: str) -> Iterator[str]:
    """A database with the sources and the example, at the application's address."""
    name = cluster.create(postgres_filled)
    url = cluster.url(name, APPLICATION)
    with open_writing(url, MACHINE) as session:
        attempts.grant_everybody(session)
    yield url
    open_engine(url).dispose()
    cluster.drop(name)


@pytest.fixture(scope="module")
def undoing(cluster: Cluster, application_url: str) -> Iterator[Callable[[], None]]:
    """Takes out of the database what a test has written in it."""
    with cluster.connect(str(make_url(application_url).database)) as connection:
        state = read_initial_state(connection)

        def undo() -> None:
            state.restore(connection)
            assert state.has_rows(connection)

        yield undo


@pytest.fixture
def database(application_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database the dashboard reads."""
    monkeypatch.setenv(URL_VARIABLE, application_url)
    return application_url


@pytest.fixture(scope="module")
def people(application_url: str) -> dict[Somebody, Person]:
    return attempts.people(application_url)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name not in ASKED_BY_THE_CODE_ALONE])
def test_the_database_refuses_what_a_command_forgot_to_ask_for(
    database: str,
    undoing: Callable[[], None],
    people: dict[Somebody, Person],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    """57 commands, 17 people, 3 institutions: 2,907 cells of the matrix of `test_matrix.py`, the question not asked."""
    monkeypatch.setattr(rights, "demand_right", lambda *_: None)
    _, make = COMMANDS[command]
    for owner in OWNERS:
        meant = {who.address: permitted(who, command, owner) for who in PEOPLE}
        with open_attempts(database, prepare(database, make(owner))) as attempt_as:
            found = {who.address: taken(attempt_as, people[who]) for who in PEOPLE}
        assert found == meant, owner
        undoing()


def taken(attempt_as: Callable[[Person], None], by: Person) -> bool:
    """Whether the database takes what somebody does."""
    try:
        attempt_as(by)
    except ProgrammingError as refused:
        if "row-level security" not in str(refused):
            raise
        return False
    return True


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("page", BY_KEY)
def test_every_page_is_drawn_for_a_reader_of_one_institution_and_shows_no_other(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr(
        reader, "find_reader", lambda: person(Role.AUDITOR if page == "audit" else Role.CHIEF)
    )
    query = {
        "plan": {"plan": PLAN[CPR]},
        "goal": {"plan": PLAN[CPR], "goal": "2.1"},
        "risk": {"as_of": "2017-04-01"},
        "administration": {"section": "breaks"},
        "wheel": {"institution": "cpr"},
    }.get(page, {})
    html = text(open_page(page, **query))
    assert "CPR-administrationen" in html
    others = ("Ankenævnet for Borgersager", "Informationssikkerhedspolitik 2025")
    assert [one for one in others if one in html] == []


def test_what_a_page_saves_is_kept_and_what_it_may_not_is_on_record(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "find_reader", lambda: person(Role.CHIEF))
    assert saving.write_change(claim(CPR)) == saving.write_change(draft(CPR)) == []
    assert [p.code for p in saving.write_change(claim(OTHER))] == ["not_permitted"]
    with open_reading(database, sees=EVERYTHING) as session:
        last = chain.read_entries(session)[-3:]
        assert [(e.actor, e.action) for e in last] == [
            ("somebody@example.dk", "results.import"),
            ("somebody@example.dk", "plan.draft"),
            ("somebody@example.dk", "refused.report"),
        ]
        assert chain.find_chain_problems(session) == []
