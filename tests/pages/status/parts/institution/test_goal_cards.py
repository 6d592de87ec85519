"""Cards of goals: one for each series, one in words for what has none, and a table of the figures."""

from __future__ import annotations

from datetime import date

from metrics.followup.goal_courses import GoalCourse, find_courses
from metrics.followup.outlook import find_outlook
from metrics.followup.thresholds import USUAL
from metrics.plan.criteria import Criterion
from metrics.plan.model import Goal
from pages.status.parts.institution.goal_cards import draw_cards, draw_figures, write_course_title
from tests.factories import catalogue, compared, facts, goal, milestone, number, plan, quarterly, reads
from tests.foreseeing import AFTER_Q3, STEADY, shares
from tests.pages.conftest import Open, text
from tests.pages.drawing import DA, HOSTILE, Reader, plain, row, writer

KNOWN = catalogue(quarterly())
YEARS = range(2014, 2018)


def titled(leaf: Criterion, title: str) -> Criterion:
    return leaf.model_copy(update={"title": title})


def courses(*goals: Goal) -> list[GoalCourse]:
    known = facts(*STEADY, *shares(2017, 45, 44, 46), as_of=AFTER_Q3)
    return find_courses(find_outlook(plan(*goals), known, KNOWN, USUAL), [], known, KNOWN)


def cards(*goals: Goal) -> str:
    return draw_cards(courses(*goals), YEARS, plan(*goals), lambda _: [], writer(KNOWN))


def test_a_card_leads_to_its_goal_and_says_its_status_its_likelihood_and_the_unit() -> None:
    html = cards(goal("1", titled(compared("1.1"), "Rettidige sager")))
    assert Reader(html).values("href") == ["/maal?plan=plan-2017&goal=1"]
    said = plain(html)
    assert said.startswith("1 Rettidige sager ")
    assert "sandsynlighed" in said
    assert "· pct." in said
    assert 'role="img"' in html


def test_a_card_never_says_that_a_forecast_is_certain() -> None:
    said = plain(cards(goal("1", compared("1.1", target=number(1)))))
    assert "sandsynlighed over 99 pct." in said


def test_a_goal_with_several_tests_has_a_card_for_each_named_by_both() -> None:
    parts = (titled(compared("3.2.1"), "Højst det aftalte"), titled(compared("3.2.2"), "IT i drift"))
    found = courses(goal("3.2", *parts).model_copy(update={"title": "Sygefravær"}))
    assert [write_course_title(one, DA) for one in found] == [
        "3.2 Sygefravær: højst det aftalte",
        "3.2 Sygefravær: IT i drift",
    ]


def test_a_goal_without_figures_has_each_test_s_status_in_words_and_what_is_open_its_day() -> None:
    html = cards(goal("2", titled(milestone("2.1", date(2017, 12, 1)), "Planen er godkendt")))
    assert "Planen er godkendt, senest 01.12.2017" in plain(html)
    assert 'role="img"' not in html
    assert "Vis som tabel" not in html


def test_a_target_that_has_no_number_yet_is_told_in_words() -> None:
    leaf = compared("1.1", operator="<=", target=reads(year=2018))
    assert "Måltal 2017: højst resultatet for 2018, ikke opgjort" in plain(cards(goal("1", leaf)))


def test_a_goal_known_in_outline_says_so() -> None:
    assert DA.t("why.outline") in plain(cards(Goal(number="7", title="Senere", outline=True)))


def test_the_table_has_every_year_of_every_drawing() -> None:
    html = draw_figures(courses(goal("1", compared("1.1"))), YEARS, DA)
    said = row(html, "1 1.1, pct.")
    assert said.count("måltal mindst 90") == 1
    assert "forventet" in said
    assert Reader(html).tags.count("th") == 1 + len(YEARS) + 1
    assert draw_figures([], YEARS, DA) == ""


def test_titles_are_escaped() -> None:
    html = cards(goal("1", titled(compared("1.1"), HOSTILE)))
    assert "script" not in Reader(html).tags


def test_once_the_year_is_over_a_card_says_that_the_final_settlement_is_missing() -> None:
    known = facts(as_of=date(2018, 2, 1))
    of = plan(goal("1", compared("1.1")), goal("2", milestone("2.1")))
    found = find_courses(find_outlook(of, known, KNOWN, USUAL), [], known, KNOWN)
    said = plain(draw_cards(found, YEARS, of, lambda _: [], writer(KNOWN)))
    assert said.count("Mangler endelig opgørelse") == 2
    assert "Mangler indberetning" not in said


def test_the_card_of_a_goal_whose_deviation_is_accepted_never_says_at_risk(open_page: Open) -> None:
    html = text(open_page("institution", institution="eksempel-ankenaevn", as_of="2026-11-20"))
    (card,) = [part for part in html.split("<li>") if "1.2 " in part.split("</h3>")[0] and "<h3>" in part]
    said = plain(card)
    assert "Accepteret afvigelse" in said
    assert "I risiko" not in said
