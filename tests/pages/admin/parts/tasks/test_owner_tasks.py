"""Who gives the figures of a series, said on the page by the terminal's command, by the department."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.audit import chain
from db.plans import definitions
from db.scope import EVERYTHING
from metrics.access import Grant, Person, Role
from metrics.plan.terms import SeriesOwner
from pages.ui import reader
from tests.pages.admin.conftest import named, plain, press
from tests.pages.conftest import Open

CPR, SERIES = "cpr", "sygefravaer"
NAME = "Sygefraværsdage pr. medarbejder"
SINCE = date(2027, 1, 1)


def owner(url: str, day: date) -> tuple[SeriesOwner, str | None]:
    with session.open_reading(url, sees=EVERYTHING) as db:
        assert chain.find_chain_problems(db) == []
        found = definitions.read_catalogue(db).find_indicator((CPR, SERIES), day)
    return found.owner, found.source


def opened(open_page: Open) -> AppTest:
    return open_page("administration", section="owners", institution=CPR, role="controller")


def fill(at: AppTest, by: SeriesOwner | None, source: str = "", since: date | None = SINCE) -> AppTest:
    at.selectbox(key=f"giving|indicator {CPR}").set_value(SERIES)
    named(at.selectbox, "Tallene leveres af").set_value(by)
    named(at.text_input, "Kilde, fx ISOLA (skal udfyldes for en central kilde)").set_value(source)
    named(at.date_input, "Den første dag, det gælder").set_value(since)
    named(at.text_area, "Begrundelse").set_value("Hentes nu centralt")
    return press(at, "Kontrollér")


def test_a_central_source_takes_a_series_over_from_its_day_and_no_day_before(
    open_page: Open, database: str
) -> None:
    at = fill(opened(open_page), SeriesOwner.CENTRAL, "Fraværsdatabasen")
    said = plain(at)
    assert f"Tallene for “{NAME}” leveres fra 1. januar 2027 af: Fraværsdatabasen." in said
    before = owner(database, SINCE)
    told = plain(press(at, "Registrér"))
    assert f"Registreret: Tallene for “{NAME}” leveres fra 1. januar 2027 af: Fraværsdatabasen." in told
    assert owner(database, SINCE) == (SeriesOwner.CENTRAL, "Fraværsdatabasen")
    assert owner(database, date(2026, 12, 31)) == before


def test_everything_missing_and_a_central_source_without_a_name_are_told_at_once(
    open_page: Open, database: str
) -> None:
    said = plain(fill(opened(open_page), None, since=None))
    assert "Tallene leveres af: Skal udfyldes." in said
    assert "Den første dag, det gælder: Skal udfyldes." in said
    unnamed = plain(fill(opened(open_page), SeriesOwner.CENTRAL))
    assert "Der er 1 fejl. Intet er gemt." in unnamed
    assert owner(database, SINCE)[0] is not SeriesOwner.CENTRAL


def test_what_already_holds_is_told_and_not_recorded(open_page: Open, database: str) -> None:
    stands, source = owner(database, SINCE)
    assert "Tallene leveres allerede af:" in plain(fill(opened(open_page), stands, source or ""))


def test_whoever_leads_the_institution_does_not_pass_its_debt_on(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [
        Grant(Role.CONTROLLER, date(2020, 1, 1)),
        Grant(Role.REPORTER, date(2020, 1, 1), institution=CPR),
    ]
    monkeypatch.setattr(reader, "find_reader", lambda: Person("r@example.dk", tuple(both)))
    at = open_page("administration", section="owners", institution=CPR)
    assert f"“{CPR}” i adressen findes ikke her." in plain(at)
    assert "CPR-administrationen" not in at.selectbox(key="institution").options
