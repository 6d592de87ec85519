"""A draft on last year's results: figures worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.facts.schema import Result
from metrics.periods import Period, move_year_on
from metrics.plan.criteria import Compare, Criterion
from metrics.plan.formula import Constant, Growth, Quantity, Reading, Step
from metrics.plan.formula import Path as TargetPath
from metrics.plan.model import Goal, Plan
from metrics.plan.terms import Operator, Over, Stage
from metrics.score.preview import (
    find_unreckoned,
    find_years_back,
    move_back,
    move_years_ahead,
    preview_score,
)
from metrics.score.scoring import Score
from metrics.status import Status
from tests import factories as make

READ = Reading(indicator=make.INDICATOR)


def asked(target: Quantity, operator: Operator = Operator.AT_LEAST, value: Reading = READ) -> Goal:
    """A goal that compares the default indicator with a target."""
    return make.goal(
        "1",
        Criterion(number="1.1", title="x", compare=Compare(value=value, operator=operator, target=target)),
    )


def draft(*goals: Goal) -> Plan:
    """A draft for 2017."""
    return make.plan(*goals, stage=Stage.DRAFT)


def on_last_year(plan: Plan, *results: Result, quarterly: bool = False) -> Score:
    series = make.quarterly() if quarterly else make.indicator()
    return preview_score(plan, make.observation_frame(results), make.catalogue(series))


@pytest.mark.parametrize(
    ("period", "later"),
    [
        ("2016", "2017"),
        ("2016Q3", "2017Q3"),
        ("2016-09", "2017-09"),
        ("2016-09-30", "2017-09-30"),
        ("2016-02-29", "2017-02-28"),
        ("2015-02-28", "2016-02-29"),
        ("2016-11/2017-01", "2017-11/2018-01"),
    ],
)
def test_a_period_a_year_later_keeps_its_form(period: str, later: str) -> None:
    assert move_year_on(period) == later


@given(st.integers(1900, 2098), st.sampled_from(["", "Q1", "Q4", "-02", "-12", "-02-28", "-12-31"]))
def test_moved_observations_have_the_days_of_their_new_period(year: int, form: str) -> None:
    moved = move_years_ahead(make.observation_frame([make.result(f"{year}{form}", 1)])).row(0, named=True)
    period = Period.parse(moved["period"])
    assert (moved["start"], moved["end"]) == (period.start, period.end)
    assert period.start.year == year + 1


def test_no_observations_move_to_none() -> None:
    empty = make.observation_frame([])
    assert move_years_ahead(empty).equals(empty)
    assert move_years_ahead(empty).schema == empty.schema


def test_last_year_s_result_is_held_against_this_year_s_target() -> None:
    path = TargetPath(by_year=(Step(year=2016, number=Decimal(80)), Step(year=2017, number=Decimal(90))))
    plan = draft(asked(path))
    assert on_last_year(plan, make.result("2016", 91)).points.secured == 100
    assert on_last_year(plan, make.result("2016", 85)).points.lost == 100


def test_a_year_that_is_not_over_is_not_the_last_full_one() -> None:
    """A draft for 2017, drafted in 2016, is tried on 2015; in 2017 on 2016, and no later than the year before it."""
    plan = draft(asked(Constant(number=Decimal(90))))
    days = (date(2015, 6, 1), date(2016, 12, 31), date(2017, 1, 1), date(2020, 1, 1))
    assert [find_years_back(plan, day) for day in days] == [3, 2, 1, 1]
    told = make.observation_frame([make.result("2015", 91), make.result("2016", 10)])
    catalogue = make.catalogue(make.indicator())
    assert preview_score(plan, told, catalogue, 2).points.secured == 100
    assert preview_score(plan, told, catalogue, 1).points.lost == 100


def test_a_plan_that_ends_on_a_leap_day_is_tried_on_the_year_before() -> None:
    assert move_back(date(2024, 2, 29), 1) == date(2023, 2, 28)


def test_what_is_named_by_its_year_moves_as_far_as_the_results() -> None:
    named = Reading(indicator=make.INDICATOR, year=2014)
    plan = draft(asked(named))
    told = make.observation_frame([make.result("2014", 80), make.result("2015", 81)])
    assert preview_score(plan, told, make.catalogue(make.indicator()), 2).points.secured == 100


def test_the_goals_that_cannot_be_reckoned_are_those_that_count_and_are_open() -> None:
    outside = make.goal("3", make.milestone("3.1")).model_copy(update={"scored": False})
    plan = draft(asked(Constant(number=Decimal(90))), make.goal("2", make.milestone("2.1")), outside)
    assert [one.goal.number for one in find_unreckoned(on_last_year(plan, make.result("2016", 91)))] == ["2"]
    assert [one.goal.number for one in find_unreckoned(on_last_year(plan))] == ["1", "2"]


def test_weights_and_quarters_are_reckoned_as_the_rule_says() -> None:
    """(80 + 90 + 90 + 96) / 4 = 89, which is under 90: half of the points are lost, the milestone's half is open."""
    mean = Reading(indicator=make.INDICATOR, over=Over.MEAN)
    goals = asked(Constant(number=Decimal(90)), value=mean), make.goal("2", make.milestone("2.1"))
    quarters = [make.result(f"2016Q{n}", value) for n, value in enumerate((80, 90, 90, 96), 1)]
    score = on_last_year(draft(*goals), *quarters, quarterly=True)
    assert score.points.secured == 0
    assert score.points.open == score.points.lost == 50
    trace = make.the_trace(score.goals[0])
    assert trace.actual is not None
    assert trace.actual.value == 89


