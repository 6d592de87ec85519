"""One plan, goal by goal, as a reader meets it."""

from __future__ import annotations

from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, row

CPR = "CPR-administrationen"


COMPLAINTS = {"plan": "cpr-2017", "goal": "2.1"}


def test_nothing_recorded_is_said_in_words(open_page: Open) -> None:
    html = plain(text(open_page("plan", plan="cpr-2021")))
    assert "Intet resultat" in html
    assert "Ikke bekræftet" in html


BOARD = "eksempel-ankenaevn"


def after(html: str, caption: str) -> str:
    """The page's text from a caption on."""
    return plain(html)[plain(html).index(caption) :]


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
