"""A single test: when its value is due, how it is compared, and what arithmetic decides of it early."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from metrics.plan.model import Reporting
from metrics.plan.terms import Operator
from metrics.plan.window import Window
from metrics.score.aggregates import Reach
from metrics.score.due_item import DueItem
from metrics.score.quantities import Amount
from metrics.score.scoring import Score
from metrics.score.tests import (
    decide_early,
    find_report_due,
    find_reported_quarters,
    find_value_due,
    judge_tests,
    measure_test,
)
from metrics.status import Status
from tests.factories import (
    assessed,
    catalogue,
    compared,
    event,
    facts,
    goal,
    indicator,
    milestone,
    over,
    plan,
    quarterly,
    reads,
    result,
    scored,
    the_trace,
    within,
)


@pytest.mark.parametrize(
    ("operator", "meets"),
    [(">=", ["90", "91"]), (">", ["91"]), ("<=", ["89", "90"]), ("<", ["89"]), ("=", ["90"])],
)
def test_each_operator_at_and_around_its_target(operator: str, meets: list[str]) -> None:
    p = plan(goal("1", compared(operator=operator)))
    found = [value for value in ("89", "90", "91") if scored(p, result("2017", value)).points.secured]
    assert found == meets


def test_a_result_that_is_missing_is_not_due_then_overdue_and_never_failed() -> None:
    """14 January 2018 is a Sunday, so Monday is in time."""
    days = [date(2017, 1, 1), date(2018, 1, 14), date(2018, 1, 15), date(2018, 1, 16), date(2029, 1, 1)]
    found = [scored(plan(), as_of=day) for day in days]
    assert [s.goals[0].status for s in found] == [Status.NOT_DUE] * 3 + [Status.OVERDUE_DATA] * 2
    assert {s.points.lost for s in found} == {0}


def test_a_provisional_result_never_settles_and_is_owed_as_final() -> None:
    row = result("2017", 99, provisional=True)
    found = scored(plan(), row, as_of=date(2018, 1, 14))
    assert found.points.open == 100
    assert found.goals[0].status == Status.NOT_DUE
    trace = the_trace(found.goals[0])
    assert trace.actual
    assert trace.holds is True
    assert trace.actual.provisional
    assert scored(plan(), row).goals[0].status is Status.OVERDUE_DATA


def test_a_provisional_quarter_stays_owed_and_is_due_with_the_last_report() -> None:
    rows = [result(f"2017Q{n}", of=(9, 10), provisional=n == 2) for n in (1, 2, 3, 4)]
    p = plan(goal("1", compared(value=over("pooled"))))
    found = scored(p, *rows, indicators=[quarterly()], as_of=date(2018, 1, 14))
    assert [(due.on, due.owed.start, due.owed.provisional) for due in dues(found) if due.owed] == [
        (date(2018, 1, 14), date(2017, 4, 1), True)
    ]
    assert found.goals[0].status is Status.NOT_DUE
    late = scored(p, *rows, indicators=[quarterly()], as_of=date(2018, 1, 16))
    assert late.goals[0].status is Status.OVERDUE_DATA
    missing = scored(p, rows[0], *rows[2:], indicators=[quarterly()], as_of=date(2018, 1, 14))
    assert [due.on for due in dues(missing)] == [date(2017, 7, 14)]
    assert missing.goals[0].status is Status.OVERDUE_DATA


def test_zero_out_of_many_is_a_value_and_fails() -> None:
    assert scored(plan(), result("2017", of=(0, 12))).points.lost == 100


def test_a_tolerance_is_absolute_or_relative_to_its_reference() -> None:
    absolute = plan(goal("1", within(tolerance="1.2", reference="50.0")))
    relative = plan(goal("1", within(tolerance="2", reference="50.0", relative=True)))
    assert scored(absolute, result("2017", "51.2")).points.secured == 100
    assert scored(absolute, result("2017", "48.8")).points.secured == 100
    found = scored(relative, result("2017", "51.2"))
    trace = the_trace(found.goals[0])
    assert trace.distance == Fraction("2.4")
    assert found.points.lost == 100
    assert scored(relative, result("2017", "51.0")).points.secured == 100
    for p, outside in ((absolute, "48.7"), (relative, "48.9"), (absolute, "51.3")):
        assert scored(p, result("2017", outside)).points.lost == 100


def test_in_percent_of_nothing_there_is_no_distance() -> None:
    p = plan(goal("1", within(reference="0", relative=True)))
    assert scored(p, result("2017", 0)).goals[0].status is Status.UNKNOWN


def dues(score: Score) -> tuple[DueItem, ...]:
    return the_trace(score.goals[0]).due


SCHOOL_YEAR = {"start": date(2017, 8, 1), "end": date(2018, 7, 31)}


def test_reports_of_a_plan_year_from_august_follow_its_own_quarters() -> None:
    p = plan(**SCHOOL_YEAR)
    ends = [date(2017, 10, 31), date(2018, 1, 31), date(2018, 4, 30), date(2018, 7, 31)]
    assert [find_report_due(p, end) for end in ends] == [
        date(2017, 11, 14),
        date(2018, 2, 14),
        date(2018, 5, 14),
        date(2018, 8, 14),
    ]
    assert scored(p, as_of=date(2018, 8, 14)).goals[0].status is Status.NOT_DUE
    assert scored(p, as_of=date(2018, 8, 15)).goals[0].status is Status.OVERDUE_DATA


def test_a_quarter_without_a_report_of_its_own_is_due_with_the_next() -> None:
    p = plan(reporting=Reporting(quarters=(2, 4)))
    ends = [date(2017, 3, 31), date(2017, 6, 30), date(2017, 9, 30), date(2017, 12, 31)]
    assert [find_report_due(p, end) for end in ends] == [date(2017, 7, 14)] * 2 + [date(2018, 1, 14)] * 2
    assert find_report_due(
        p.model_copy(update={"reporting": Reporting(quarters=(2, 4), days=30)}), ends[0]
    ) == date(2017, 7, 30)


def test_a_plan_of_several_years_reports_in_every_year() -> None:
    p = plan(end=date(2019, 12, 31), reporting=Reporting(quarters=(2, 4)))
    assert find_report_due(p, date(2018, 9, 30)) == date(2019, 1, 14)


def amount(least: int | None = None, most: int | None = None) -> Amount:
    """A value that is still open, between what it can end as."""
    ends = (None if end is None else Fraction(end) for end in (least, most))
    return Amount(Fraction(50), settled=False, reach=Reach(*ends))


def limit(value: int, *, settled: bool = True) -> Amount:
    return Amount(Fraction(value), settled=settled)


@pytest.mark.parametrize(
    ("operator", "least", "most", "decided"),
    [
        (">=", 60, None, True),
        (">=", 59, None, None),
        (">", 60, None, None),
        (">", 61, None, True),
        (">=", None, 59, False),
        (">", None, 60, False),
        ("<=", None, 60, True),
        ("<", None, 60, None),
        ("<=", 61, None, False),
        ("=", 61, None, False),
        ("=", None, 59, False),
        ("=", 60, 60, None),
        (">=", None, None, None),
    ],
)
def test_arithmetic_decides_what_no_rest_of_the_year_can_change(
    operator: str, least: int | None, most: int | None, decided: bool | None
) -> None:
    assert decide_early(amount(least, most), Operator(operator), limit(60)) is decided


def test_a_target_that_may_still_move_decides_nothing_early() -> None:
    assert decide_early(amount(99), Operator.AT_LEAST, limit(60, settled=False)) is None
    assert decide_early(amount(99), Operator.AT_LEAST, Amount(None, settled=True)) is None


@pytest.mark.parametrize(("value", "points"), [("-51", 100), ("-49", 100), ("-51.1", 0), ("-48.9", 0)])
def test_a_relative_tolerance_of_a_negative_reference_is_taken_of_its_size(value: str, points: int) -> None:
    """Two percent of a deficit of 50 is one to either side."""
    found = scored(plan(goal("1", within(reference="-50", relative=True))), result("2017", value))
    assert found.points.secured == points
    assert the_trace(found.goals[0]).distance == abs(Fraction(value) + 50) * 2


def test_a_test_is_measured_in_another_year_than_the_plan_s() -> None:
    leaf, known = compared(), facts(result("2016", 89), result("2017", 91))
    made = plan(goal("1", leaf))
    assert leaf.compare
    for year, holds in ((2016, False), (2017, True), (2018, None)):
        trace = measure_test(leaf.compare, made, Window.of(made).at(year), known, catalogue())
        assert trace.holds is holds


def test_the_quarters_a_plan_reports_on_are_known_by_number_and_last_day() -> None:
    twice = plan(reporting=Reporting(quarters=(2, 4)))
    assert find_reported_quarters(twice) == ((2, date(2017, 6, 30)), (4, date(2017, 12, 31)))


def test_every_leaf_is_judged_under_its_number_and_an_open_one_says_when_it_is_due() -> None:
    made = plan(goal("1", compared("1.1"), assessed("1.2"), milestone("1.3")))
    found = judge_tests(made, facts(event("1.2", "not_met"), result("2017", 91)), catalogue())
    assert {number: outcome.credit for number, (outcome, _) in found.items()} == {
        "1.1": 1,
        "1.2": 0,
        "1.3": None,
    }
    assert [due.on for due in found["1.3"][1].due] == [date(2017, 6, 30)]
    assert found["1.1"][1].settled


def test_a_level_on_a_named_day_is_due_that_day_and_any_other_value_with_its_report() -> None:
    p, inside, end = plan(), date(2017, 12, 15), date(2017, 12, 31)
    assert find_value_due(p, inside, inside) == inside
    assert find_value_due(p, end, end) == date(2018, 1, 14)
    assert find_value_due(p, date(2017, 7, 1), date(2017, 9, 30)) == date(2017, 10, 14)


def test_a_budget_told_before_its_year_has_ended_is_what_the_accounts_are_held_against() -> None:
    test = within("1.1", "2", indicator="accounts", relative=True).within
    assert test
    against = test.model_copy(update={"reference": reads("budget")})
    leaf = compared("1.1").model_copy(update={"compare": None, "within": against})
    series = (indicator("accounts"), indicator("budget"))
    early = [
        result("2017", value, key=key, recorded=date(2017, 1, 2))
        for key, value in (("budget", 100), ("accounts", 101))
    ]
    accounts = result("2017", 101, key="accounts")
    assert scored(plan(goal("1", leaf)), early[0], accounts, indicators=series).points.secured == 100
    assert scored(plan(goal("1", leaf)), *early, indicators=series).points.open == 100
