"""A day on which nothing was known yet says so, and leads to the same day as it is known today."""

from __future__ import annotations

from datetime import date

import pytest

from terminal.common import find_today
from tests.pages.conftest import Open, record, text
from tests.pages.drawing import plain

GOAL = {"plan": "cpr-2017", "goal": "2.1"}
PAGES = {
    "overview": {},
    "development": {},
    "institution": {"institution": "cpr"},
    "risk": {},
    "plan": GOAL,
    "goal": GOAL,
    "whatif": GOAL,
}
OFFER = "Vis dagen med de oplysninger, der foreligger i dag"
DAY = "2017-12-31"


def said(open_page: Open, key: str, **query: str) -> str:
    return text(open_page(key, **query)).replace("\u00a0", " ")


@pytest.mark.parametrize("key", PAGES)
def test_a_day_before_anything_was_reported_says_so_and_offers_what_is_known_today(
    open_page: Open, database: str, key: str
) -> None:
    assert OFFER not in said(open_page, key, **PAGES[key], as_of=DAY)
    record(database, ("cpr", "klagesager-rettidigt", "2017", "91"), recorded=date(2018, 3, 1))
    html = said(open_page, key, **PAGES[key], as_of=DAY)
    assert "Den 31. december 2017 forelå der endnu ingen tal eller tilbagemeldinger om plane" in html
    assert f'known_at={find_today()}" data-nav="1">{OFFER}</a>' in html
    assert OFFER not in said(open_page, key, **PAGES[key], as_of=DAY, known_at="2018-03-01")
    assert OFFER not in said(open_page, key, **PAGES[key], as_of="2018-03-01")


@pytest.mark.parametrize("key", PAGES)
def test_a_day_without_plans_says_so_and_offers_nothing_where_there_is_nothing(
    open_page: Open, key: str
) -> None:
    html = said(open_page, key, as_of="2001-01-01")
    assert "Der var ingen planer den 1. januar 2001" in html
    assert OFFER not in html


def test_a_plan_of_a_day_before_it_was_known_is_offered_as_known_today(open_page: Open) -> None:
    """The plan of 2021 was known from 15 December 2020."""
    html = said(open_page, "plan", plan="cpr-2021", as_of="2021-06-30", known_at="2019-12-31")
    assert "Der er ingen plan “cpr-2021” den 30. juni 2021." in html
    assert f"known_at={find_today()}" in html
    assert OFFER in html
    assert OFFER not in said(open_page, "plan", plan="cpr-1999", as_of="2021-06-30", known_at="2019-12-31")


def test_plans_that_were_not_known_on_a_day_are_offered_as_known_today(open_page: Open) -> None:
    html = said(open_page, "overview", as_of="2018-06-30", known_at="2010-12-31", lang="en")
    assert "There were no plans on 30 June 2018." in plain(html)
    assert "Show the day with what is known today" in html


def test_an_institution_whose_plans_were_not_known_yet_is_offered_as_known_today(open_page: Open) -> None:
    html = said(
        open_page, "institution", institution="eksempel-tilsyn", as_of="2023-06-30", known_at="2019-12-31"
    )
    assert "Der er ingen institution “eksempel-tilsyn”" in html
    assert OFFER in html
