"""Goals that need attention: which they are, why, and in which order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from metrics.facts.schema import Event
from metrics.followup.concerns import Concern, find_concerns
from metrics.followup.outlook import find_outlook
from metrics.followup.risk import RiskRule
from metrics.followup.thresholds import USUAL
from metrics.plan.model import Plan
from metrics.status import Status
from tests.factories import catalogue, event, facts, goal, milestone, plan

JUNE = date(2017, 6, 10)
WEIGHED = plan(
    goal("1", milestone("1.1", date(2017, 6, 20)), weight=Decimal(20)),
    goal("2", milestone("2.1", date(2017, 6, 25)), weight=Decimal(30)),
    goal("3", milestone("3.1", date(2017, 6, 15)), weight=Decimal(30)),
    goal("4", milestone("4.1", date(2017, 12, 1)), weight=Decimal(20)),
    scoring={"weights": "given"},
)


def concerns(*plans: Plan, as_of: date = JUNE, said: tuple[Event, ...] = ()) -> list[Concern]:
    known = facts(*said, as_of=as_of, known_at=as_of)
    return find_concerns(find_outlook(p, known, catalogue(), USUAL) for p in plans)


def test_most_points_come_first_and_then_the_fewest_days_left() -> None:
    assert [c.goal.goal.number for c in concerns(WEIGHED)] == ["3", "2", "1"]


def test_points_of_plans_with_other_totals_are_ranked_by_their_share() -> None:
    """All of 10 points weigh more than 30 of 100."""
    tens = plan(goal("1", milestone("1.1", date(2017, 7, 1))), id="tens", scoring={"possible": 10})
    assert [c.outlook.score.plan.id for c in concerns(WEIGHED, tens)] == ["tens", *["plan-2017"] * 3]


def test_a_concern_has_its_reasons_and_no_mere_notice() -> None:
    first = concerns(WEIGHED)[0]
    assert [flag.rule for flag in first.flags] == [RiskRule.MILESTONE_SOON]
    assert first.first is first.flags[0]
    assert RiskRule.SILENT in [flag.rule for flag in first.outlook.of_goal("3")]


def test_a_late_goal_is_a_concern_and_a_met_one_is_not() -> None:
    said = (event("1.1", on=date(2017, 6, 5)), event("2.1", on=date(2017, 6, 5)))
    (late,) = concerns(WEIGHED, as_of=date(2017, 6, 16), said=said)
    assert (late.goal.goal.number, late.goal.status) == ("3", Status.OVERDUE_DATA)
    assert late.first.rule is RiskRule.OVERDUE


def test_what_awaits_the_department_is_listed_as_its_debt() -> None:
    said = (event("3.1", "claimed", on=JUNE), event("1.1", on=JUNE), event("2.1", on=JUNE))
    (found,) = concerns(WEIGHED, as_of=date(2017, 6, 20), said=said)
    assert (found.goal.status, found.first.rule) == (Status.AWAITING_CONFIRMATION, RiskRule.AWAITING)


def test_goals_of_several_plans_stand_in_one_list() -> None:
    whole = plan(goal("1", milestone("1.1", date(2017, 7, 1))), id="whole")
    assert [(c.outlook.score.plan.id, c.goal.goal.number) for c in concerns(WEIGHED, whole)] == [
        ("whole", "1"),
        ("plan-2017", "3"),
        ("plan-2017", "2"),
        ("plan-2017", "1"),
    ]
