"""The three pages on a real database, in both languages, as a reader meets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from db.initial import SOURCES
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, row
from words.language import read_catalogue

CPR = "CPR-administrationen"
COMPLAINTS = {"plan": "cpr-2017", "goal": "2.1"}


def test_the_overview_shows_both_cpr_plans_with_all_their_points_open(open_page: Open) -> None:
    html = text(open_page("overview", as_of="2016-12-31"))
    assert row(html, f"{CPR} 2017").startswith(f"{CPR} 2017 0 100 0 mindst 0, højst 100 1.1")
    assert f"{CPR} 2021" not in plain(html)
    later = text(open_page("overview", as_of="2020-12-31"))
    assert row(later, f"{CPR} 2017")
    assert row(later, f"{CPR} 2021")


def test_every_goal_of_the_overview_leads_to_its_page_and_names_its_status(open_page: Open) -> None:
    html = text(open_page("overview", as_of="2016-12-31"))
    for number in ("1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2"):
        assert f"/maal?plan=cpr-2017&amp;goal={number}&amp;as_of=2016-12-31" in html
    assert html.count('aria-label="2.1 Afslutning af klagesager: Ikke forfaldent"') == 1


def test_fictional_figures_are_marked_wherever_they_show_and_never_share_a_block_with_real_ones(
    open_page: Open,
) -> None:
    blocks = re.findall(
        r'<section class="m-area"[^>]*>(.*?)</section>', text(open_page("overview")), flags=re.DOTALL
    )
    assert [CPR in block for block in blocks] == [True, False]
    assert ["Opdigtede tal" in block for block in blocks] == [False, True]
    assert "Opdigtede tal" in text(open_page("plan", plan="eksempel-ankenaevn-2026"))
    assert "Opdigtede tal" in text(open_page("goal", plan="eksempel-ankenaevn-2026", goal="1.1"))
    assert "Opdigtede tal" not in text(open_page("plan", plan="cpr-2017"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"as_of": "i går"}, "“i går” i adressen er ikke en dato"),
        ({"as_of": "2001-01-01"}, "Der var ingen planer den 1. januar 2001"),
        ({"area": "Månen"}, "“Månen” i adressen findes ikke her"),
        ({"year": "1999"}, "“1999” i adressen findes ikke her"),
    ],
)
def test_a_wrong_address_is_told_in_words(open_page: Open, query: dict[str, str], said: str) -> None:
    assert said in text(open_page("overview", **query))


def test_a_year_alone_is_called_by_its_year_and_not_the_newest(open_page: Open) -> None:
    html = text(open_page("overview", year="2017"))
    assert "Planer for 2017" in html
    assert "Nyeste planer" not in html


def test_the_filters_narrow_to_one_area_and_year(open_page: Open) -> None:
    html = text(open_page("overview", area="Social- og Indenrigsministeriet", year="2017"))
    assert re.findall(r'href="/plan\?plan=([a-z0-9-]+)"', html) == ["cpr-2017"]
    both = text(open_page("overview", area="Social- og Indenrigsministeriet"))
    places = dict(re.findall(r'<section class="m-area" data-area="(\d)">.*?<h2>(\w+)', both))
    assert places == {"0": "Social", "1": "Digitaliserings"}
    assert '<style>.m-area:not([data-area="0"]){display:none}</style>' in both
    assert "display:none" not in text(open_page("overview"))


@pytest.mark.parametrize(
    ("key", "query"),
    [("overview", {}), ("plan", {"plan": "cpr-2021"}), ("goal", COMPLAINTS), ("plan", {"plan": "x"})],
)
def test_english_pages_hold_none_of_the_danish_words(
    open_page: Open, key: str, query: dict[str, str]
) -> None:
    html = plain(text(open_page(key, **query, lang="en")))
    danish, english = read_catalogue("da"), read_catalogue("en")
    words = {
        form for name, forms in danish.items() for form in forms if forms != english[name] and len(form) > 4
    }
    whole = {
        word
        for word in words
        if "{" not in word and word not in {form for f in english.values() for form in f}
    }
    own = "".join(
        path.read_text("utf-8") for path in SOURCES.glob("*.toml")
    )  # plans are Danish in both languages
    found = [word for word in sorted(whole) if word not in own and re.search(rf"\b{re.escape(word)}\b", html)]
    assert found == []


def test_an_empty_database_says_so(
    open_page: Open, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", f"sqlite:///{sqlite_template}")
    assert "Der var ingen planer" in text(open_page("overview"))
    assert "Vælg en plan" in text(open_page("plan"))
