"""Which goals serve which initiatives, in both directions."""

from __future__ import annotations

from datetime import date

from metrics.direction.direction_plan import GoalLink
from metrics.direction.direction_terms import Relation
from metrics.direction.serving import (
    find_served,
    find_serving,
    find_serving_nothing,
    find_unserved,
    find_yearly_plans,
)
from metrics.plan.terms import Stage
from tests.directions import direction, initiative
from tests.factories import goal, plan

Y2024 = plan(goal("1"), goal("2"), goal("3"), id="p-2024", start=date(2024, 1, 1), end=date(2024, 12, 31))
Y2023 = plan(goal("1"), id="p-2023", start=date(2023, 1, 1), end=date(2023, 12, 31))
Y2021 = plan(goal("1"), id="p-2021", start=date(2021, 1, 1), end=date(2021, 12, 31))
PLANS = {one.id: one for one in (Y2024, Y2023, Y2021)}
FOUND = direction(
    initiative(
        "1.1",
        goals=(
            GoalLink(plan="p-2024", goal="2"),
            GoalLink(plan="p-2023", goal="1"),
            GoalLink(plan="p-2021", goal="1", relation=Relation.PRECEDES),
            GoalLink(plan="gone", goal="1"),
        ),
    ),
    initiative("1.2", goals=(GoalLink(plan="p-2024", goal="3", relation=Relation.PRECEDES),)),
    initiative("1.3"),
).bare


def test_the_goals_that_serve_an_initiative_come_by_the_years_of_their_plans() -> None:
    assert [(one.initiative.number, one.plan.id, one.goal.number) for one in find_serving(FOUND, PLANS)] == [
        ("1.1", "p-2021", "1"),
        ("1.1", "p-2023", "1"),
        ("1.1", "p-2024", "2"),
        ("1.2", "p-2024", "3"),
    ]


def test_a_goal_knows_what_it_serves() -> None:
    assert [one.initiative.number for one in find_served([FOUND], Y2024, "2")] == ["1.1"]
    assert find_served([FOUND], Y2024, "1") == []


def test_what_only_went_before_serves_nothing() -> None:
    assert [one.number for one in find_unserved(FOUND, Y2024)] == ["1.2", "1.3"]
    assert [one.number for one in find_serving_nothing([FOUND], Y2024)] == ["1", "3"]


def test_a_year_without_a_development_plan_asks_for_nothing() -> None:
    assert find_serving_nothing([FOUND], Y2021) == []
    assert find_serving_nothing([], Y2024) == []


def test_the_yearly_plans_of_a_development_plan_are_signed_and_within_its_years() -> None:
    draft = Y2024.model_copy(update={"id": "draft", "stage": Stage.DRAFT})
    other = Y2024.model_copy(update={"id": "other", "institution": "another"})
    assert [one.id for one in find_yearly_plans(FOUND, [Y2024, draft, other, Y2021, Y2023])] == [
        "p-2023",
        "p-2024",
    ]
