"""The form for a decision: what it records, refuses and keeps."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from db.plans import decision_queries
from db.scope import EVERYTHING
from db.session import open_reading
from metrics.facts.decisions import Decision
from tests.pages.conftest import Open, record, text
from tests.pages.drawing import plain, row

BOARD = "eksempel-ankenaevn"
MISSED = ("cpr", "klagesager-rettidigt", "2017", "89.9")


def after(html: str, caption: str) -> str:
    """The page's text from a caption on."""
    return plain(html)[plain(html).index(caption) :]


def decisions(url: str) -> list[Decision]:
    with open_reading(url, sees=EVERYTHING) as session:
        return decision_queries.read_decisions(session)


def fill(at: AppTest, **texts: str) -> AppTest:
    """Write in the form's fields by their keys, and save."""
    for key, value in texts.items():
        (at.text_area if key == "decision_reason" else at.text_input)(key=key).set_value(value)
    return at.button(key="decision_save").click().run()


def test_a_decision_is_recorded_and_shown_at_once(open_page: Open, database: str) -> None:
    record(database, MISSED)
    at = open_page("plan", plan="cpr-2017")
    at.selectbox(key="decision_goal").set_value("2.1")
    fill(at, decision_by="Departementschef", decision_reason="Kun 0,1 procentpoint fra")
    assert not at.exception
    assert "er gemt" in at.success[0].value
    html = text(at)
    assert row(html, "2.1").endswith("Ikke opfyldt Besluttet: opfyldt")
    assert "Departementschef Kun 0,1 procentpoint fra" in after(html, "Beslutninger")
    (newest,) = [d for d in decisions(database) if d.plan == "cpr-2017"]
    assert (newest.goal, newest.by) == ("2.1", "Departementschef")
    assert at.text_input(key="decision_by").value == ""


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("da", ["Mål: Mål 1.1 er ikke afgjort endnu.", "Begrundelse: Skal udfyldes.", "Der er 2 fejl."]),
        ("en", ["Goal: Goal 1.1 is not decided yet.", "Reason: Must be filled in.", "There are 2 problems."]),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused_with_everything_at_once(
    open_page: Open, database: str, lang: str, told: list[str]
) -> None:
    before = decisions(database)
    at = fill(open_page("plan", plan="cpr-2017", lang=lang, as_of="2017-03-01"), decision_by="Chef")
    said = plain(re.findall(r'<div class="m-problems".*?</div>', text(at), re.DOTALL)[0])
    assert [line for line in told if line not in said] == []
    assert at.text_input(key="decision_by").value == "Chef"
    assert decisions(database) == before


def test_a_total_is_written_with_a_comma_and_a_text_is_no_total(open_page: Open, database: str) -> None:
    at = open_page("plan", plan=f"{BOARD}-2024")
    at.selectbox(key="decision_kind").set_value("total").run()
    given = {"decision_by": "Departementschef", "decision_reason": "Samlet vurdering"}
    fill(at, decision_total="omkring 80", **given)
    assert "Point: “omkring 80” er ikke et tal" in plain(text(at))
    fill(at, decision_total="82,5")
    assert "Efter beslutninger: 82,5 opnået, 0 udestår, 17,5 tabt." in plain(text(at))
    assert decisions(database)[-1].points == Decimal("82.5")


def test_a_decision_is_taken_back_and_stays_on_record(open_page: Open, database: str) -> None:
    at = open_page("plan", plan=f"{BOARD}-2024")
    at.selectbox(key="decision_kind").set_value("revoked").run()
    fill(at, decision_by="Departementschef", decision_reason="Rettelsen var forkert")
    html = plain(text(at))
    assert "Efter beslutninger" not in html
    earlier = plain(text(open_page("plan", plan=f"{BOARD}-2024", as_of="2026-01-01")))
    assert "Efter beslutninger: 83,3" in earlier
    assert len(decisions(database)) == 4


def test_the_address_opens_the_form_with_the_decision_and_the_goal_it_asks_for(
    open_page: Open, database: str
) -> None:
    plan = f"{BOARD}-2026"
    at = open_page("plan", plan=plan, decide="accepted_deviation", goal="1.3")
    assert at.expander[0].proto.expanded
    assert at.selectbox(key="decision_kind").value == "accepted_deviation"
    assert at.selectbox(key="decision_goal").value == "1.3"
    fill(at, decision_by="Departementschef", decision_reason="Aftalt på kvartalsmødet")
    (newest,) = [d for d in decisions(database) if d.plan == plan and d.goal == "1.3"]
    assert newest.kind == "accepted_deviation"


def test_without_being_asked_for_the_form_is_folded_and_what_is_unknown_is_passed_over(
    open_page: Open,
) -> None:
    for query in ({}, {"decide": "nonsense"}, {"decide": "pay"}):
        at = open_page("plan", plan="cpr-2017", **query)
        assert not at.expander[0].proto.expanded
    at = open_page("plan", plan="cpr-2017", decide="accepted_deviation", goal="9.9")
    assert at.expander[0].proto.expanded
    assert at.selectbox(key="decision_goal").value == "1.1"


def test_another_kind_than_the_address_asks_for_can_be_chosen(open_page: Open, database: str) -> None:
    at = open_page("plan", plan=f"{BOARD}-2026", decide="accepted_deviation", goal="1.3")
    at.selectbox(key="decision_kind").set_value("total").run()
    assert at.selectbox(key="decision_kind").value == "total"
    assert not [box for box in at.selectbox if box.key == "decision_goal"]
