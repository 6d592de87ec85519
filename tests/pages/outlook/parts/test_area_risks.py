"""What is found of an area's risks, and how areas and goals are ranked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from metrics.followup.deadlines import find_deadlines
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.thresholds import USUAL
from metrics.plan.model import Plan
from pages.outlook.parts.area_risks import (
    WEIGHTIEST,
    RiskBrief,
    WeighedGoal,
    brief_area,
    choose_weightiest,
    find_area_risks,
    rank_areas,
)
from tests.factories import assessed, catalogue, compared, facts, goal, milestone, plan

PLAN = plan(goal("1", compared("1.1")), goal("2", milestone("2.1")))
SUMMER = date(2017, 7, 10)


def seen(of: Plan, day: date) -> Outlook:
    return find_outlook(of, facts(as_of=day), catalogue(), USUAL)


def weighed(share: int, due: date = SUMMER, number: str = "1") -> WeighedGoal:
    return WeighedGoal(Fraction(share, 100), due, PLAN, number)


def test_what_is_late_is_told_apart_from_what_is_at_risk() -> None:
    """On 10 July the milestone of June is late; the year's figure is owed with its settlement and report."""
    now = seen(PLAN, SUMMER)
    owed = find_deadlines([now.score], SUMMER)
    found = find_area_risks([now], owed, SUMMER)
    assert [one.goal.goal.number for one in found.late] == ["2"]
    assert (found.others, found.at_risk) == ((), ())
    brief = brief_area("Area", [now], found, catalogue())
    counted = (brief.institutions, brief.at_risk, brief.late, brief.owed)
    assert counted == (1, 0, 1, 1)
    assert (brief.next_due, brief.next_report) == (date(2017, 7, 14), date(2017, 7, 14))
    assert [one.goal for one in brief.weightiest] == ["2"]
    assert brief.owing == {PLAN.institution}


def test_what_another_role_is_late_with_is_not_late_of_the_role_that_is_asked_for() -> None:
    """The department is late with a verdict on a goal that the institution owes a milestone of in December."""
    both = plan(goal("1", assessed("1.1", due=date(2017, 6, 30)), milestone("1.2", due=date(2017, 12, 1))))
    now = seen(both, SUMMER)
    owed = find_deadlines([now.score], SUMMER)
    assert {one.role for one in owed if one.goal == "1"} == {"controller", "reporter"}
    late = {role: len(find_area_risks([now], owed, SUMMER, role).late) for role in ("reporter", "controller")}
    assert late == {"reporter": 0, "controller": 1}


def test_areas_with_most_at_risk_or_late_come_first_then_by_what_weighs_most_and_by_name() -> None:
    area = RiskBrief("A", False, 1, 2, 1, 0, None, None, (weighed(10),), frozenset())
    heavier = replace(area, name="B", at_risk=1, late=2, weightiest=(weighed(20),))
    worst, quiet = (replace(area, name=name, at_risk=count, late=0) for name, count in (("D", 4), ("E", 0)))
    calm = replace(quiet, name="C", weightiest=())
    ranked = rank_areas([calm, quiet, area, replace(area, name="AA"), heavier, worst])
    assert [one.name for one in ranked] == ["D", "B", "A", "AA", "E", "C"]


def test_of_all_areas_the_goals_with_most_at_stake_are_chosen_the_first_due_before_others() -> None:
    area = RiskBrief("A", False, 1, 2, 1, 0, None, None, (), frozenset())
    soon = date(2017, 7, 11)
    first = replace(area, weightiest=tuple(weighed(share) for share in range(30, 30 - WEIGHTIEST, -1)))
    second = replace(area, weightiest=(weighed(30, soon), weighed(1)))
    chosen = choose_weightiest([first, second])
    assert len(chosen) == WEIGHTIEST
    assert [(int(one.share * 100), one.due) for one in chosen[:3]] == [(30, SUMMER), (30, soon), (29, SUMMER)]
