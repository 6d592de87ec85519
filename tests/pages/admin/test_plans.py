"""The plan editor on a real database: make, copy, change, preview and sign a plan, as a controller does."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.location import URL_VARIABLE
from db.plans import definitions
from db.scope import EVERYTHING
from metrics.periods import find_danish_day
from metrics.plan.terms import Stage
from tests.pages.admin.conftest import (
    COMING,
    COPY,
    named,
    newest,
    plain,
    press,
    propose_coming,
    sign,
    versions,
)
from tests.pages.conftest import Open, record, text
from words.language import read_catalogue


def test_every_plan_is_listed_with_its_stage_and_the_fictional_ones_are_marked(open_page: Open) -> None:
    at = open_page("plans")
    assert "Der er ingen planudkast" in plain(at)
    assert "CPR-administrationen: Resultatplan 2021 2021 Underskrevet 7 1 Kopiér eller hent" in plain(at)
    assert "Ankenævnet for Borgersager: Mål- og resultatplan 2023 Opdigtede tal 2023 Afsluttet" in plain(at)
    assert "/plan?plan=cpr-2021" in text(at)
    assert "/planer?plan=cpr-2021" in text(at)


def test_a_copy_is_a_draft_for_the_next_year_and_stands_first(
    copied: AppTest, open_page: Open, database: str
) -> None:
    assert "Planudkastet er lavet" in plain(copied)
    assert copied.query_params["plan"] in (COPY, [COPY])
    number, plan = newest(database, COPY)
    assert (number, plan.life, plan.title) == (1, Stage.DRAFT, "Resultatplan 2022")
    assert (plan.start, plan.end) == (date(2022, 1, 1), date(2022, 12, 31))
    listed = plain(open_page("plans"))
    assert listed.index("Resultatplan 2022 2022 Planudkast") < listed.index("Resultatplan 2017")


@pytest.mark.usefixtures("database")
def test_what_a_draft_asks_for_shows_nowhere_but_on_its_own_pages(copied: AppTest, open_page: Open) -> None:
    goal = {"plan": "cpr-2021", "goal": "1.1"}
    assert "Måltal 2022" not in text(open_page("goal", **goal))
    assert not re.search(r"<th[^>]*>2022</th>", text(open_page("goal", **goal)))
    assert re.search(r"<th[^>]*>2022</th>", text(open_page("goal", **{**goal, "plan": COPY})))
    assert COPY not in text(open_page("overview"))


@pytest.mark.usefixtures("database")
def test_the_role_that_is_tried_is_kept_over_a_save(open_page: Open) -> None:
    at = press(open_page("plans", plan="cpr-2021", role="chief"), "Lav et planudkast for 2022 ud fra planen")
    assert at.query_params["plan"] in (COPY, [COPY])
    assert at.query_params["role"] in ("chief", ["chief"])


def test_a_plan_is_copied_once(copied: AppTest, open_page: Open, database: str) -> None:
    again = press(open_page("plans", plan="cpr-2021"), "Lav et planudkast for 2022 ud fra planen")
    assert "Der er allerede en plan med id “cpr-2022”" in plain(again)
    assert versions(database, COPY) == 1


@pytest.fixture
def made(open_page: Open) -> AppTest:
    """The editor on a new plan that has just been made in its form."""
    at = open_page("plans", add="plan")
    for label, value in (
        ("Titel", "Resultatplan 2027"),
        ("Departement", "Ministeriet"),
        ("Første mål", "Hurtige svar"),
    ):
        named(at.text_input, label).set_value(value)
    named(at.selectbox, "Institution").set_value("cpr")
    named(at.date_input, "Planårets første dag").set_value(date(2027, 1, 1))
    named(at.date_input, "Planårets sidste dag").set_value(date(2027, 12, 31))
    return press(at, "Opret planudkastet")


def test_a_new_plan_is_made_with_its_first_goal(made: AppTest, database: str) -> None:
    assert "Planudkastet er oprettet" in plain(made)
    number, plan = newest(database, "cpr-2027")
    assert (number, plan.life, plan.institution) == (1, Stage.DRAFT, "cpr")
    assert [goal.title for goal in plan.goals] == ["Hurtige svar"]
    assert plan.goals[0].criteria[0].assessed is not None


@pytest.mark.usefixtures("database")
def test_the_form_of_a_new_plan_is_empty_again_once_one_is_made(made: AppTest) -> None:
    del made.query_params["plan"]
    made.query_params["add"] = "plan"
    made.run()
    assert {field.value for field in made.text_input} == {""}


def test_a_plan_of_a_new_institution_brings_it_along(open_page: Open, database: str) -> None:
    at = open_page("plans", add="plan")
    at = named(at.selectbox, "Institution").set_value("+").run()
    fields = {"Titel": "Plan 2027", "Departement": "Ministeriet", "Første mål": "Svar", "Navn": "Tilsynet"}
    for label, value in {**fields, "Ministerområde": "Ministeriet"}.items():
        named(at.text_input, label).set_value(value)
    named(at.date_input, "Planårets første dag").set_value(date(2027, 1, 1))
    named(at.date_input, "Planårets sidste dag").set_value(date(2027, 12, 31))
    assert "Planudkastet er oprettet" in plain(press(at, "Opret planudkastet"))
    with session.open_reading(database, sees=EVERYTHING) as db:
        assert definitions.read_catalogue(db).institutions["tilsynet"].name == "Tilsynet"
    assert newest(database, "tilsynet-2027")[1].institution == "tilsynet"


def test_an_empty_form_is_refused_with_every_problem_at_once(open_page: Open, database: str) -> None:
    at = press(open_page("plans", add="plan"), "Opret planudkastet")
    for label in (
        "Titel",
        "Institution",
        "Departement",
        "Planårets første dag",
        "Planårets sidste dag",
    ):
        assert f"{label}: Skal udfyldes." in plain(at), label
    assert "Mål 1, titel: Skal udfyldes." in plain(at)
    assert "Der er 6 fejl" in plain(at)  # none of them about a key that nobody is asked for


def test_the_preview_shows_the_rule_on_last_year_s_results(open_page: Open, database: str) -> None:
    """91 pct. in 2017 against [92] for 2018: the goal's 100/7 points are lost, and the other six goals are open."""
    record(database, ("cpr", "klagesager-rettidigt", "2017", "91"))
    press(open_page("plans", plan="cpr-2017"), "Lav et planudkast for 2018 ud fra planen")
    shown = plain(open_page("plans", plan="cpr-2018", view="preview"))
    assert "Forhåndsvisning på resultaterne for 2017" in shown
    assert "ikke en opgørelse og ikke et skøn" in shown
    assert "Med tallene for 2017 ville planen have givet mellem 0 og 85,7 af 100 point." in shown
    assert "6 mål kan ikke beregnes:" in shown
    assert "Opnået 0 Udestår 85,7 Tabt 14,3" in shown
    assert "2.1 Afslutning af klagesager 14,3 91 &lt; 92: ikke opfyldt Ikke opfyldt" in shown
    assert "Afgøres først i planåret Endnu ikke opgjort" in shown