def test_milestones_and_assessments_are_undecided_and_never_late() -> None:
    goal = make.goal("1", make.milestone("1.1", due=date(2017, 1, 31)), make.assessed("1.2"))
    score = on_last_year(draft(goal))
    assert [leaf.status for leaf in score.goals[0].leaves()] == [Status.NOT_DUE, Status.NOT_DUE]
    assert score.points.open == 100


def test_better_than_the_year_before_is_last_year_against_the_one_before_it() -> None:
    before = Reading(indicator=make.INDICATOR, offset=-1, factor=Decimal("0.95"))
    plan = draft(asked(before, Operator.AT_MOST))
    assert on_last_year(plan, make.result("2015", 10), make.result("2016", "9.5")).points.secured == 100
    assert on_last_year(plan, make.result("2015", 10), make.result("2016", "9.6")).points.lost == 100


@pytest.mark.parametrize(
    "baseline",
    [
        Reading(indicator=make.INDICATOR, year=2014),
        Reading(indicator=make.INDICATOR, period="2014"),
        Growth(baseline=READ, rate=Decimal(0), since=2014),
        Growth(
            baseline=TargetPath(by_year=(Step(year=2014, reading=READ), Step(year=2017, number=Decimal(0)))),
            rate=Decimal(0),
            since=2014,
        ),
    ],
)
def test_a_baseline_of_a_named_year_is_the_result_of_that_year(baseline: Quantity) -> None:
    results = (
        make.result("2013", 99),
        make.result("2014", 50),
        make.result("2015", 99),
        make.result("2016", 60),
    )
    score = on_last_year(draft(asked(baseline)), *results)
    trace = make.the_trace(score.goals[0])
    assert trace.target is not None
    assert trace.actual is not None
    assert trace.actual.value == 60
    assert trace.target.value == 50


def test_growth_counts_the_years_up_to_the_plan() -> None:
    """100 in 2014, 10 percent more a year for three years: 133.1 in 2017."""
    growth = Growth(baseline=READ, rate=Decimal(10), since=2014)
    trace = make.the_trace(on_last_year(draft(asked(growth)), make.result("2014", 100)).goals[0])
    assert trace.target is not None
    assert trace.target.value == Decimal("133.1")


def test_without_results_nothing_is_decided() -> None:
    score = on_last_year(draft(asked(Constant(number=Decimal(90)))))
    assert score.points.open == 100
