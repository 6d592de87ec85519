"""One goal over the years, as a reader meets it."""

from __future__ import annotations

import re
from datetime import date

from db import session
from db.results import series_breaks
from tests.pages.conftest import Open, record, text
from tests.pages.drawing import plain, row

CPR = "CPR-administrationen"


COMPLAINTS = {"plan": "cpr-2017", "goal": "2.1"}


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


def test_a_link_opens_the_same_goal_in_either_language(open_page: Open) -> None:
    danish, english = text(open_page("goal", **COMPLAINTS)), text(open_page("goal", **COMPLAINTS, lang="en"))
    assert row(danish, "2018").split()[:3] == row(english, "2018").split()[:3] == ["2018", "97", "98,7"] or (
        row(english, "2018").split()[:3] == ["2018", "97", "98.7"]
    )
