"""Which yearly goals serve which initiatives, in both directions, and what serves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from metrics.direction.direction_plan import Direction, GoalLink, Initiative
from metrics.direction.direction_terms import Relation
from metrics.plan.model import Goal, Plan


@dataclass(frozen=True, slots=True)
class ServingGoal:
    """A goal of a yearly plan that is linked to an initiative."""

    direction: Direction
    initiative: Initiative
    link: GoalLink
    plan: Plan
    goal: Goal


def find_serving(direction: Direction, plans: Mapping[str, Plan]) -> list[ServingGoal]:
    """Find every link of a development plan to a goal that is there, initiative by initiative, by the plans' years."""
    return sorted(
        _find_links(direction, plans),
        key=lambda one: (direction.initiatives.index(one.initiative), one.plan.start),
    )


def _find_links(direction: Direction, plans: Mapping[str, Plan]) -> Iterator[ServingGoal]:
    for initiative in direction.initiatives:
        for link in initiative.goals:
            plan = plans.get(link.plan)
            goal = next((one for one in plan.goals if one.number == link.goal), None) if plan else None
            if plan and goal:
                yield ServingGoal(direction, initiative, link, plan, goal)


def find_served(directions: Iterable[Direction], plan: Plan, goal: str) -> list[ServingGoal]:
    """Find which initiatives a goal serves, or went before."""
    return [
        one
        for direction in directions
        for one in find_serving(direction, {plan.id: plan})
        if one.goal.number == goal
    ]


def find_yearly_plans(direction: Direction, plans: Iterable[Plan]) -> list[Plan]:
    """Find the signed yearly plans of the institution that lie within the development plan's years, oldest first."""
    own = (plan for plan in plans if plan.institution == direction.institution and plan.locked)
    return sorted(
        (plan for plan in own if plan.start <= direction.end and direction.start <= plan.end),
        key=lambda plan: plan.start,
    )


def find_unserved(direction: Direction, plan: Plan) -> list[Initiative]:
    """Find the initiatives that no goal of a yearly plan serves."""
    served = {one.initiative.number for one in _select_serving(find_serving(direction, {plan.id: plan}))}
    return [one for one in direction.initiatives if one.number not in served]


def find_serving_nothing(directions: Sequence[Direction], plan: Plan) -> list[Goal]:
    """Find the goals of a yearly plan that serve no initiative of its institution's development plans."""
    own = [one for one in directions if one.initiatives and plan in find_yearly_plans(one, [plan])]
    serving = {
        one.goal.number
        for direction in own
        for one in _select_serving(find_serving(direction, {plan.id: plan}))
    }
    return [goal for goal in plan.goals if goal.number not in serving] if own else []


def _select_serving(links: Iterable[ServingGoal]) -> Iterator[ServingGoal]:
    return (one for one in links if one.link.relation is Relation.SERVES)
