"""What is owed until the next report: late first, a line for each institution and report, and what they consist of."""

from __future__ import annotations

import re

from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, row

SPRING = "2017-04-01"
NOW = "2026-11-20"


def lines(html: str) -> list[str]:
    """The lines that fold out, as they stand folded."""
    return [plain(found) for found in re.findall(r"<summary(?: class=\"m-short\")?><b>.*?</summary>", html)]


def watched(html: str) -> list[str]:
    """The rows of goals that are late or at risk, in order."""
    return [plain(found) for found in re.split(r'<li>(?=<span class="m-status")', html)[1:]]


def test_the_day_of_the_next_report_is_in_the_heading(open_page: Open) -> None:
    assert "<h3>Før 14. januar 2027 skal dette være sket</h3>" in text(open_page("risk", as_of=NOW))
    english = text(open_page("risk", as_of=NOW, lang="en"))
    assert "<h3>To be done before 14 January 2027</h3>" in english


def test_each_institution_has_one_line_for_its_report_and_the_department_comes_last(open_page: Open) -> None:
    assert lines(text(open_page("risk", as_of=NOW))) == [
        "Ankenævnet for Borgersager 2026 Afrapportering for 4. kvartal 2026: 7 tal og 1 milepæl (15.12.2026)"
        " 14.01.2027 · 55 dage tilbage",
        "Registerstyrelsen 2026 Afrapportering for 4. kvartal 2026: 10 tal og 1 milepæl (30.11.2026)"
        " 14.01.2027 · 55 dage tilbage",
        "Styrelsen for Borgertilsyn 2026 Afrapportering for 4. kvartal 2026: 7 tal og 1 milepæl (31.12.2026)"
        " 14.01.2027 · 55 dage tilbage",
        "Departementet (chef) 3 opgørelser 14.01.2027 · 55 dage tilbage",
    ]


def test_a_line_folds_out_to_its_figures_each_with_its_own_day(open_page: Open) -> None:
    html = text(open_page("risk", as_of=SPRING))
    assert row(html, "Afrapportering for 1. kvartal 2017") == (
        "Afrapportering for 1. kvartal 2017 14. april 2017 (sidste arbejdsdag 12. april 2017) 13 dage tilbage"
    )
    english = text(open_page("risk", as_of=SPRING, lang="en"))
    assert "14 April 2017" in row(english, "Report for Q1 2017")


def test_what_is_late_comes_first_with_who_owes_it_and_leads_to_its_goal(open_page: Open) -> None:
    html = text(open_page("risk", as_of=NOW))
    first, second, third, *_ = watched(html)
    assert first.startswith(
        "Afventer departementet Ankenævnet for Borgersager 2.1 Lettere at klage digitalt 51 dage"
    )
    assert "Departementet (controller) · 2.1.2 " in first
    assert second.startswith(
        "Mangler indberetning Registerstyrelsen 1.2 Færre fejl i data 37 dage over fristen"
    )
    assert "Institutionen · " in third
    assert html.index("51 dage over fristen") < html.index("Afrapportering for 4. kvartal")
    assert f"/maal?plan=eksempel-ankenaevn-2026&amp;goal=2.1&amp;as_of={NOW}" in html


def test_a_goal_that_is_late_is_not_listed_at_risk_too(open_page: Open) -> None:
    html = text(open_page("risk", as_of=NOW))
    at_risk = html[html.index("I risiko: 8 mål") : html.index("Frister fra")]
    assert len(re.findall("<li><span class=.m-status", at_risk)) == 8
    # Both goals of lower sick leave are foreseen to be met: 91 and 88 pct., above the limit of 65.
    assert "Ankenævnet for Borgersager 3.2 " not in plain(at_risk)
    assert "Registerstyrelsen 3.2 " not in plain(at_risk)
    for late in (
        "Ankenævnet for Borgersager 2.1 ",
        "Registerstyrelsen 1.2 ",
        "Styrelsen for Borgertilsyn 2.1 ",
    ):
        assert late not in plain(at_risk)


def test_what_is_due_after_the_next_report_is_folded_under_it(open_page: Open) -> None:
    html = text(open_page("risk", as_of=NOW))
    assert "Derefter: 1 frist" in plain(html)
    assert row(html, "2.2 Vurdering: Oplæg").endswith(
        "Registerstyrelsen 2026 Departementet (controller) 31. januar 2027 (sidste arbejdsdag 29. januar 2027)"
        " 72 dage tilbage"
    )


def test_the_filter_of_who_owes_leaves_their_lines_and_the_day_in_the_heading(open_page: Open) -> None:
    html = text(open_page("risk", as_of=NOW, owes="head"))
    assert lines(html) == ["Departementet (chef) 3 opgørelser 14.01.2027 · 55 dage tilbage"]
    assert "<h3>Før 14. januar 2027 skal dette være sket</h3>" in html
    assert "51 dage over fristen" not in html
