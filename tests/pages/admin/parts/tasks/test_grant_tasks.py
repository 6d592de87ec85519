"""Roles on the page: given and taken back by the terminal's commands, with its refusals and its record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.scope import EVERYTHING
from metrics.access import Grant, Person, Role
from metrics.periods import find_danish_day
from pages.ui import reader
from tests.pages.admin.conftest import named, plain, press
from tests.pages.conftest import Open

CONTROLLER, CHIEF = "controller@min.dk", "chef@cpr.dk"
AREA = "Social- og Indenrigsministeriet"
LONG_AGO = date(2020, 1, 1)


def give(url: str, person: str, given: Grant) -> int:
    with session.open_writing(url, session.MACHINE) as db:
        return rights.grant_role(db, person, given)


def held(url: str) -> list[tuple[str, Grant]]:
    with session.open_reading(url, sees=EVERYTHING) as db:
        assert chain.find_chain_problems(db) == []
        return [(person, given) for person, given in rights.read_grants(db)]


def fill(at: AppTest, person: str, role: Role | None, scope: str) -> AppTest:
    """Fill in the form with what a role is for, as it is shown, and have it checked."""
    named(at.text_input, "E-mailadresse").set_value(person)
    if role:
        at.selectbox(key="grant|role").set_value(role)
    if scope:
        box = at.selectbox(key="grant|scope")
        box.select_index(box.options.index(scope))
    return press(at, "Kontrollér")


def test_a_role_is_given_over_what_was_chosen_and_stands_in_the_list(open_page: Open, database: str) -> None:
    at = fill(open_page("administration"), CONTROLLER.upper(), Role.CONTROLLER, f"ministerområdet {AREA}")
    said = plain(at)
    assert f"{CONTROLLER} får rollen Controller i departementet for ministerområdet {AREA} fra" in said
    assert "Adressen har ingen roller i forvejen." in said
    assert "Rollen giver ret til at se, hente filer, indberette" in said
    assert held(database) == []
    told = plain(press(at, "Registrér"))
    assert f"Registreret: {CONTROLLER} har rollen Controller i departementet" in told
    assert "1 rolle" in told
    today = find_danish_day(read_clock())
    ((person, given),) = held(database)
    assert (person, given.role, given.start, given.end) == (CONTROLLER, Role.CONTROLLER, today, None)
    assert (given.institution, given.area) == (None, AREA)


def test_everything_that_is_missing_or_wrong_is_told_at_once(open_page: Open, database: str) -> None:
    said = plain(fill(open_page("administration"), "ikke en adresse", None, ""))
    assert "Der er 3 fejl. Intet er gemt." in said
    assert "E-mailadresse: “ikke en adresse” er ikke en mailadresse." in said
    assert "Rolle: Skal udfyldes." in said
    assert "Gælder for: Skal udfyldes." in said
    assert held(database) == []


def test_a_deputy_needs_a_last_day(open_page: Open) -> None:
    said = plain(fill(open_page("administration"), CHIEF, Role.DEPUTY, "CPR-administrationen"))
    assert "Til og med (tom: uden slutdato): En stedfortræder handler p.v. i en periode." in said


def test_it_is_said_what_somebody_holds_and_where_both_parties_would_meet(
    open_page: Open, database: str
) -> None:
    give(database, CHIEF, Grant(Role.CHIEF, LONG_AGO, institution="cpr"))
    said = plain(fill(open_page("administration"), CHIEF, Role.CONTROLLER, "alle ministerområder"))
    assert "Personen har i forvejen: Institutionschef for CPR-administrationen fra 1. januar 2020." in said
    assert "Det gælder så personen og CPR-administrationen." in said
    reads = plain(fill(open_page("administration"), CHIEF, Role.READER, "alle ministerområder"))
    assert "handle for departementet" not in reads


def test_a_role_is_taken_back_from_its_row_once_it_was_said_what_is_lost(
    open_page: Open, database: str
) -> None:
    number = give(database, CHIEF, Grant(Role.CHIEF, LONG_AGO, institution="cpr"))
    give(database, CHIEF, Grant(Role.READER, LONG_AGO))
    at = open_page("administration", revoke=str(number))
    said = plain(at)
    assert f"{CHIEF} mister straks rollen Institutionschef for CPR-administrationen" in said
    assert "Personen har derefter: Læser for alle ministerområder fra 1. januar 2020." in said
    assert len(held(database)) == 2
    told = plain(press(at, "Tag rollen tilbage"))
    assert f"Registreret: {CHIEF} har ikke længere rollen Institutionschef" in told
    assert [given.role for _, given in held(database)] == [Role.READER]
    assert "revoke" not in at.query_params


def test_nobody_loses_their_last_right_to_give_roles_by_their_own_hand(
    open_page: Open, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Grant(Role.ADMINISTRATOR, LONG_AGO)
    number = give(database, "admin@min.dk", own)
    monkeypatch.setattr(reader, "find_reader", lambda: Person("admin@min.dk", (own,)))
    at = press(open_page("administration", revoke=str(number)), "Tag rollen tilbage")
    assert "Det er din egen sidste ret til at give roller." in plain(at)
    assert len(held(database)) == 1


def test_the_list_is_filtered_by_person_role_and_period(open_page: Open, database: str) -> None:
    today = find_danish_day(read_clock())
    give(database, CHIEF, Grant(Role.CHIEF, LONG_AGO, today - timedelta(days=1), institution="cpr"))
    give(database, CONTROLLER, Grant(Role.CONTROLLER, today + timedelta(days=1), area=AREA))
    give(database, CONTROLLER, Grant(Role.READER, LONG_AGO))

    def listed(**query: str) -> tuple[bool, bool, bool]:
        table = plain(open_page("administration", **query)).partition("Til og med Tag tilbage")[2]
        return CHIEF in table, "Controller i departementet" in table, "Læser" in table

    assert listed() == (False, True, True)
    assert listed(when="over") == (True, False, False)
    assert listed(when="ever") == (True, True, True)
    assert listed(when="ever", held="reader") == (False, False, True)
    assert listed(when="ever", person=CHIEF) == (True, False, False)
    assert "Ingen roller passer til valget." in plain(open_page("administration", held="auditor"))


def test_a_role_is_given_for_some_goals_alone(open_page: Open, database: str) -> None:
    at = open_page("administration")
    named(at.text_input, "Kun for disse mål (kan udelades)").set_value("2.1; 1.2")
    said = plain(fill(at, "fagkontor@min.dk", Role.DESK, "CPR-administrationen"))
    assert "får rollen Fagkontor i departementet for CPR-administrationen, mål 1.2 og 2.1 fra" in said
    assert "Rollen giver ret til at se, hente filer, bekræfte for departementet og spørge" in said
    press(at, "Registrér")
    ((_, given),) = held(database)
    assert given.goals == {"1.2", "2.1"}
    at = open_page("administration")
    named(at.text_input, "Kun for disse mål (kan udelades)").set_value("9.9")
    said = plain(fill(at, "fagkontor@min.dk", Role.CONTROLLER, "CPR-administrationen"))
    assert "Kun indberettere og fagkontorer kan få en rolle for enkelte mål." in said
    assert "Institutionen har ingen mål med numrene 9.9." in said
