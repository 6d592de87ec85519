"""One indicator across institutions: the definition, a card for each on one scale, and what is left out."""

from __future__ import annotations

from dataclasses import replace

from metrics.score.trend import find_trend
from metrics.status import Status
from pages.status.parts.development.comparison_sheet import (
    MOST_CARDS,
    ComparedInstitution,
    draw_comparison,
    share_scale,
)
from pages.ui.draw.multiples.trend_plot import PlotSubject
from tests.factories import catalogue, compared, facts, goal, indicator, number, plan, result
from tests.pages.drawing import Reader, plain, row, writer

YEARS = range(2016, 2018)


def one(name: str, value: int) -> ComparedInstitution:
    leaf = compared(target=number(90))
    mine = plan(goal("3", leaf))
    trend = find_trend(mine, leaf, [mine], facts(result("2016", value)), catalogue())
    assert trend
    return ComparedInstitution(mine, "3", name, Status.MET, PlotSubject(trend, YEARS, 2017))


def test_the_definition_is_shown_and_each_card_leads_to_its_goal() -> None:
    defined = indicator(definition="Rullende gennemsnit.")
    html = draw_comparison(defined, [one("A", 80), one("B", 95)], writer())
    assert "share, pct. Definition: Rullende gennemsnit." in plain(html)
    assert Reader(html).values("href") == ["/maal?plan=plan-2017&goal=3"] * 2
    assert "mål 3 i Plan" in plain(html)
    part = draw_comparison(defined, [replace(one("A", 80), criterion="3.1")], writer())
    assert "delmål 3.1 i Plan" in plain(part)
    assert row(html, "A") == "A 80,0 måltal mindst 90"
    assert "Definition: ingen registreret." in plain(draw_comparison(indicator(), [one("A", 80)], writer()))


def test_every_drawing_has_the_scale_of_all() -> None:
    low, high = share_scale([one("A", 10), one("B", 95)])
    assert low.subject.make_plane() == high.subject.make_plane()
    assert low.subject.make_plane().least < 10
    assert low.subject.make_plane().most > 95


def test_more_institutions_than_a_page_can_show_are_counted() -> None:
    html = draw_comparison(indicator(), [one(str(n), 80) for n in range(MOST_CARDS + 2)], writer())
    assert html.count("<li>") == MOST_CARDS
    assert f"Her vises {MOST_CARDS} af {MOST_CARDS + 2} institutioner" in plain(html)


def test_once_a_plan_s_year_is_over_its_card_says_that_the_final_settlement_is_missing() -> None:
    late = replace(one("A", 80), status=Status.OVERDUE_DATA)
    said = [
        plain(draw_comparison(indicator(), [replace(late, over=over)], writer())) for over in (True, False)
    ]
    assert ["Mangler endelig opgørelse" in each for each in said] == [True, False]
