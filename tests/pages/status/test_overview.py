"""The three pages on a real database, in both languages, as a reader meets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from db.initial import SOURCES
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain
from words.language import read_catalogue

CPR = "CPR-administrationen"
BLOCK = re.compile(r'<section class="m-area"[^>]*>(.*?)</section>', re.DOTALL)
COMPLAINTS = {"plan": "cpr-2017", "goal": "2.1"}


def test_a_running_plan_has_its_row_and_one_that_is_over_is_on_its_institution_s_page(
    open_page: Open,
) -> None:
    html = text(open_page("overview", as_of="2016-12-31"))
    assert f"{CPR}: ingen plan er i gang" in plain(html).replace(" :", ":")
    running = text(open_page("overview", as_of="2017-03-31"))
    assert "0 af 100 point opnået" in plain(running)
    assert "cpr-2021" not in running


def test_every_goal_of_the_overview_leads_to_its_page_and_names_its_status(open_page: Open) -> None:
    html = text(open_page("overview", as_of="2017-03-31"))
    for number in ("1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2"):
        assert f"/maal?plan=cpr-2017&amp;goal={number}&amp;as_of=2017-03-31" in html
    assert html.count('aria-label="2.1 Afslutning af klagesager: Endnu ikke opgjort"') == 1


@pytest.mark.parametrize(
    ("lang", "asked", "risk"),
    [
        ("da", ("Afventer departementet", "Følg", "Til beslutning"), "I risiko"),
        ("en", ("Awaiting the department", "Watch", "To be decided"), "At risk"),
    ],
)
def test_a_head_is_asked_and_an_auditor_is_shown_what_is_at_risk(
    open_page: Open, lang: str, asked: tuple[str, ...], risk: str
) -> None:
    def titles(role: str) -> list[str]:
        html = text(open_page("overview", as_of="2026-11-20", role=role, lang=lang))
        return [plain(found) for found in re.findall(r"<h3>(.*?) ?<small>", html)]

    assert titles("head") == [asked[0], asked[1], asked[2]]
    assert titles("auditor") == [asked[0], risk]


def test_areas_come_worst_first_and_the_worst_institution_first_in_each(open_page: Open) -> None:
    html = text(open_page("overview", as_of="2026-11-20"))
    assert [CPR in block for block in BLOCK.findall(html)] == [False, True]
    table = html[html.index("m-standing") :]
    names = re.findall(r"/institution\?institution=eksempel-(\w+)", table)
    assert names[:3] == ["tilsyn", "register", "ankenaevn"]


def test_fictional_figures_are_marked_wherever_they_show_and_never_share_a_block_with_real_ones(
    open_page: Open,
) -> None:
    blocks = BLOCK.findall(text(open_page("overview")))
    assert sorted(CPR in block for block in blocks) == [False, True]
    assert all((CPR in block) is ("Opdigtede tal" not in block) for block in blocks)
    assert "Opdigtede tal" in text(open_page("plan", plan="eksempel-ankenaevn-2026"))
    assert "Opdigtede tal" in text(open_page("goal", plan="eksempel-ankenaevn-2026", goal="1.1"))
    assert "Opdigtede tal" not in text(open_page("plan", plan="cpr-2017"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"as_of": "i går"}, "“i går” i adressen er ikke en dato"),
        ({"as_of": "2001-01-01"}, "Der var ingen planer den 1. januar 2001"),
        ({"area": "Månen"}, "“Månen” i adressen findes ikke her"),
    ],
)
def test_a_wrong_address_is_told_in_words(open_page: Open, query: dict[str, str], said: str) -> None:
    assert said in text(open_page("overview", **query))


def test_the_filter_narrows_to_one_area(open_page: Open) -> None:
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
        path.read_text("utf-8") for path in SOURCES.rglob("*.toml")
    )  # plans are Danish in both languages
    found = [word for word in sorted(whole) if word not in own and re.search(rf"\b{re.escape(word)}\b", html)]
    assert found == []


def test_an_empty_database_says_so(
    open_page: Open, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", f"sqlite:///{sqlite_template}")
    none = "Der er ingen underskrevne planer, du har adgang til."
    for key in ("overview", "plan", "risk"):
        shown = text(open_page(key))
        assert f'{none} <a href="/planer" data-nav="1">Til Planudkast</a>' in shown
        assert "Vælg en senere dato" not in shown
    reading = text(open_page("overview", role="reader"))
    assert none in reading
    assert "Til Planudkast" not in reading
