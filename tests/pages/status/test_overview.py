"""The three pages on a real database, in both languages, as a reader meets them."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from db import session
from db.initial import SOURCES
from db.results import series_breaks
from tests.pages.conftest import Open, record, text
from words.language import read_catalogue

CPR = "CPR-administrationen"
COMPLAINTS = {"plan": "cpr-2017", "goal": "2.1"}


def plain(html: str) -> str:
    """The text of the HTML with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace("\u00a0", " ")


def row(html: str, start: str) -> str:
    """The first table row whose first cell begins with `start`, as text."""
    rows = [plain(match) for match in re.findall(r"<tr[^>]*>(.*?)</tr>", html, flags=re.DOTALL)]
    return next(r.strip() for r in rows if r.strip().startswith(start))


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


def test_results_of_2015_and_2016_stand_against_their_own_targets_with_the_footnote(open_page: Open) -> None:
    html = text(open_page("goal", **COMPLAINTS))
    assert row(html, "2015").startswith("2015 95 78,9 Nej ")
    assert row(html, "2016").startswith(
        "2016 90 75,8* Nej (foreløbigt) * foreløbigt, Opgjort efter 3. kvartal"
    )


def test_a_provisional_target_stays_beside_what_it_became(open_page: Open) -> None:
    shown = row(text(open_page("goal", **COMPLAINTS)), "2018")
    assert shown.startswith("2018 97 98,7 Ja Resultatplan 2017: måltal [92]")


def test_before_a_plan_was_signed_its_targets_are_not_there(open_page: Open) -> None:
    html = text(open_page("goal", **COMPLAINTS, as_of="2016-12-31"))
    assert row(html, "2018").startswith("2018 [92] –")
    assert not re.search(r"<th[^>]*>2019</th>", html)


def test_the_chart_has_words_and_a_table_beside_it(open_page: Open) -> None:
    at = open_page("goal", **COMPLAINTS)
    (chart,) = at.get("plotly_chart")
    assert "2015: resultat 78,9 pct." in chart.proto.alt.replace("\u00a0", " ")
    assert "måltal 2018: 97,0 pct." in chart.proto.alt.replace("\u00a0", " ")
    assert "<caption" in text(at)


def test_an_imported_result_changes_status_points_and_reason(open_page: Open, database: str) -> None:
    record(database, ("cpr", "klagesager-rettidigt", "2017", "91"))
    html = plain(text(open_page("goal", **COMPLAINTS)))
    assert "Opfyldt 14,29 point: 14,29 sikret, 0 åbne, 0 tabt" in html
    assert "91 ≥ 90: opfyldt" in html
    assert row(text(open_page("overview")), f"{CPR} 2017").startswith(f"{CPR} 2017 14,29 85,71 0")


def test_a_new_definition_is_told_of_by_the_chart_the_table_and_the_reasons(
    open_page: Open, database: str
) -> None:
    """The absence of 2017 is to be 10 pct. below that of 2016, which was counted in another way."""
    with session.open_writing(database, session.MACHINE) as db:
        series_breaks.record_break(db, ("cpr", "sygefravaer"), date(2017, 1, 1), "Uden barsel.")
    absence = {"plan": "cpr-2017", "goal": "3.2"}
    at = open_page("goal", **absence)
    told = "Ny definition fra 1. januar 2017; tal før og efter kan ikke sammenlignes. Uden barsel."
    assert row(text(at), "01.01.2017") == f"01.01.2017 {told}"
    assert told in plain(at.get("plotly_chart")[0].proto.alt)
    assert "Kravet regner med tal fra både før og efter, som ikke kan sammenlignes." in plain(text(at))
    assert "Ingen prognose: 0 af 4 nødvendige år siden definitionen blev ændret 1. januar 2017" in plain(
        text(at)
    )
    english = plain(text(open_page("goal", **absence, lang="en")))
    assert "New definition from 1 January 2017; figures before and after cannot be compared." in english
    assert "0 of 4 needed years since the definition changed on 1 January 2017" in english
    assert "før ny definition" in plain(text(open_page("plan", plan="cpr-2017")))
    before = plain(text(open_page("goal", **absence, known_at="2020-12-31")))
    assert "Ny definition" not in before


def test_nothing_recorded_is_said_in_words(open_page: Open) -> None:
    html = plain(text(open_page("plan", plan="cpr-2021")))
    assert "Intet resultat" in html
    assert "Ikke bekræftet" in html


@pytest.mark.parametrize(
    ("key", "query", "said"),
    [
        ("plan", {"plan": "findes-ikke"}, "Der er ingen plan “findes-ikke”"),
        ("plan", {}, "Vælg en plan"),
        (
            "plan",
            {"plan": "cpr-2021", "as_of": "2017-01-01"},
            "Der er ingen plan “cpr-2021” den 1. januar 2017",
        ),
        ("plan", {"plan": "<script>alert(1)</script>"}, "Der er ingen plan “&lt;script&gt;"),
        ("goal", {"plan": "cpr-2017", "goal": "9.9"}, "Resultatplan 2017 har intet mål “9.9”"),
        ("goal", {"plan": "cpr-2017"}, "Vælg et mål i Resultatplan 2017"),
        ("overview", {"as_of": "i går"}, "“i går” i adressen er ikke en dato"),
        ("overview", {"as_of": "2001-01-01"}, "Der var ingen planer den 1. januar 2001"),
        ("overview", {"area": "Månen"}, "“Månen” i adressen findes ikke her"),
        ("overview", {"year": "1999"}, "“1999” i adressen findes ikke her"),
    ],
)
def test_a_wrong_address_is_told_in_words(
    open_page: Open, key: str, query: dict[str, str], said: str
) -> None:
    assert said in text(open_page(key, **query))


def test_a_year_alone_is_called_by_its_year_and_not_the_newest(open_page: Open) -> None:
    html = text(open_page("overview", year="2017"))
    assert "Planer for 2017" in html
    assert "Nyeste planer" not in html


def test_a_database_put_in_place_of_another_is_seen_at_once(
    open_page: Open, database: str, sqlite_template: Path
) -> None:
    assert CPR in text(open_page("overview"))
    path = Path(database.removeprefix("sqlite:///"))
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    shutil.copy(sqlite_template, path)
    assert "Der var ingen planer" in text(open_page("overview"))


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


def test_a_link_opens_the_same_goal_in_either_language(open_page: Open) -> None:
    danish, english = text(open_page("goal", **COMPLAINTS)), text(open_page("goal", **COMPLAINTS, lang="en"))
    assert row(danish, "2018").split()[:3] == row(english, "2018").split()[:3] == ["2018", "97", "98,7"] or (
        row(english, "2018").split()[:3] == ["2018", "97", "98.7"]
    )


def test_an_empty_database_says_so(
    open_page: Open, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAALSTREG_DATABASE_URL", f"sqlite:///{sqlite_template}")
    assert "Der var ingen planer" in text(open_page("overview"))
    assert "Vælg en plan" in text(open_page("plan"))
