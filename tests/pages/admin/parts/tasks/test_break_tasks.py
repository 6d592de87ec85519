"""New definitions on the page: recorded and retracted by the terminal's command, by those who report."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.audit import chain
from db.results import result_queries, series_breaks
from db.scope import EVERYTHING
from metrics.access import Grant, Person, Role
from metrics.facts.breaks import Break
from pages.ui import reader
from tests.matrix import OWN
from tests.pages.admin.conftest import named, plain, press
from tests.pages.conftest import Open

CPR, CALLED, SERIES = "cpr", "CPR-administrationen", "sygefravaer"
NAME = "Sygefraværsdage pr. medarbejder"
ON = date(2027, 1, 1)


def breaks(url: str) -> list[Break]:
    with session.open_reading(url, sees=EVERYTHING) as db:
        assert chain.find_chain_problems(db) == []
        return [one for one in result_queries.read_breaks(db) if one.on == ON]


def record(url: str, note: str = "Ny tælling") -> None:
    with session.open_writing(url, session.MACHINE) as db:
        series_breaks.record_break(db, (CPR, SERIES), ON, note)


def fill(at: AppTest, on: date | None, note: str, indicator: str | None = SERIES) -> AppTest:
    if indicator:
        at.selectbox(key=f"break|indicator {CPR}").set_value(indicator)
    named(at.date_input, "Den første dag med den nye definition").set_value(on)
    named(at.text_area, "Hvad der er nyt").set_value(note)
    return press(at, "Kontrollér")


def opened(open_page: Open, **query: str) -> AppTest:
    return open_page("administration", section="breaks", institution=CPR, **query)


def test_a_new_definition_is_recorded_once_it_was_said_what_it_does(open_page: Open, database: str) -> None:
    at = fill(opened(open_page), ON, "Deltid tælles med")
    said = plain(at)
    assert f"fra {CALLED} på en ny måde: Deltid tælles med" in said
    assert "Et år, der opgøres på to måder, får ingen prognose." in said
    assert "Teksten erstattes." not in said
    assert breaks(database) == []
    told = plain(press(at, "Registrér"))
    assert f"fra {CALLED} har en ny definition fra 1. januar 2027." in told
    assert "01.01.2027 Deltid tælles med" in told
    (found,) = breaks(database)
    assert (found.series, found.note, found.retracted) == ((CPR, SERIES), "Deltid tælles med", False)


def test_everything_missing_is_told_at_once(open_page: Open, database: str) -> None:
    said = plain(fill(opened(open_page), None, " ", None))
    assert "Der er 3 fejl. Intet er gemt." in said
    assert "Nøgletal: Skal udfyldes." in said
    assert "Den første dag med den nye definition: Skal udfyldes." in said
    assert "Hvad der er nyt: Skal udfyldes." in said
    assert breaks(database) == []


def test_a_second_text_of_the_same_day_takes_the_place_of_the_first(open_page: Open, database: str) -> None:
    record(database)
    assert "Teksten erstattes." in plain(fill(opened(open_page), ON, "Rettet"))


def test_it_is_retracted_with_a_reason_and_both_stay_in_the_list(open_page: Open, database: str) -> None:
    record(database)
    at = opened(open_page, retract=f"{SERIES}.{ON}")
    assert "ingen ny definition fra 1. januar 2027 (Ny tælling)." in plain(at)
    assert "Begrundelse: Skal udfyldes." in plain(press(at, "Træk definitionen tilbage"))
    named(at.text_area, "Begrundelse").set_value("Tallene er ens")
    told = plain(press(at, "Træk definitionen tilbage"))
    assert f"Registreret: “{NAME}” fra {CALLED} har ingen ny definition fra 1. januar 2027." in told
    assert "Tallene er ens trukket tilbage" in told
    assert "retract" not in at.query_params
    assert [one.retracted for one in breaks(database)] == [False, True]


@pytest.mark.parametrize("asked", ["sygefravaer.2027-01-02", "other.2027-01-01", "x", "."])
def test_a_definition_that_is_not_there_is_told_of(open_page: Open, asked: str) -> None:
    assert "Der er ingen sådan ny definition her." in plain(opened(open_page, retract=asked))


def test_whoever_reports_for_one_institution_is_shown_no_other(
    open_page: Open, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(database)
    own = Grant(Role.REPORTER, date(2020, 1, 1), institution=OWN)
    monkeypatch.setattr(reader, "find_reader", lambda: Person("r@example.dk", (own,)))
    at = opened(open_page)
    said = plain(at)
    assert f"“{CPR}” i adressen findes ikke her." in said
    assert "Der er ikke registreret nye definitioner for Ankenævnet for Borgersager." in said
    assert "Ny tælling" not in said
    assert at.selectbox(key="institution").options == ["Ankenævnet for Borgersager"]
