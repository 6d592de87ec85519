"""Two parties sign a plan, each with its own sign-in, through the app as it stands in service."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.audit import chain
from db.people import rights
from db.scope import EVERYTHING
from metrics.access import Grant, Role
from metrics.plan.terms import Stage
from service.claims import PREFIX
from service.sign_in import SETTINGS
from tests.pages.admin.conftest import COMING, named, newest, plain, press, propose_coming, sign
from tests.pages.conftest import ROOT
from words.site_map import BY_KEY

CHIEF, HEAD, CONTROLLER = "chief@cpr.dk", "head@im.dk", "controller@im.dk"
BOTH, REPORTER = "both@im.dk", "reporter@cpr.dk"
FOR_CPR, FOR_IM = "Underskriv for institutionen", "Underskriv for departementet"
SignIn = Callable[..., AppTest]
LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def sign_in(database: str, monkeypatch: pytest.MonkeyPatch) -> SignIn:
    """Signs somebody in, in a tab of their own, and opens the signing of the proposal for the coming year."""
    with session.open_writing(database, session.MACHINE) as db:
        for person, role in ((CHIEF, Role.CHIEF), (BOTH, Role.CHIEF), (REPORTER, Role.REPORTER)):
            rights.grant_role(db, person, Grant(role, LONG_AGO, institution="cpr"))
        for person, role in ((HEAD, Role.HEAD), (BOTH, Role.HEAD), (CONTROLLER, Role.CONTROLLER)):
            rights.grant_role(db, person, Grant(role, LONG_AGO))
    propose_coming(database)
    for name in SETTINGS:
        monkeypatch.setenv(PREFIX + name, f"https://login.example.dk/{'x' * 32}")

    def run(address: str, **query: str) -> AppTest:
        at = AppTest.from_file(str(Path(ROOT) / "app.py"), default_timeout=60)
        now = time.time()
        at.user = {
            "is_logged_in": True,
            "email": address,
            "email_verified": True,
            "iat": now - 60,
            "exp": now + 3600,
        }
        at.query_params["as_of"] = "2000-01-01"
        at.run()
        at.switch_page(BY_KEY["plans"].script)
        at.query_params.clear()
        at.query_params.update({"plan": COMING, "view": "life", **query})
        return at.run()

    return run


def buttons(at: AppTest) -> set[str]:
    return {button.label for button in at.button} & {FOR_CPR, FOR_IM}


def test_each_party_signs_with_its_own_sign_in(sign_in: SignIn, database: str) -> None:
    chief = sign_in(CHIEF)
    assert buttons(chief) == {FOR_CPR}
    assert "For departementet underskriver en chef i departementet." in plain(chief)
    assert "Prøveversion" not in plain(chief)
    chief = sign(chief, FOR_CPR)
    assert "Planen er underskrevet for institutionen. Den er stadig et planudkast" in plain(chief)
    assert buttons(chief) == set()
    assert newest(database, COMING)[1].stage is Stage.PROPOSED
    head = sign_in(HEAD)
    assert buttons(head) == {FOR_IM}
    said = (
        "af institutionschef, CPR-administrationen. Begrundelse: Niveauet er aftalt. "
        "Rettes planen nu, bortfalder underskriften."
    )
    assert said in plain(head)
    assert "Planen er underskrevet og låst" in plain(sign(head, FOR_IM))
    number, plan = newest(database, COMING)
    assert (number, plan.stage) == (2, Stage.SIGNED)
    assert [signature.signed_as for signature in plan.signatures] == [Role.HEAD, Role.CHIEF]
    with session.open_reading(database, sees=EVERYTHING) as db:
        assert [(entry.actor, entry.action) for entry in chain.read_entries(db)][-3:] == [
            (CHIEF, "signature.institution"),
            (HEAD, "signature.department"),
            (HEAD, "plan.signed"),
        ]


def test_a_change_makes_the_signature_lapse_and_the_page_says_so(sign_in: SignIn) -> None:
    sign(sign_in(HEAD), FOR_IM)
    at = sign_in(CONTROLLER, view="head")
    assert "af chef i departementet" in plain(at)
    named(at.text_input, "Titel").set_value("Resultatplan, rettet")
    assert "Planen er ændret, efter at departementet underskrev." in plain(press(at, "Gem"))
    again = sign_in(HEAD)
    assert "Underskriften er bortfaldet, og planen skal underskrives igen." in plain(again)
    assert buttons(again) == {FOR_IM}


def test_whoever_has_a_role_in_the_institution_too_signs_for_it_alone(sign_in: SignIn) -> None:
    at = sign_in(BOTH)
    assert buttons(at) == {FOR_CPR}
    assert "Du leder eller arbejder i institutionen og kan derfor ikke handle for departementet." in plain(at)


def test_who_may_not_sign_reads_who_may_and_who_may_not_change_the_draft_is_given_no_form(
    sign_in: SignIn,
) -> None:
    at = sign_in(CONTROLLER)
    assert buttons(at) == set()
    said = plain(at)
    assert "For departementet underskriver en chef i departementet." in said
    assert "For institutionen underskriver en institutionschef." in said
    head = sign_in(HEAD, goal="1.1", view="")
    assert "Planudkastet rettes og sendes til underskrift af institutionschefen eller en controller" in plain(
        head
    )
    assert not head.text_input
    assert "Du har ikke adgang til siden." in plain(sign_in(REPORTER))


def test_the_advice_is_read_before_signing(sign_in: SignIn, database: str) -> None:
    said = plain(sign_in(CHIEF))
    remark = f"Måltallet for {newest(database, COMING)[1].year} er foreløbigt."
    assert "Planen mangler underskrift" not in said
    assert said.index("Bemærkninger til planen") < said.index(remark)
    assert said.index(remark) < said.index("For departementet underskriver")


def test_the_list_says_which_party_has_signed(sign_in: SignIn) -> None:
    sign(sign_in(HEAD), FOR_IM)
    listed = plain(sign_in(HEAD, plan="", view=""))
    assert "Sendt til underskrift, underskrevet af departementet" in listed
    assert "Læs og underskriv" in listed
    assert "Nyt planudkast" not in listed