def test_sending_for_signature_and_back(draft: Open, database: str) -> None:
    at = press(draft(view="life"), "Send til underskrift")
    assert newest(database, COPY)[1].life is Stage.PROPOSED
    press(at, "Gør til planudkast igen")
    assert newest(database, COPY)[1].life is Stage.DRAFT


def test_a_plan_that_both_parties_have_signed_is_locked(open_page: Open, database: str) -> None:
    """In the trial, where the same person may sign for both, and is told so."""
    propose_coming(database)
    at = open_page("plans", plan=COMING, view="life")
    assert "Planen er låst, når begge har underskrevet" in plain(at)
    assert "Prøveversion: her kan den samme underskrive for begge parter" in plain(at)
    at = sign(at, "Underskriv for institutionen")
    assert "Den er stadig et planudkast, indtil departementet også har underskrevet" in plain(at)
    assert newest(database, COMING)[1].life is Stage.PROPOSED
    assert "Planen er underskrevet og låst" in plain(sign(at, "Underskriv for departementet", "Enig."))
    plan = newest(database, COMING)[1]
    today = find_danish_day(datetime.now(UTC))
    assert (plan.life, plan.document_date) == (Stage.SIGNED, today)
    assert [(s.party, s.signed_as, s.on, s.reason) for s in plan.signatures] == [
        ("department", "head", today, "Enig."),
        ("institution", "chief", today, "Niveauet er aftalt."),
    ]
    locked = open_page("plans", plan=COMING, goal="1.1")
    assert "Planen er underskrevet og låst" in plain(locked)
    assert "af chef i departementet, Social- og Indenrigsministeriet" in plain(locked)
    assert [field.label for field in locked.text_input] == ["Bemærkning"]
    assert [b.label for b in locked.button] == [
        f"Lav et planudkast for {plan.year + 1} ud fra planen",
        "Lav et tillæg",
        "Foreslå på departementets vegne",
        "Luk planen",
    ]
    assert len(locked.get("download_button")) == 1


