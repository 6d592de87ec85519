"""The links between initiatives and yearly goals as HTML."""

from __future__ import annotations

from datetime import date

from metrics.direction.direction_plan import GoalLink
from metrics.direction.direction_terms import Relation
from metrics.plan.model import Plan
from pages.status.parts.direction import serving_sheet
from tests.directions import direction, initiative
from tests.factories import goal, plan
from tests.pages.drawing import plain, writer

YEARLY: Plan = plan(goal("1"), goal("2"), id="p", start=date(2024, 1, 1), end=date(2024, 12, 31))
EARLIER = plan(goal("1"), id="early", start=date(2021, 1, 1), end=date(2021, 12, 31))
FOUND = direction(
    initiative(
        goals=(
            GoalLink(plan="p", goal="1"),
            GoalLink(plan="early", goal="1", relation=Relation.PRECEDES),
        )
    )
).bare


def test_a_goal_says_what_it_serves_or_that_it_serves_nothing() -> None:
    def said(of: Plan, number: str) -> str:
        return plain(serving_sheet.draw_direction_of_goal(of, number, [FOUND], writer()))

    assert said(YEARLY, "1") == "Retning Målet tjener indsats 1.1 Initiative 1.1 ( Plan 2023-2025 )"
    assert said(YEARLY, "2") == "Retning Målet tjener ingen indsats i udviklingsplanen."
    assert said(EARLIER, "1") == "Retning Målet gik forud for indsats 1.1 Initiative 1.1 ( Plan 2023-2025 )"
    assert said(plan(), "1") == ""


def test_a_plan_leads_to_its_direction_and_names_the_goals_that_serve_nothing() -> None:
    drawn = serving_sheet.draw_direction_of_plan(YEARLY, [FOUND], writer())
    assert plain(drawn) == "Retning Plan 2023-2025 Tjener ingen indsats: 2 2."
    assert 'href="/retning?plan=plan-2023"' in drawn
    assert plain(serving_sheet.draw_direction_of_plan(EARLIER, [FOUND], writer())) == "Retning Plan 2023-2025"
    assert serving_sheet.draw_direction_of_plan(plan(), [FOUND], writer()) == ""


def test_an_institution_leads_to_its_development_plans() -> None:
    assert 'href="/retning?plan=plan-2023"' in serving_sheet.draw_directions([FOUND], writer())
    assert serving_sheet.draw_directions([], writer()) == ""
