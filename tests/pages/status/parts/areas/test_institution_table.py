"""The institutions of all areas as one table, with the goals that were searched for."""

from __future__ import annotations

from pages.status.parts.areas.area_brief import brief_area
from pages.status.parts.areas.institution_table import MOST_ROWS, draw_institutions
from pages.status.parts.areas.plan_search import FoundPlan, search_plans
from tests.factories import catalogue
from tests.pages.areas import seen, view
from tests.pages.drawing import plain, row, rows, writer

KNOWN = catalogue(owners=("north", "south"))
AREA = brief_area(view(seen("north", 0.9, 0.9), seen("south", 0.5, None)))
NAMES = {key: one.name for key, one in KNOWN.institutions.items()}


def drawn(found: list[FoundPlan]) -> str:
    return str(draw_institutions(found, writer(KNOWN)))


def test_an_institution_has_its_area_its_total_and_the_goals_that_were_asked_for() -> None:
    """Two goals of 50 points, each as likely as 0.9: 90 expected, and below 50 in one of 100.

    Of the others one is silent: from 25 to 75.
    """
    html = drawn(search_plans([AREA], "2", NAMES))
    assert "/maal?plan=north-2017&amp;goal=2" in html
    north = row(html, NAMES["north"])
    assert "Området" in north
    assert " 90 50–100 " in north
    assert "mellem 25 og 75" in row(html, NAMES["south"])
    assert "2 resultatplaner" in plain(html)


def test_no_more_rows_are_drawn_than_can_be_read_and_that_is_said() -> None:
    every = search_plans([AREA], "", NAMES) * 200
    html = drawn(every)
    assert len(rows(html)) == 1 + MOST_ROWS
    assert "400 resultatplaner De første 300 vises." in plain(html)


def test_nothing_found_is_said_without_a_table() -> None:
    assert plain(drawn([])) == "0 resultatplaner"