def test_a_closed_plan_is_said_to_be_closed(open_page: Open) -> None:
    at = open_page("plans", plan="eksempel-ankenaevn-2023")
    assert "Planen er gjort op og afsluttet" in plain(at)
    assert "Lav et tillæg" not in [button.label for button in at.button]


def test_provisional_targets_are_signed_with_a_reason_only(open_page: Open, database: str) -> None:
    propose_coming(database)
    at = press(open_page("plans", plan=COMING, view="life"), "Underskriv for institutionen")
    assert "har et foreløbigt måltal for sit eget år. Planen underskrives kun med en begrundelse." in plain(
        at
    )
    assert versions(database, COMING) == 1


def test_a_plan_whose_year_is_over_is_not_signed_today(draft: Open, database: str) -> None:
    at = sign(draft(view="life"), "Underskriv for institutionen")
    assert "ligger efter planens slutning 31. december 2022" in plain(at)
    assert versions(database, COPY) == 1


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"plan": "findes-ikke"}, "Der er ingen plan “findes-ikke”"),
        ({"plan": COPY, "goal": "9.9"}, "Resultatplan 2022 har intet mål “9.9”"),
        ({"plan": COPY, "add": "noget"}, "Planens mål"),
        ({"plan": COPY, "view": "noget"}, "Planens mål"),
        ({"add": "noget"}, "Underskrevne planer"),
    ],
)
def test_a_wrong_address_is_told_in_words(
    copied: AppTest, open_page: Open, query: dict[str, str], said: str
) -> None:
    assert said in plain(open_page("plans", **query))


def test_an_empty_database_can_be_begun_with(
    open_page: Open, sqlite_template: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{sqlite_template}")
    assert "Der er ingen planudkast" in plain(open_page("plans"))
    assert "Nyt planudkast" in plain(open_page("plans"))


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"plan": COPY},
        {"goal": "1.1"},
        {"goal": "2.1"},
        {"view": "head"},
        {"view": "preview"},
        {"view": "life"},
    ],
)
def test_the_english_editor_holds_none_of_the_danish_words(
    copied: AppTest, open_page: Open, query: dict[str, str]
) -> None:
    asked = {"plan": COPY, **query} if query else {}
    at = open_page("plans", **asked, lang="en")
    inputs = [*at.text_input, *at.selectbox, *at.checkbox, *at.date_input, *at.button, *at.text_area]
    said = " | ".join([plain(at), *(element.label for element in inputs)])
    danish, english = read_catalogue("da"), read_catalogue("en")
    own = {
        key
        for key in danish
        if key.startswith(("editor.", "stage.", "plan.")) and danish[key] != english[key]
    }
    words = {form for key in own for form in danish[key] if re.fullmatch(r"[A-ZÆØÅ][^{}]{3,}", form)}
    same = {form for forms in english.values() for form in forms}
    assert [word for word in sorted(words - same) if re.search(rf"\b{re.escape(word)}\b", said)] == []
