"""A chief appoints who approves in the chief's place, and relieves them, without an administrator."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.audit import chain
from db.clock import read_clock
from db.people import delegations, rights
from db.scope import EVERYTHING
from metrics.access import Grant, Person, Role
from metrics.periods import find_danish_day
from pages.ui import reader
from tests.pages.admin.conftest import named, plain, press
from tests.pages.conftest import Open, text

CHIEF = Person("chef@cpr.dk", (Grant(Role.CHIEF, date(2020, 1, 1), institution="cpr"),))
DEPUTY, OTHER = "pv@cpr.dk", "pv@tilsyn.dk"
TODAY = find_danish_day(read_clock())
LAST = TODAY + timedelta(days=14)


@pytest.fixture
def chief(database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A chief reads; the database has a deputy of another institution."""
    monkeypatch.setattr(reader, "find_reader", lambda: CHIEF)
    with session.open_writing(database, session.MACHINE) as db:
        rights.grant_role(db, OTHER, Grant(Role.DEPUTY, TODAY, LAST, "eksempel-tilsyn"))
    return database


def fill(at: AppTest, person: str, end: date | None) -> AppTest:
    named(at.text_input, "E-mailadresse").set_value(person)
    named(at.date_input, "Til og med").set_value(end)
    return press(at, "Kontrollér")


def deputies(url: str) -> list[tuple[str, date, date | None]]:
    """Who stands in for the chief, from when until when."""
    with session.open_reading(url, sees=EVERYTHING) as db:
        assert chain.find_chain_problems(db) == []
        return [(who, one.start, one.end) for who, one in rights.read_grants(db) if one.institution == "cpr"]


def test_a_deputy_is_appointed_for_a_time_once_it_was_said_what_that_permits(
    open_page: Open, chief: str
) -> None:
    at = open_page("administration", section="deputies")
    assert "Ingen er eller bliver stedfortræder." in plain(at)
    assert OTHER not in plain(at)
    said = plain(fill(at, DEPUTY.upper(), LAST))
    assert f"{DEPUTY} får rollen Stedfortræder for chefen (p.v.) for CPR-administrationen fra" in said
    assert deputies(chief) == []
    assert f"Registreret: {DEPUTY} har rollen Stedfortræder for chefen (p.v.)" in plain(
        press(at, "Registrér")
    )
    assert deputies(chief) == [(DEPUTY, TODAY, LAST)]


def test_all_that_is_wrong_is_told_at_once(open_page: Open, chief: str) -> None:
    at = open_page("administration", section="deputies")
    said = plain(fill(at, CHIEF.key, None))
    assert "Der er 2 fejl. Intet er gemt." in said
    assert "Til og med: En stedfortræder handler p.v. i en periode." in said
    assert "E-mailadresse: " in said
    assert deputies(chief) == []


def test_a_deputy_is_relieved_from_the_list(open_page: Open, chief: str) -> None:
    with session.open_writing(chief, CHIEF) as db:
        number = delegations.delegate(db, DEPUTY, Grant(Role.DEPUTY, TODAY, LAST, "cpr"))
    assert f"relieve={number}" in text(open_page("administration", section="deputies"))
    at = open_page("administration", section="deputies", relieve=str(number))
    assert "Det, der er godkendt p.v., står ved magt." in plain(at)
    assert f"Registreret: {DEPUTY} har ikke længere rollen" in plain(press(at, "Tag rollen tilbage"))
    assert deputies(chief) == []
    assert "relieve" not in at.query_params


def test_the_delegation_of_another_institution_is_not_there(open_page: Open, chief: str) -> None:
    with session.open_reading(chief, sees=EVERYTHING) as db:
        ((_, other),) = [one for one in rights.read_grants(db) if one[0] == OTHER]
    at = open_page("administration", section="deputies", relieve=str(other.number))
    assert f"Der er ingen gældende rolle nr. {other.number}." in plain(at)
    assert "Tag rollen tilbage" not in [button.label for button in at.button]
