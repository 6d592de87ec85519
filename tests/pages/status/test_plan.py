"""One plan, goal by goal, as a reader meets it."""

from __future__ import annotations

import pytest

from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, row

CPR = "CPR-administrationen"


COMPLAINTS = {"plan": "cpr-2017", "goal": "2.1"}


def test_nothing_recorded_is_said_in_words(open_page: Open) -> None:
    html = plain(text(open_page("plan", plan="cpr-2021")))
    assert "Intet resultat" in html
    assert "Endnu intet indberettet" in html


BOARD = "eksempel-ankenaevn"


def after(html: str, caption: str) -> str:
    """The page's text from a caption on."""
    return plain(html)[plain(html).index(caption) :]


def test_an_amended_plan_shows_its_amendment_and_the_points_of_both_texts(open_page: Open) -> None:
    html = text(open_page("plan", plan=f"{BOARD}-2026", as_of="2026-11-20"))
    assert "Efter den oprindelige plan: 0 opnået, 100 udestår, 0 tabt." in plain(html)
    assert "18.06.2026 01.07.2026 Nævnet overtager klager" in after(html, "Tillæg")
    assert "højst 140" in row(html, "1.2")
    before = text(open_page("plan", plan=f"{BOARD}-2026", as_of="2026-06-30"))
    assert "højst 130" in row(before, "1.2")
    assert "Efter den oprindelige plan" not in plain(before)


def test_a_near_miss_shows_as_computed_and_as_decided(open_page: Open) -> None:
    html = text(open_page("plan", plan=f"{BOARD}-2024"))
    assert "Opnået 66,7 Udestår 0 Tabt 33,3" in plain(html)
    assert "Efter beslutninger: 83,3 opnået, 0 udestår, 16,7 tabt." in plain(html)
    assert row(html, "1.1").endswith("Ikke opfyldt Besluttet: opfyldt")
    assert row(html, "1.3").endswith("Ikke opfyldt")
    goal = plain(text(open_page("goal", plan=f"{BOARD}-2024", goal="1.1")))
    assert "Mål 1.1 er accepteret som opfyldt. Departementschef, 24. april 2025" in goal


def test_pay_is_shown_as_indicative_with_what_was_decided(open_page: Open) -> None:
    html = after(text(open_page("plan", plan=f"{BOARD}-2024")), "Resultatløn, vejledende")
    assert "Planens regel peger på 6 pct. af lønnen (højst 10 pct.)." in html
    assert "Målopfyldelsen er 83,3 pct." in html
    assert "Besluttet: 5 pct. af lønnen." in html
    assert "fraråder, at løn følger målopfyldelsen én til én" in html
    assert "vejledende" not in plain(text(open_page("plan", plan="cpr-2017")))


@pytest.mark.parametrize("role", ["reader", "reporter", "chief", "auditor"])
def test_pay_is_told_to_nobody_who_does_not_decide_on_it(open_page: Open, role: str) -> None:
    """The plan of 2024 has a rule, and a decision on pay among its decisions."""
    pages = {
        "plan": {"plan": f"{BOARD}-2024"},
        "institution": {"institution": BOARD},
        "annual": {},
        "whatif": {},
    }
    for key, query in pages.items():
        asked = {"plan": f"{BOARD}-2024", **query}
        said = plain(text(open_page(key, **asked, role=role)))
        assert "af lønnen" not in said, key
        assert "Resultatløn" not in said, key
    assert "Resultatlønnen er besluttet" not in plain(
        text(open_page("plan", plan=f"{BOARD}-2024", role="head"))
    )


def test_an_accepted_deviation_is_the_goals_status_until_its_day(open_page: Open) -> None:
    html = text(open_page("plan", plan=f"{BOARD}-2026", as_of="2026-11-20"))
    assert row(html, "1.2").endswith(
        "Accepteret afvigelse Prognose 121 (måltal 140). Sandsynlighed for opfyldelse: 96 pct."
    )
    before = text(open_page("plan", plan=f"{BOARD}-2026", as_of="2026-10-19"))
    assert " I risiko Prognose " in row(before, "1.2")


def test_a_closed_plan_says_so_and_only_its_total_and_the_pay_can_be_decided(open_page: Open) -> None:
    at = open_page("plan", plan=f"{BOARD}-2023")
    assert "Planen blev gjort op og afsluttet 1. marts 2024. Gjort op på årsmødet." in plain(text(at))
    assert at.expander[0].label == "Registrér en beslutning"
    pages = [open_page("plan", plan=f"{BOARD}-{year}") for year in (2023, 2024)]
    kinds = [
        next(box for box in at.selectbox if box.label not in ("Papir", "Format")).options for at in pages
    ]
    assert kinds[0] == ["Målopfyldelsen fastsættes til et andet tal"]
    assert len(kinds[1]) > 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("da", ("af 100 point forventet", "90 pct.-interval", "siden seneste kvartalsrapport (14.10.2026)")),
        ("en", ("of 100 points expected", "90% interval", "since the latest quarterly report (14 Oct 2026)")),
    ],
)
def test_a_running_plan_begins_with_its_headline_and_what_has_moved_it(
    open_page: Open, lang: str, said: tuple[str, ...]
) -> None:
    html = text(open_page("plan", plan="eksempel-register-2026", as_of="2026-11-20", lang=lang))
    start = html.index('<section class="m-headline">')
    shown = plain(html[start : html.index("</section>", start)])
    assert [part for part in said if part not in shown] == []
    assert start < html.index("<table")
