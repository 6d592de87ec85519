"""Changes of institutions on the page: what follows is read first, and the terminal's command records them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.audit import chain
from db.clock import read_clock
from db.plans import institution_commands, institution_queries
from db.scope import EVERYTHING
from metrics.periods import find_danish_day
from metrics.plan.institution_history import InstitutionChange
from pages.admin.parts.tasks.institution_tasks import ChangeKind
from tests.matrix import AREAS, NEIGHBOUR, OWN
from tests.pages.admin.conftest import named, plain, press
from tests.pages.conftest import Open

CPR, CALLED = "cpr", "CPR-administrationen"
COMING = date(2099, 1, 1)
NOT_FILLED_IN = "Skal udfyldes."


def changes(url: str) -> list[InstitutionChange]:
    with session.open_reading(url, sees=EVERYTHING) as db:
        assert chain.find_chain_problems(db) == []
        return institution_queries.read_changes(db)


def record(url: str, since: date, **said: str) -> None:
    with session.open_writing(url, session.MACHINE) as db:
        institution_commands.change_institution(
            db, InstitutionChange(CPR, since, read_clock(), "Kongelig resolution", **said)
        )


def choose(open_page: Open, kind: ChangeKind) -> AppTest:
    at = open_page("administration", section="institutions")
    at.selectbox(key="change|institution").set_value(CPR).run()
    return at.selectbox(key="change|kind").set_value(kind).run()


def check(at: AppTest, since: date | None = COMING, reason: str = "Kongelig resolution") -> AppTest:
    named(at.date_input, "Gælder fra og med").set_value(since)
    named(at.text_area, "Begrundelse").set_value(reason)
    return press(at, "Kontrollér")


def test_another_name_is_recorded_from_its_day(open_page: Open, database: str) -> None:
    at = choose(open_page, ChangeKind.RENAME)
    named(at.text_input, "Det nye navn").set_value("Personregistret")
    said = plain(check(at))
    assert f"Fra 1. januar 2099 hedder {CALLED}: Personregistret." in said
    assert "Planer, der begynder før, beholder det navn" in said
    assert changes(database) == []
    told = plain(press(at, "Registrér"))
    assert f"Registreret: Fra 1. januar 2099 hedder {CALLED}: Personregistret." in told
    assert "Kongelig resolution" in told
    (found,) = changes(database)
    assert (found.institution, found.since, found.name, found.ministry_area) == (
        CPR,
        COMING,
        "Personregistret",
        None,
    )


def test_a_move_says_who_gets_access_and_who_loses_it(open_page: Open, database: str) -> None:
    at = choose(open_page, ChangeKind.MOVE)
    at.selectbox(key="change|area").set_value(AREAS[OWN]).run()
    said = plain(check(at))
    assert f"Fra 1. januar 2099 hører {CALLED} under {AREAS[OWN]}." in said
    assert f"Den, der har en rolle for {AREAS[OWN]}, får adgang" in said
    assert (
        f"Den, der har en rolle for {AREAS[CPR]}, kan derefter kun se det, der var modtaget til og med"
        in said
    )
    assert "31. december 2098" in said
    assert "findes ikke i forvejen" not in said
    assert "adgangen ændres straks" not in said
    press(at, "Registrér")
    assert [one.ministry_area for one in changes(database)] == [AREAS[OWN]]


def test_a_ministry_area_that_is_not_there_yet_is_written_and_told_of(open_page: Open, database: str) -> None:
    at = choose(open_page, ChangeKind.MOVE)
    at.selectbox(key="change|area").set_value("").run()
    named(at.text_input, "Ministerområdets navn").set_value("Klimaministeriet")
    today = find_danish_day(read_clock())
    said = plain(check(at, today))
    assert "Klimaministeriet findes ikke i forvejen." in said
    assert "Dagen er kommet, så adgangen ændres straks." in said
    press(at, "Registrér")
    assert [one.ministry_area for one in changes(database)] == ["Klimaministeriet"]


def test_an_institution_becomes_part_of_another_and_stands_alone_again(
    open_page: Open, database: str
) -> None:
    at = choose(open_page, ChangeKind.MERGE)
    at.selectbox(key="change|into").set_value(NEIGHBOUR)
    assert f"Fra 1. januar 2099 er {CALLED} en del af Styrelsen for Borgertilsyn." in plain(check(at))
    press(at, "Registrér")
    at = choose(open_page, ChangeKind.SPLIT)
    assert f"Fra 2. januar 2099 står {CALLED} alene igen." in plain(check(at, COMING + timedelta(days=1)))
    press(at, "Registrér")
    assert [one.successor for one in changes(database)] == [NEIGHBOUR, CPR]


def test_two_institutions_are_not_part_of_each_other_and_are_called_by_their_names(
    open_page: Open, database: str
) -> None:
    with session.open_writing(database, session.MACHINE) as db:
        into = InstitutionChange(NEIGHBOUR, COMING, read_clock(), "R", successor=CPR)
        institution_commands.change_institution(db, into)
    at = choose(open_page, ChangeKind.MERGE)
    at.selectbox(key="change|into").set_value(NEIGHBOUR)
    said = plain(check(at))
    assert f"Styrelsen for Borgertilsyn er selv en del af {CALLED} fra den dag." in said
    assert len(changes(database)) == 1


def test_what_was_never_merged_cannot_be_split(open_page: Open) -> None:
    kinds = choose(open_page, ChangeKind.RENAME).selectbox(key="change|kind").options
    assert kinds == [
        *("Nyt navn", "Andet ministerområde", "Bliver en del af en anden"),
        "Udskilt af en anden institution",
    ]


def test_an_institution_is_split_off_from_another(open_page: Open, database: str) -> None:
    at = choose(open_page, ChangeKind.SPLIT_OFF)
    at.selectbox(key="change|of").set_value(NEIGHBOUR)
    said = plain(check(at))
    assert f"Fra 1. januar 2099 er {CALLED} udskilt af Styrelsen for Borgertilsyn." in said
    press(at, "Registrér")
    assert [(one.origin, one.successor) for one in changes(database)] == [(NEIGHBOUR, None)]
    assert f"Fra 1. januar 2099 er {CALLED} udskilt af Styrelsen for Borgertilsyn." in plain(at)


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (ChangeKind.RENAME, "Det nye navn: Skal udfyldes."),
        (ChangeKind.MOVE, f"Det nye ministerområde: {NOT_FILLED_IN}"),
        (ChangeKind.MERGE, f"Den institution, den bliver en del af: {NOT_FILLED_IN}"),
        (ChangeKind.SPLIT_OFF, f"Udskilt af: {NOT_FILLED_IN}"),
    ],
)
def test_everything_missing_is_told_at_once(
    open_page: Open, database: str, kind: ChangeKind, place: str
) -> None:
    said = plain(check(choose(open_page, kind), None, " "))
    assert "Der er 3 fejl. Intet er gemt." in said
    assert place in said
    assert f"Gælder fra og med: {NOT_FILLED_IN}" in said
    assert "Begrundelse: Skal udfyldes." in said
    assert changes(database) == []


def test_what_holds_already_is_not_recorded_again(open_page: Open, database: str) -> None:
    at = choose(open_page, ChangeKind.RENAME)
    named(at.text_input, "Det nye navn").set_value(f" {CALLED} ")
    assert "Det gælder allerede fra den dag." in plain(check(at))
    assert changes(database) == []


def test_it_is_said_what_a_change_replaces_and_until_when_it_holds(open_page: Open, database: str) -> None:
    record(database, COMING, name="Først")
    record(database, date(2099, 7, 1), name="Til sidst")
    at = choose(open_page, ChangeKind.RENAME)
    named(at.text_input, "Det nye navn").set_value("Så")
    said = plain(check(at))
    assert "Det træder i stedet for det, der allerede er registreret fra samme dag." in said
    assert "Det gælder til og med 30. juni 2099; fra dagen efter er noget andet registreret." in said
