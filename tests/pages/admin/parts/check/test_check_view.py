"""The plan check on the page: findings are answered by those who draft or sign, and read by others."""

from __future__ import annotations

from db import session
from db.plans.agreement import finding_queries
from db.scope import EVERYTHING
from metrics.score.plan_check.answers import FindingAnswer
from tests.pages.admin.conftest import COMING, named, plain, press, propose_coming, sign
from tests.pages.conftest import Open

SEND = "Gem svaret"


def read(database: str) -> list[FindingAnswer]:
    with session.open_reading(database, sees=EVERYTHING) as db:
        return finding_queries.read_answers(db, COMING)


def test_a_finding_is_answered_with_a_reason_and_stays_answered_also_before_signing(
    database: str, open_page: Open
) -> None:
    propose_coming(database)
    at = open_page("plans", plan=COMING, view="check")
    assert "Ikke besvaret" in plain(at)
    press(at, SEND)
    assert read(database) == []
    named(at.text_area, "Begrundelse").set_value("Aftalt på mødet")
    press(at, SEND)
    (kept,) = read(database)
    assert kept.reason == "Aftalt på mødet"
    assert "Planen fastholdes: Aftalt på mødet" in plain(at)
    assert named(at.text_area, "Begrundelse").value == ""
    assert "Aftalt på mødet" in plain(open_page("plans", plan=COMING, view="life"))


def test_who_neither_drafts_nor_signs_has_no_form(database: str, open_page: Open) -> None:
    propose_coming(database)
    at = open_page("plans", plan=COMING, view="check", role="auditor")
    assert [button.label for button in at.button if button.label == SEND] == []


def test_what_was_answered_stays_to_be_read_once_the_plan_is_signed(database: str, open_page: Open) -> None:
    propose_coming(database)
    at = open_page("plans", plan=COMING, view="check")
    named(at.text_area, "Begrundelse").set_value("Aftalt på mødet")
    press(at, SEND)
    at = open_page("plans", plan=COMING, view="life")
    for party in ("departementet", "institutionen"):
        at = sign(at, f"Underskriv for {party}")
    said = plain(open_page("plans", plan=COMING))
    assert "Planen er underskrevet og låst" in said
    assert "Svar på bemærkninger før underskrift" in said
    assert said.count("Planen fastholdes: Aftalt på mødet") == 1
    assert "Ikke besvaret" not in said
    assert "Svar på bemærkninger" not in plain(open_page("plans", plan="cpr-2021")), "none was answered"
