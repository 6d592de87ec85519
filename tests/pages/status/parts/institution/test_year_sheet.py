"""An institution's years in words: what stands over and under each bar, and the course as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from metrics.plan.model import Plan, Scoring, TotalWord
from metrics.whatif.headline import LikelyTotal
from metrics.whatif.month_ends import MonthEnd
from metrics.whatif.year_totals import YearState, YearTotal, make_year_total
from pages.status.parts.institution.year_sheet import draw_years, make_bar
from tests.believing import believing, milestones, scored_with
from tests.factories import event, goal, milestone, plan, scored
from tests.pages.drawing import DA, Reader, captions, plain, rows

TWO = milestones(2)
RUNNING = make_year_total(scored_with(TWO, believing(0.5, 0.5)))
DONE = make_year_total(scored(TWO, event("1.1"), event("2.1", "not_met")))
MAY = date(2017, 5, 31)
WORDED = TWO.model_copy(update={"scoring": Scoring(words=(TotalWord(at=Decimal(80), word="godt"),))})
COURSE = [
    MonthEnd(date(2017, 4, 30), None, None),
    MonthEnd(MAY, LikelyTotal(Fraction(50), Fraction(20), Fraction(80)), 0.256),
]


def bar(total: YearTotal) -> list[str]:
    made = make_bar(total, DA)
    return [made.year, made.value, *made.notes]


def test_a_year_says_what_is_computed_decided_or_expected() -> None:
    assert bar(DONE) == ["2017", "50"]
    assert bar(replace(DONE, decided=Fraction(75))) == ["2017", "50", "besluttet 75"]
    assert bar(replace(DONE, decided=Fraction(50))) == ["2017", "50"]
    assert bar(RUNNING) == ["2017", "50", "forventet", "0–100"]


def test_a_year_that_is_over_with_results_missing_is_not_expected_to_be_anything() -> None:
    unsettled = make_year_total(scored(TWO, event("1.1")))
    assert bar(unsettled) == ["2017", "–", "mangler endelig opgørelse", "50 opnået"]
    assert make_bar(unsettled, DA).hatched is None
    assert bar(make_year_total(scored(TWO))) == ["2017", "–", "mangler endelig opgørelse"]


def test_a_running_year_without_a_forecast_for_every_goal_has_its_bounds() -> None:
    silent = make_year_total(scored(TWO, as_of=date(2017, 2, 1)))
    assert bar(silent) == ["2017", "", "forventet", "mellem 0 og 100", "ikke prognose for alle mål"]


def test_a_plan_without_a_total_says_so() -> None:
    assert bar(replace(DONE, state=YearState.NO_TOTAL)) == [
        "2017",
        "–",
        "planen har ingen samlet målopfyldelse",
    ]


def drawn(of: Plan, course: list[MonthEnd]) -> str:
    return draw_years([DONE, RUNNING], of, course, MAY, DA)


def test_both_drawings_are_told_in_words_and_as_tables() -> None:
    html = drawn(TWO, COURSE)
    assert Reader(html).values("aria-label")[0] == "2017: 50; 2017: 50 forventet 0–100"
    assert "31. maj 2017: 50 (20–80)" in html
    assert captions(html) == ["Målopfyldelse pr. år", "Årets forløb"]
    assert "31.05.2017 50 (20–80)" in rows(html)
    assert "30.04.2017 ikke prognose for alle mål" in rows(html)


def test_a_plan_s_own_threshold_has_its_line_and_its_likelihood_month_by_month() -> None:
    html = drawn(WORDED, COURSE)
    said = plain(html)
    assert "Sandsynlighed for mindst 80 point, pct. 26" in said
    assert said.count("planens grænse 80") == 2
    assert "31.05.2017 50 (20–80) 26 pct." in rows(html)
    assert "grænse" not in drawn(TWO, COURSE)


def test_without_a_forecast_there_is_a_sentence_and_no_empty_drawing() -> None:
    html = drawn(plan(goal("1", milestone("1.1"))), COURSE[:1])
    assert "Der er ingen prognose for Plan som helhed" in plain(html)
    assert html.count('role="img"') == 1
