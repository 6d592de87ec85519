"""The page of an institution, as a reader meets it: its years, every goal, its plans, and the day."""

from __future__ import annotations

import re

import pytest

from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, row

INSPECTION = {"institution": "eksempel-tilsyn", "as_of": "2026-11-20"}


def titles(html: str) -> list[str]:
    return [plain(found) for found in re.findall(r"<h3>(.*?)</h3>", html)]


def test_the_page_answers_with_figures_alone_drawn_without_a_chart_s_script(open_page: Open) -> None:
    at = open_page("institution", **INSPECTION)
    html = text(at)
    assert not at.get("plotly_chart")
    assert row(html, "2025") == "2025 65"
    assert row(html, "2026").startswith("2026 54, forventet, 30–85")
    assert html.count('class="m-plot"') == 7


def test_goals_stand_by_risk_or_in_the_plan_s_order_and_the_choice_is_in_the_address(open_page: Open) -> None:
    by_risk, by_plan = (
        titles(text(open_page("institution", **INSPECTION, **order))) for order in ({}, {"order": "plan"})
    )
    assert sorted(by_risk) == sorted(by_plan)
    assert [title.split()[0] for title in by_plan] == [
        "1.1",
        "1.2",
        "1.3",
        "2.1",
        "2.2",
        "3.1",
        "3.2",
        "3.2",
        "3.3",
    ]
    assert by_risk[0].startswith("1.1")
    assert by_risk[-1].startswith("3.3")
    assert "er ikke en rækkefølge" in text(open_page("institution", **INSPECTION, order="alder"))


def test_an_earlier_day_shows_what_was_known_then(open_page: Open) -> None:
    early = text(open_page("institution", institution="eksempel-tilsyn", as_of="2025-06-30"))
    assert "Mål- og resultatplan 2026" not in early
    assert row(early, "2025").startswith("2025 ")
    assert "forventet" in row(early, "2025")


def test_series_of_older_plans_alone_are_shown_after_the_current_ones(open_page: Open) -> None:
    html = text(open_page("institution", institution="cpr"))
    assert [title.split()[0] for title in titles(html)][-2:] == ["3.1", "3.1"]
    assert plain(html).count("fra planen 2017") == 2
    assert "mangler endelig opgørelse" in plain(html)


@pytest.mark.parametrize(
    ("lang", "said"), [("da", "Alle mål over årene"), ("en", "All goals over the years")]
)
def test_the_page_is_in_both_languages(open_page: Open, lang: str, said: str) -> None:
    assert said in text(open_page("institution", **INSPECTION, lang=lang))


def test_the_plan_and_the_goal_lead_back_to_their_institution(open_page: Open) -> None:
    for page in (open_page("plan", plan="cpr-2017"), open_page("goal", plan="cpr-2017", goal="2.1")):
        assert 'href="/institution?institution=cpr"' in text(page)


@pytest.mark.parametrize(
    "day", ["2024-02-29", "2025-03-31", "2025-10-20", "2026-01-31", "2026-07-14", "2026-11-20"]
)
@pytest.mark.parametrize("name", ["tilsyn", "register", "ankenaevn"])
def test_the_page_the_plan_s_and_the_table_of_institutions_say_the_same_total(
    open_page: Open, name: str, day: str
) -> None:
    key = f"eksempel-{name}"
    own = text(open_page("institution", institution=key, as_of=day))
    plan = text(open_page("plan", plan=f"{key}-{day[:4]}", as_of=day))
    (headline,) = re.findall(r'<section class="m-headline">.*?</section>', own, re.DOTALL)
    assert headline in plan
    (figure,) = re.findall(r'<p class="m-figure"><b>([^<]*)</b>', headline)
    assert re.search(rf"\b{figure}\b", row(own, day[:4]).removeprefix(day[:4]))
    name_shown = plain(re.findall(r"<h1>(.*?)<", own)[0])
    assert re.search(rf" {figure} forventet", row(text(open_page("development", as_of=day)), name_shown))


def test_the_last_month_of_the_course_is_the_total_of_the_day(open_page: Open) -> None:
    html = text(open_page("institution", **INSPECTION))
    assert row(html, "20.11.2026") == "20.11.2026 54 (30–85)"
    assert row(html, "2026").startswith("2026 54, forventet, 30–85")


def test_only_the_running_plan_s_reports_are_listed_and_a_day_before_any_figures_says_so_once(
    open_page: Open,
) -> None:
    html = plain(text(open_page("institution", institution="eksempel-tilsyn", as_of="2025-03-31")))
    assert html.count("kvartalsrapport, Mål- og resultatplan") == 4
    assert html.count("forelå der endnu ingen tal") == 1
