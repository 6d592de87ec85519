"""Single tests at their edges: distances, inexact values, milestones in a row, and what is due when."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.plan.criteria import Compare, Criterion
from metrics.plan.terms import Operator, Over, Precision, Unit
from metrics.score.tests import find_report_due
from metrics.status import Status
from tests.factories import (
    compared,
    event,
    goal,
    indicator,
    milestone,
    number,
    over,
    plan,
    quarterly,
    reads,
    result,
    scored,
    the_trace,
    within,
)

MIDYEAR = date(2017, 7, 20)


@pytest.mark.parametrize(
    ("value", "status"), [("-98", Status.MET), ("-97.9", Status.NOT_MET), ("-102.1", Status.NOT_MET)]
)
def test_two_percent_of_a_negative_reference_is_a_distance_on_either_side(value: str, status: Status) -> None:
    of = plan(goal("1", within(tolerance="2", reference="-100", relative=True)))
    assert scored(of, result("2017", value)).goals[0].status is status


def test_no_distance_is_a_percentage_of_nothing() -> None:
    of = plan(goal("1", within(tolerance="2", reference="0", relative=True)))
    found = scored(of, result("2017", 1)).goals[0]
    assert found.outcome.credit is None
    assert the_trace(found).distance is None


@pytest.mark.parametrize(
    ("operator", "precision", "status"),
    [
        (">", Precision.ABOVE, Status.MET),
        ("<=", Precision.ABOVE, Status.NOT_MET),
        ("<", Precision.BELOW, Status.MET),
        (">=", Precision.BELOW, Status.NOT_MET),
    ],
)
def test_more_than_ninety_is_above_ninety_and_less_than_ninety_below(
    operator: str, precision: Precision, status: Status
) -> None:
    of = plan(goal("1", compared(operator=operator)))
    assert scored(of, result("2017", 90, precision=precision)).goals[0].status is status


@pytest.mark.parametrize(
    ("done", "status"), [(date(2017, 6, 30), Status.MET), (date(2017, 7, 1), Status.NOT_MET)]
)
def test_a_milestone_may_be_done_on_its_day(done: date, status: Status) -> None:
    of = plan(goal("1", milestone(due=date(2017, 6, 30))))
    assert scored(of, event("1.1", on=done)).goals[0].status is status


def test_a_milestone_is_not_met_before_the_one_it_waits_for() -> None:
    of = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1", depends_on="1.1")))
    found = scored(of, event("2.1")).goal("2")
    assert found.outcome.credit is None
    assert the_trace(found).waits_for == "1.1"
    assert scored(of, event("2.1"), event("1.1")).goal("2").status is Status.MET


def test_a_span_that_ends_with_a_quarter_is_in_the_report_of_that_quarter() -> None:
    assert find_report_due(plan(), date(2017, 3, 31)) == date(2017, 4, 14)
    assert find_report_due(plan(), date(2017, 4, 1)) == date(2017, 7, 14)


def test_a_final_value_after_a_provisional_one_is_due_with_the_last_report() -> None:
    of = plan(goal("1", compared(value=over("sum"))))
    said = [result("2017Q1", 10, provisional=True), result("2017Q2", 10)]
    found = the_trace(scored(of, *said, indicators=[quarterly(unit=Unit.COUNT)]).goals[0])
    assert [(due.on, due.owed.start, due.owed.provisional) for due in found.due if due.owed] == [
        (date(2017, 10, 14), date(2017, 7, 1), False),
        (date(2018, 1, 14), date(2017, 1, 1), True),
        (date(2018, 1, 14), date(2017, 10, 1), False),
    ]


def test_a_provisional_value_settles_nothing_however_good_it_is() -> None:
    found = scored(plan(), result("2017", 99, provisional=True)).goals[0]
    assert the_trace(found).holds is True
    assert found.outcome.credit is None


def test_a_value_below_the_floor_earns_nothing() -> None:
    test = Compare(value=reads(), operator=Operator.AT_LEAST, target=number(90), partial_from=number(80))
    of = plan(goal("1", Criterion(number="1.1", title="1.1", compare=test)))
    credits = [
        next(scored(of, result("2017", value)).goals[0].leaves()).outcome.credit for value in (70, 80, 85, 90)
    ]
    assert [str(credit) for credit in credits] == ["0", "0", "1/2", "1"]


def test_a_sum_that_is_at_its_target_already_may_still_stay_there() -> None:
    of = plan(goal("1", compared(value=over("sum"), operator="=", target=number(10))))
    counted = [quarterly(unit=Unit.COUNT)]
    at = scored(of, result("2017Q1", 10), indicators=counted, as_of=MIDYEAR).goals[0]
    past = scored(of, result("2017Q1", 11), indicators=counted, as_of=MIDYEAR).goals[0]
    assert the_trace(at).early is None
    assert the_trace(past).early is False


def test_a_target_that_is_not_final_decides_nothing_before_the_year_is_over() -> None:
    of = plan(goal("1", compared(value=reads(over=Over.SUM), target=reads("aim"))))
    known = [quarterly(unit=Unit.COUNT), indicator("aim", unit=Unit.COUNT)]
    sums = result("2017Q1", 10), result("2017Q2", 10)
    for provisional, early in ((True, None), (False, None)):
        aim = result("2017", 5, key="aim", provisional=provisional)
        found = scored(of, *sums, aim, indicators=known, as_of=MIDYEAR).goals[0]
        assert the_trace(found).early is early
    last_year = plan(goal("1", compared(value=reads(over=Over.SUM), target=reads("aim", offset=-1))))
    aim = result("2016", 5, key="aim")
    assert the_trace(scored(last_year, *sums, aim, indicators=known, as_of=MIDYEAR).goals[0]).early is True
