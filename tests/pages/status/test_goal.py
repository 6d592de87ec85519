"""One goal over the years, as a reader meets it."""

from __future__ import annotations

import re
from datetime import date

from db import session
from db.results import result_commands, series_breaks
from metrics.facts.case_origin import CaseOrigin
from metrics.facts.raw_row import RawRow
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


def test_without_any_result_a_sentence_stands_in_the_place_of_the_chart(open_page: Open) -> None:
    at = open_page("goal", plan="cpr-2021", goal="2.1")
    assert not at.get("plotly_chart")
    html = text(at)
    assert plain(html).count("Der er endnu ingen resultater at vise. Måltallene står i tabellen.") == 2
    assert row(html, "2021") == "2021 inden for ±2 – –"


def test_accounts_are_drawn_as_their_deviation_from_the_budget_with_both_figures_beside(
    open_page: Open,
) -> None:
    at = open_page("goal", plan="eksempel-tilsyn-2026", goal="3.1", as_of="2026-11-20")
    (chart,) = at.get("plotly_chart")
    assert "2023: resultat 2,9 pct." in plain(chart.proto.alt)
    assert "måltal 2026: inden for ±2" in plain(chart.proto.alt)
    html = text(at)
    assert "Nettoudgifter i årsregnskabet: afvigelse fra Nettoudgifter i grundbudgettet, pct." in plain(html)
    assert row(html, "2023").startswith("2023 inden for ±2 2,9 Nej 156,4 mio. kr. mod 152 mio. kr.; ")


def test_a_target_to_come_is_told_in_words_and_a_share_with_its_arithmetic(open_page: Open) -> None:
    at = open_page("goal", plan="cpr-2021", goal="2.2")
    said = [plain(chart.proto.alt) for chart in at.get("plotly_chart")]
    assert "måltal 2021: højst statens gennemsnit, ikke opgjort" in said[0]
    assert "måltal 2021: højst 95 pct. af resultatet året før, ikke opgjort" in said[1]
    html = text(at)
    assert row(html, "2021").startswith("2021 statens gennemsnit i 2021 – –")
    assert row(html, "2017") == "2017 6,48 – – måltal 7,2 × 90 pct. = 6,48"
    assert "højst statens gennemsnit i 2021" in plain(text(open_page("plan", plan="cpr-2021")))


def test_an_imported_result_changes_status_points_and_reason(open_page: Open, database: str) -> None:
    record(database, ("cpr", "klagesager-rettidigt", "2017", "91"))
    html = plain(text(open_page("goal", **COMPLAINTS)))
    assert "Opfyldt 14,3 point: 14,3 opnået, 0 udestår, 0 tabt" in html
    assert "91 ≥ 90: opfyldt" in html


def test_a_figure_tells_which_cases_it_was_counted_from(open_page: Open, database: str) -> None:
    cells = {"institution": "cpr", "indicator": "klagesager-rettidigt", "period": "2017"}
    origin = CaseOrigin(2, 1234, "0123456789abcdef" * 4).write()
    row_of = RawRow("1", {**cells, "numerator": "1123", "denominator": "1234"}, origin=origin)
    with session.open_writing(database, session.MACHINE) as db:
        result_commands.import_results(db, [row_of])
    html = text(open_page("goal", **COMPLAINTS))
    said = "beregnet af 1.234 sager, regelversion 2 (liste 0123456789ab)"
    assert said in row(html, "2017")
    english = text(open_page("goal", **COMPLAINTS, lang="en"))
    assert "counted from 1,234 cases, rule version 2 (list 0123456789ab)" in plain(english)


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
    then = {**absence, "as_of": "2017-06-30", "known_at": "2099-01-01"}
    silence = "Ingen prognose: 0 af 4 nødvendige år siden definitionen blev ændret 1. januar 2017"
    assert silence in plain(text(open_page("goal", **then)))
    english = plain(text(open_page("goal", **then, lang="en")))
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
