"""What a plan must satisfy, at the edge of each rule: the last that is allowed and the first that is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.algebra.tree import Rule
from metrics.plan.model import Amendment, Closing, Institution, Plan, Scoring, Signature
from metrics.plan.pay_rule import Pay, PayPoint
from metrics.plan.requirements import PlanPieces, find_plan_problems
from metrics.plan.terms import Party, Weights
from tests.factories import INDICATOR, OWNER, compared, goal, indicator, milestone, plan

START, END = date(2017, 1, 1), date(2017, 12, 31)
AFTER_END = date(2018, 1, 1)
SIGNED = date(2016, 12, 15)


def codes(of: Plan) -> list[str]:
    """What is wrong with a plan of one institution with one indicator."""
    pieces = PlanPieces(
        of,
        of.goals,
        [Institution(id=OWNER, name=OWNER, ministry_area="Area")],
        [indicator()],
        (),
        declared=frozenset({(OWNER, INDICATOR)}),
        owners=frozenset({OWNER}),
        goal_numbers=[one.number for one in of.goals],
        whole=True,
    )
    return [problem.code for problem in find_plan_problems(pieces)]


def signed(on: date, *parties: Party) -> tuple[Signature, ...]:
    return tuple(
        Signature(party=party, organisation="O", role="R", on=on) for party in parties or tuple(Party)
    )


@pytest.mark.parametrize(("on", "found"), [(END, ["closed_before_end"]), (AFTER_END, [])])
def test_a_plan_is_closed_once_its_last_day_is_over(on: date, found: list[str]) -> None:
    assert codes(plan(closed=Closing(on=on))) == found


@pytest.mark.parametrize(("on", "found"), [(date(2016, 12, 14), ["amendment_before"]), (SIGNED, [])])
def test_a_plan_may_be_amended_on_the_day_it_is_signed(on: date, found: list[str]) -> None:
    amended = Amendment(on=on, reason="R", signatures=signed(on))
    assert codes(plan(signatures=signed(SIGNED), amendments=(amended,))) == found


@pytest.mark.parametrize(("on", "found"), [(END, []), (AFTER_END, ["signed_after_end"])])
def test_a_plan_may_be_signed_on_its_last_day(on: date, found: list[str]) -> None:
    assert codes(plan(signatures=signed(on, Party.DEPARTMENT))) == found


@pytest.mark.parametrize(("due", "found"), [(date(2016, 12, 31), ["due_before_start"]), (START, [])])
def test_a_milestone_may_be_due_on_the_first_day(due: date, found: list[str]) -> None:
    assert codes(plan(goal("1", milestone(due=due)))) == found


@pytest.mark.parametrize(("counted", "found"), [(True, []), (False, ["k_too_large"])])
def test_at_least_two_of_two_is_allowed_where_both_count(counted: bool, found: list[str]) -> None:
    criteria = compared("1.1"), compared("1.2", scored=counted)
    assert codes(plan(goal("1", *criteria, rule=Rule.AT_LEAST, k=2))) == found


@pytest.mark.parametrize(
    ("before", "found"), [(date(2017, 6, 30), []), (date(2017, 7, 1), ["dates_out_of_order"])]
)
def test_a_milestone_may_wait_for_one_of_the_same_day(before: date, found: list[str]) -> None:
    later = milestone("1.2", date(2017, 6, 30), depends_on="1.1")
    assert codes(plan(goal("1", milestone("1.1", before), later))) == found


@pytest.mark.parametrize(("end", "found"), [(END, []), (AFTER_END, ["plan_longer_than_year"])])
def test_a_plan_with_measured_goals_lasts_a_year_and_not_a_day_more(end: date, found: list[str]) -> None:
    assert codes(plan(end=end)) == found


def test_the_weight_of_a_goal_outside_the_score_is_not_among_those_that_add_up() -> None:
    goals = [
        goal("1", weight=Decimal(100)),
        goal("2", compared("2.1"), weight=Decimal(5), scored=False),
    ]
    scoring = Scoring(weights=Weights.GIVEN, possible=Decimal(100))
    assert codes(plan(*goals, scoring=scoring)) == []
    assert codes(plan(goals[0].model_copy(update={"weight": Decimal(95)}), goals[1], scoring=scoring)) == [
        "weights_must_sum"
    ]


@pytest.mark.parametrize(("share", "found"), [("0.5", []), ("0.4", ["grade_not_rising"])])
def test_a_pay_table_may_be_level_and_may_not_fall(share: str, found: list[str]) -> None:
    table = (
        PayPoint(at=Decimal(50), share=Decimal("0.5")),
        PayPoint(at=Decimal(80), share=Decimal(share)),
    )
    assert codes(plan(pay=Pay(cap=Decimal(10), table=table))) == found
