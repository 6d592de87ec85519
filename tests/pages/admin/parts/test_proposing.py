"""A signed plan is amended, suspended and opened again on the page, each party in its own sign-in."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.clock import read_clock
from db.plans import plan_commands
from metrics.periods import find_danish_day
from metrics.plan.model import Closing
from metrics.plan.terms import Stage
from tests.pages.admin.conftest import named, newest, plain, press
from tests.pages.conftest import Open

KEY = "cpr-2021"


def suspend(open_page: Open, role: str) -> AppTest:
    """Propose as a party that the plan is suspended from 1 May 2021."""
    at = open_page("plans", plan=KEY, role=role)
    named(at.date_input, "Første dag i bero").set_value(date(2021, 5, 1))
    named(at.text_area, "Begrundelse").set_value("Opgaverne lægges om")
    whose = "institutionens" if role == "chief" else "departementets"
    return press(at, f"Foreslå på {whose} vegne")


def buttons(at: AppTest) -> set[str]:
    return {button.label for button in at.button}


@pytest.mark.parametrize(
    ("first", "second", "other"),
    [("chief", "head", "departement"), ("head", "chief", "institution")],
)
def test_a_plan_is_suspended_by_one_party_and_the_other(
    open_page: Open, database: str, first: str, second: str, other: str
) -> None:
    at = suspend(open_page, first)
    assert f"Planen er uændret, til {other}et også" in plain(at) or f"til {other}en også" in plain(at)
    assert newest(database, KEY)[0] == 1
    waits = plain(open_page("plan", plan=KEY))
    assert "Det er foreslået at sætte planen i bero. Det skal gælde fra 1. maj 2021." in waits
    assert f"Afventer {other}" in waits
    assert "Det er foreslået at sætte planen i bero." in plain(open_page("plans"))
    label = f"Tiltræd for {'departementet' if second == 'head' else 'institutionen'}"
    assert label not in buttons(open_page("plans", plan=KEY, role=first))
    done = press(open_page("plans", plan=KEY, role=second), label)
    assert "Begge parter har tiltrådt" in plain(done)
    number, plan = newest(database, KEY)
    assert (number, plan.life) == (2, Stage.SUSPENDED)
    assert {one.on for one in plan.amendments[0].signatures} == {find_danish_day(read_clock())}
    assert "Afventer" not in plain(open_page("plan", plan=KEY))


@pytest.mark.usefixtures("database")
def test_who_may_not_propose_reads_who_may(open_page: Open) -> None:
    at = open_page("plans", plan=KEY, role="controller")
    assert "Det foreslås af institutionschefen eller en chef i departementet." in plain(at)
    assert "Lav et tillæg" in buttons(at)
    assert not any(label.startswith("Foreslå") for label in buttons(at))
    assert "Lav et tillæg" not in buttons(open_page("plans", plan=KEY, role="head"))


def test_a_form_that_is_empty_is_refused_with_every_problem(open_page: Open, database: str) -> None:
    at = press(open_page("plans", plan=KEY, role="head"), "Foreslå på departementets vegne")
    assert "Begrundelse: Skal udfyldes." in plain(at)
    assert "Første dag: Skal udfyldes." in plain(at)
    assert newest(database, KEY)[0] == 1


def test_an_amendment_is_drafted_in_the_editor_and_is_the_plan_once_both_have_agreed(
    open_page: Open, database: str
) -> None:
    at = press(open_page("plans", plan=KEY, role="controller"), "Lav et tillæg")
    assert "Tillæg under udarbejdelse" in plain(at)
    at = open_page("plans", plan=KEY, goal="1.1", role="controller")
    assert not any("Fjern mål" in box.label for box in at.checkbox)
    named(at.text_input, "Titel").set_value("Hurtigere klagesager")
    at = press(at, "Gem")
    at = open_page("plans", plan=KEY, view="life", role="controller")
    assert "Hurtigere klagesager" in plain(at)
    named(at.text_area, "Begrundelse").set_value("Ny lov")
    press(at, "Gem")
    assert "Afventer" not in plain(open_page("plan", plan=KEY))
    press(open_page("plans", plan=KEY, view="life", role="chief"), "Tiltræd for institutionen")
    assert newest(database, KEY)[0] == 1
    head = open_page("plans", plan=KEY, view="life", role="head")
    assert "Hurtigere klagesager" in plain(head)
    assert "Begrundelse: Ny lov" in plain(head)
    press(head, "Tiltræd for departementet")
    number, plan = newest(database, KEY)
    assert (number, plan.life, plan.goal("1.1").title) == (2, Stage.AMENDED, "Hurtigere klagesager")


def test_a_proposal_is_refused_with_a_reason_that_the_other_party_reads(
    open_page: Open, database: str
) -> None:
    suspend(open_page, "chief")
    at = press(open_page("plans", plan=KEY, role="head"), "Forslaget bortfalder")
    assert "Begrundelse: Skal udfyldes." in plain(at)
    named(at.text_area, "Hvorfor bortfalder forslaget?").set_value("Loven træder først i kraft næste år")
    at = press(at, "Forslaget bortfalder")
    assert "Forslaget er bortfaldet." in plain(at)
    at = open_page("plans", plan=KEY, role="chief")
    assert "Foreslå på institutionens vegne" in buttons(at)
    assert "Det seneste forslag om planen bortfaldt" in plain(at)
    assert "Departementschef" in plain(at)
    assert "Loven træder først i kraft næste år" in plain(at)
    assert newest(database, KEY)[0] == 1


def test_a_closed_plan_is_opened_again(open_page: Open, database: str) -> None:
    with session.open_writing(database, session.MACHINE) as db:
        plan_commands.change_plan(db, KEY, closed=Closing(on=date(2022, 2, 1), reason="R"))
    at = open_page("plans", plan=KEY, role="chief")
    named(at.text_area, "Begrundelse").set_value("Et tal var forkert")
    press(at, "Foreslå på institutionens vegne")
    assert newest(database, KEY)[1].closed
    press(open_page("plans", plan=KEY, role="head"), "Tiltræd for departementet")
    number, plan = newest(database, KEY)
    assert (number, plan.closed, plan.reopenings[0].reason) == (3, None, "Et tal var forkert")


@pytest.mark.usefixtures("database")
def test_a_plan_that_says_it_is_not_changed_says_so_where_that_is_proposed(open_page: Open) -> None:
    said = "Planen siger selv, at den ikke ændres: Planen ændres ikke i årets løb."
    assert said in plain(open_page("plans", plan="cpr-2017", role="head"))
    other = open_page("plans", plan="eksempel-ankenaevn-2026", role="head")
    assert "Sæt planen i bero" in plain(other) or other.header
    assert "Planen siger selv" not in plain(other)
