"""The total that is asked about: the plan's own, the next within reach, or the ministry area's."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from metrics.plan.model import Plan, Scoring, TotalWord
from metrics.plan.pay_rule import Pay
from metrics.score.scoring import Score, score_plan
from metrics.whatif.headline import find_area_total
from metrics.whatif.wanted_total import WantedSource, WantedTotal, find_wanted
from tests.believing import believing, milestones, scored_with
from tests.factories import catalogue, event, facts

AREA = Fraction(85)
PAID = Pay(cap=Decimal(10), minimum=Decimal(60))


def words(*limits: int) -> Scoring:
    return Scoring(words=tuple(TotalWord(word=f"over {at}", at=Decimal(at)) for at in limits))


def wanted(plan: Plan, *chances: float | None) -> WantedTotal:
    return find_wanted(scored_with(plan, believing(*chances)), AREA)


def settled() -> Score:
    return score_plan(milestones(2), facts(event("1.1"), event("2.1")), catalogue())


def test_the_pay_minimum_of_the_plan_comes_first_and_then_the_only_limit_in_its_words() -> None:
    assert wanted(milestones(2, pay=PAID), 0.9, 0.5) == WantedTotal(Fraction(60), WantedSource.PAY)
    assert wanted(milestones(2, scoring=words(75, 0)), 0.9, 0.5) == WantedTotal(
        Fraction(75), WantedSource.SCALE
    )


def test_a_plan_of_several_limits_or_none_is_asked_about_the_next_total_above_the_expected_one() -> None:
    """Four goals of 25 points; 0.9 + 0.8 + 0.7 + 0.6 of them are expected, which is 75, or just below."""
    for plan in (milestones(4), milestones(4, scoring=words(90, 50, 0))):
        assert wanted(plan, 0.9, 0.8, 0.7, 0.5) == WantedTotal(Fraction(75), WantedSource.NEXT)
        assert wanted(plan, 0.9, 0.8, 0.8, 0.7) == WantedTotal(Fraction(100), WantedSource.NEXT)


def test_where_nothing_is_above_the_expected_total_it_is_that_one() -> None:
    assert wanted(milestones(2), 1.0, 1.0).points == 100
    assert wanted(milestones(2), 0.0, 0.0).points == 0


def test_without_a_distribution_or_with_nothing_open_it_is_what_the_area_calls_enough() -> None:
    assert wanted(milestones(2), 0.9, None) == WantedTotal(AREA, WantedSource.AREA)
    assert find_wanted(settled(), AREA) == WantedTotal(AREA, WantedSource.AREA)


def test_what_the_area_calls_enough_is_a_share_of_what_the_plan_has() -> None:
    assert find_area_total(milestones(2, scoring=Scoring(possible=Decimal(60))), AREA) == 51
