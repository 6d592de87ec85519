"""A measured criterion: the comparable results before its plan."""

from __future__ import annotations

from fractions import Fraction

from metrics.plan.criteria import Criterion
from metrics.plan.terms import Precision
from metrics.score.plan_check.measured_criterion import MeasuredCriterion, find_measured_criterion
from tests.checked_plans import DEFINED, good
from tests.factories import catalogue, compared, facts, goal, milestone, number, result

KNOWN = facts(
    result("2013", 70),
    result("2014", 80),
    result("2015", 85, precision=Precision.ABOUT),
    result("2016", 88),
    result("2017", 99),
)


def seen(leaf: Criterion) -> MeasuredCriterion | None:
    return find_measured_criterion(leaf, goal("1", leaf), good(), KNOWN, catalogue(DEFINED))


def test_results_before_the_plan_are_listed_from_the_newest_and_inexact_ones_left_out() -> None:
    test = seen(compared())
    assert test is not None
    assert [year for year, _ in test.list_earlier_results(3)] == [2016, 2015, 2014]
    assert test.list_exact_results(3) == [(2016, Fraction(88)), (2014, Fraction(80))]
    assert [one.year for one in test.list_figures(test.list_exact_results(3))] == [2014, 2016]


def test_a_target_that_cannot_be_better_is_the_best_possible_and_a_milestone_is_not_measured() -> None:
    best, usual = seen(compared(target=number(100))), seen(compared())
    assert best is not None
    assert usual is not None
    assert (best.is_best_possible, usual.is_best_possible) == (True, False)
    assert seen(milestone()) is None
