"""What happened around a plan, as a reader meets it: amendments, decisions and pay; and the form for a decision."""

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
from tests.pages.status.test_overview import plain, row

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
    return at.button[0].click().run()


def test_an_amended_plan_shows_its_amendment_and_the_points_of_both_texts(open_page: Open) -> None:
    html = text(open_page("plan", plan=f"{BOARD}-2026", as_of="2026-11-20"))
    assert "Efter den oprindelige plan: 0 sikret, 100 åbne, 0 tabt." in plain(html)
    assert "18.06.2026 01.07.2026 Nævnet overtager klager" in after(html, "Tillæg")
    assert "højst 140" in row(html, "1.2")
    before = text(open_page("plan", plan=f"{BOARD}-2026", as_of="2026-06-30"))
    assert "højst 130" in row(before, "1.2")
    assert "Efter den oprindelige plan" not in plain(before)


def test_a_near_miss_shows_as_computed_and_as_decided(open_page: Open) -> None:
    html = text(open_page("plan", plan=f"{BOARD}-2024"))
    assert "Sikret 66,67 Åbne 0 Tabt 33,33" in plain(html)
    assert "Efter beslutninger: 83,33 sikret, 0 åbne, 16,67 tabt." in plain(html)
    assert row(html, "1.1").endswith("Ikke opfyldt Besluttet: opfyldt")
    assert row(html, "1.3").endswith("Ikke opfyldt")
    goal = plain(text(open_page("goal", plan=f"{BOARD}-2024", goal="1.1")))
    assert "Mål 1.1 er accepteret som opfyldt. Departementschef, 24. april 2025" in goal


def test_pay_is_shown_as_indicative_with_what_was_decided(open_page: Open) -> None:
    html = after(text(open_page("plan", plan=f"{BOARD}-2024")), "Resultatløn, vejledende")
    assert "Planens regel peger på 6 pct. af lønnen (højst 10 pct.)." in html
    assert "Målopfyldelsen er 83,33 pct." in html
    assert "Besluttet: 5 pct. af lønnen." in html
    assert "fraråder, at løn følger målopfyldelsen én til én" in html
    assert "vejledende" not in plain(text(open_page("plan", plan="cpr-2017")))


def test_an_accepted_deviation_is_the_goals_status_until_its_day(open_page: Open) -> None:
    html = text(open_page("plan", plan=f"{BOARD}-2026", as_of="2026-11-20"))
    assert row(html, "1.2").endswith("Accepteret afvigelse Prognose: 136; 62 pct. sandsynlig")
    before = text(open_page("plan", plan=f"{BOARD}-2026", as_of="2026-10-19"))
    assert " I risiko Prognose: " in row(before, "1.2")


def test_a_closed_plan_says_so_and_takes_no_decisions(open_page: Open) -> None:
    at = open_page("plan", plan=f"{BOARD}-2023")
    assert "Planen blev gjort op og afsluttet 1. marts 2024. Gjort op på årsmødet." in plain(text(at))
    assert not at.expander
    assert open_page("plan", plan=f"{BOARD}-2024").expander[0].label == "Registrér en beslutning"


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
        ("da", ["Mål: Mål 1.1 er ikke afgjort endnu.", "Begrundelse: Teksten er tom.", "Der er 2 fejl."]),
        ("en", ["Goal: Goal 1.1 is not decided yet.", "Reason: The text is empty.", "There are 2 problems."]),
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
    assert "Efter beslutninger: 82,50 sikret, 0 åbne, 17,50 tabt." in plain(text(at))
    assert decisions(database)[-1].points == Decimal("82.5")


def test_a_decision_is_taken_back_and_stays_on_record(open_page: Open, database: str) -> None:
    at = open_page("plan", plan=f"{BOARD}-2024")
    at.selectbox(key="decision_kind").set_value("revoked").run()
    fill(at, decision_by="Departementschef", decision_reason="Rettelsen var forkert")
    html = plain(text(at))
    assert "Efter beslutninger" not in html
    earlier = plain(text(open_page("plan", plan=f"{BOARD}-2024", as_of="2026-01-01")))
    assert "Efter beslutninger: 83,33" in earlier
    assert len(decisions(database)) == 4
