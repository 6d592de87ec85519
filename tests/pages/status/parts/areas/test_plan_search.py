"""Plans are found by every word of a text in the institution's name, or in a goal's title; and ranked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.status.parts.areas.area_brief import Order, brief_area
from pages.status.parts.areas.plan_search import rank_plans, search_plans
from tests.pages.areas import seen, view

NAMES = {"north": "Styrelsen for Nord", "south": "Sydtilsynet"}
AREA = brief_area(view(seen("north", 0.9, 0.9), seen("south", 0.3)))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"north": [], "south": []}),
        ("NORD", {"north": []}),
        ("nord styrelsen", {"north": []}),
        ("syd nord", {}),
        ("2", {"north": ["2"]}),
        ("tilsyn", {"south": []}),
        ("%", {}),
    ],
)
def test_every_word_is_in_the_name_or_else_in_the_title_of_a_goal(
    asked: str, found: dict[str, list[str]]
) -> None:
    plans = search_plans([AREA], asked, NAMES)
    assert {one.brief.plan.institution: [goal.number for goal in one.goals] for one in plans} == found


def test_plans_are_ranked_by_share_with_unknown_ones_last_by_name_or_by_what_is_late() -> None:
    north, south = sorted(search_plans([AREA], "", NAMES), key=lambda one: one.brief.plan.institution)
    unknown = south._replace(brief=replace(south.brief, total=None, between=None))
    late = north._replace(brief=replace(north.brief, missing=1))
    assert rank_plans([north, south], Order.WORST, NAMES) == [south, north]
    assert rank_plans([unknown, north], Order.WORST, NAMES) == [north, unknown]
    assert rank_plans([south, north], Order.NAME, NAMES) == [north, south]
    assert rank_plans([south, late], Order.LATE, NAMES) == [late, south]
