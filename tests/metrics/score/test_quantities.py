"""Quantities as they stood: operators, readings over a year, corrections, and what is owed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from metrics.periods import Frequency
from metrics.plan.formula import Path as TargetPath
from metrics.plan.formula import Step
from metrics.plan.model import Reporting
from metrics.plan.terms import Unit
from metrics.score.scoring import Score
from metrics.score.tests import DueItem, find_report_due
from metrics.status import Status
from tests.factories import (
    catalogue,
    compared,
    goal,
    indicator,
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

# --- Measured tests -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operator", "meets"),
    [(">=", ["90", "91"]), (">", ["91"]), ("<=", ["89", "90"]), ("<", ["89"]), ("=", ["90"])],
)
def test_each_operator_at_and_around_its_target(operator: str, meets: list[str]) -> None:
    p = plan(goal("1", compared(operator=operator)))
    found = [value for value in ("89", "90", "91") if scored(p, result("2017", value)).points.secured]
    assert found == meets


def test_a_result_that_is_missing_is_not_due_then_overdue_and_never_failed() -> None:
    days = [date(2017, 1, 1), date(2017, 12, 31), date(2018, 1, 14), date(2018, 1, 15), date(2029, 1, 1)]
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


def test_a_target_that_is_not_final_leaves_the_goal_open() -> None:
    p = plan(goal("1", compared(operator="<=", target=reads(offset=-1, factor=Decimal("0.9")))))
    before, after = result("2016", "7.2", provisional=True), result("2017", "6.48")
    assert scored(p, before, after).points.open == 100
    assert scored(p, result("2016", "7.2"), after).points.secured == 100


def test_a_bracket_on_a_target_is_told_and_does_not_hold_the_goal_open() -> None:
    step = Step(year=2017, number=Decimal(90), provisional=True, note="[90]")
    found = scored(plan(goal("1", compared(target=TargetPath(by_year=(step,))))), result("2017", 90))
    trace = the_trace(found.goals[0])
    assert trace.target
    assert trace.target.provisional_target
    assert trace.target.note == "[90]"
    assert found.points.secured == 100


def test_each_year_is_judged_against_its_own_target() -> None:
    target = TargetPath(
        by_year=tuple(Step(year=2016 + i, number=Decimal(n)) for i, n in enumerate((1200, 1260, 1320)))
    )
    p = plan(goal("1", compared(target=target)))
    assert scored(p, result("2017", 1260), result("2016", 9999)).points.secured == 100
    assert scored(p, result("2017", 1259), result("2016", 9999)).points.lost == 100


def test_a_correction_recorded_later_replaces_and_known_at_brings_the_old_one_back() -> None:
    rows = [result("2017", 91, recorded=date(2018, 1, 10)), result("2017", 89, recorded=date(2018, 3, 1))]
    for order in (rows, rows[::-1]):
        assert scored(plan(), *order).points.lost == 100
        assert scored(plan(), *order, known_at=date(2018, 2, 28)).points.secured == 100
        assert scored(plan(), *order, known_at=date(2018, 1, 9)).points.open == 100


def test_of_two_rows_recorded_at_the_same_moment_the_later_row_stands() -> None:
    assert scored(plan(), result("2017", 91), result("2017", 89)).points.lost == 100


def test_a_value_counts_from_the_moment_it_was_recorded_and_not_a_moment_before() -> None:
    moment = datetime(2018, 1, 10, 12, 30, tzinfo=UTC)
    row = result("2017", 91, recorded=moment)
    assert scored(plan(), row, known_at=moment).points.secured == 100
    assert (
        scored(plan(), row, known_at=moment.replace(microsecond=0, minute=29, second=59)).points.open == 100
    )


def test_as_of_a_day_before_the_period_began_hides_its_value() -> None:
    row = result("2017", 91)  # known all along
    for day, shown in ((date(2016, 12, 31), None), (date(2017, 1, 1), 91)):
        found = scored(plan(), row, as_of=day)
        assert actual(found) == shown
        assert found.points.open == 100


def test_a_final_value_settles_only_when_its_period_has_ended() -> None:
    row = result("2017", 91)  # said to be final, long before the year was over
    early = scored(plan(), row, as_of=date(2017, 12, 30))
    assert the_trace(early.goals[0]).holds is True
    assert early.points.open == 100
    assert scored(plan(), row, as_of=date(2017, 12, 31)).points.secured == 100


def test_a_quarter_that_ends_with_the_year_does_not_settle_a_yearly_indicator() -> None:
    """Only a figure for the year, or for its last day, says what the year came to."""
    for period, points in (("2017Q4", 0), ("2017-12", 0), ("2017-12-31", 100), ("2017", 100)):
        found = scored(plan(), result(period, 91))
        assert actual(found) == 91
        assert found.points.secured == points
        assert found.points.open == 100 - points
    assert scored(plan(), result("2017Q4", 91), indicators=[quarterly()]).points.secured == 100
    assert scored(plan(), result("2017-12", 91), indicators=[quarterly()]).points.open == 100


def test_a_provisional_quarter_stays_owed_and_is_due_with_the_last_report() -> None:
    rows = [result(f"2017Q{n}", of=(9, 10), provisional=n == 2) for n in (1, 2, 3, 4)]
    p = plan(goal("1", compared(value=over("pooled"))))
    found = scored(p, *rows, indicators=[quarterly()], as_of=date(2018, 1, 14))
    assert [(due.on, due.owed.start, due.owed.provisional) for due in dues(found) if due.owed] == [
        (date(2018, 1, 14), date(2017, 4, 1), True)
    ]
    assert found.goals[0].status is Status.NOT_DUE
    late = scored(p, *rows, indicators=[quarterly()], as_of=date(2018, 1, 15))
    assert late.goals[0].status is Status.OVERDUE_DATA
    missing = scored(p, rows[0], *rows[2:], indicators=[quarterly()], as_of=date(2018, 1, 14))
    assert [due.on for due in dues(missing)] == [date(2017, 7, 14)]
    assert missing.goals[0].status is Status.OVERDUE_DATA


def test_as_of_a_day_in_the_period_shows_only_what_was_recorded_by_then() -> None:
    row = result("2017", 91, recorded=date(2017, 10, 1), provisional=True)
    for day, shown in ((date(2017, 9, 30), False), (date(2017, 10, 1), True)):
        trace = the_trace(scored(plan(), row, as_of=day).goals[0])
        assert trace.actual
        assert (trace.actual.value is not None) is shown


def test_as_of_a_day_after_the_period_a_value_recorded_later_is_known_today() -> None:
    row = result("2017", 91, recorded=date(2018, 3, 1))
    assert scored(plan(), row, as_of=date(2018, 1, 1)).points.secured == 100
    assert scored(plan(), row, as_of=date(2018, 1, 1), known_at=date(2018, 1, 1)).points.open == 100


def test_nothing_over_nothing_is_no_value_neither_0_nor_100() -> None:
    found = scored(plan(), result("2017", of=(0, 0)))
    trace = the_trace(found.goals[0])
    assert trace.actual
    assert trace.actual.value is None
    assert found.points.open == 100
    assert found.goals[0].status == Status.UNKNOWN


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


# --- Readings within the year -------------------------------------------------------------------------------------


def actual(score: Score) -> Fraction | None:
    found = the_trace(score.goals[0]).actual
    return found.value if found else None


def dues(score: Score) -> tuple[DueItem, ...]:
    return the_trace(score.goals[0]).due


BOARDS = [((4, 8), "Q1"), ((9, 10), "Q2"), ((6, 6), "Q3"), ((0, 0), "Q4")]


def test_a_pooled_ratio_is_not_the_mean_of_the_percentages() -> None:
    rows = [result(f"2017{q}", of=pair) for pair, q in BOARDS]
    found = scored(plan(goal("1", compared(value=over("pooled")))), *rows, indicators=[quarterly()])
    assert actual(found) == Fraction(1900, 24)
    assert found.points.lost == 100


def test_the_mean_is_the_mean_of_the_percentages() -> None:
    rows = [result(f"2017Q{n}", value) for n, value in enumerate(("50", "90", "100", "80"), 1)]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    assert actual(found) == 80


def test_unequal_parts_pool_to_what_all_their_cases_say() -> None:
    rows = [
        result("2017Q1", of=(43, 100)),
        result("2017Q2", of=(290, 300)),
        *(result(f"2017Q{n}", of=(0, 0)) for n in (3, 4)),
    ]
    found = scored(plan(goal("1", compared(value=over("pooled")))), *rows, indicators=[quarterly()])
    assert actual(found) == Fraction("83.25")


def test_a_ratio_that_is_not_a_percentage_is_not_multiplied() -> None:
    p = plan(goal("1", compared(operator="<=")))
    found = scored(p, result("2017", of=(36, 5)), indicators=[indicator(unit=Unit.DAYS)])
    assert actual(found) == Fraction("7.2")


def test_a_mean_with_a_quarter_of_no_cases_has_no_value() -> None:
    rows = [result(f"2017{q}", of=pair) for pair, q in BOARDS]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    assert actual(found) is None
    assert found.points.open == 100


def test_a_pool_needs_numerators_and_never_mixes_in_percentages() -> None:
    rows = [result("2017Q1", of=(4, 8)), *(result(f"2017Q{n}", 99) for n in (2, 3, 4))]
    found = scored(plan(goal("1", compared(value=over("pooled")))), *rows, indicators=[quarterly()])
    assert actual(found) is None


@pytest.mark.parametrize("how", ["sum", "mean", "pooled"])
def test_three_quarters_of_a_year_are_shown_and_settle_nothing(how: str) -> None:
    rows = [result(f"2017Q{n}", of=(9, 10)) for n in (1, 2, 3)]
    found = scored(plan(goal("1", compared(value=over(how)))), *rows, indicators=[quarterly()])
    assert actual(found) == {"sum": 270, "mean": 90, "pooled": 90}[how]
    assert found.points.open == 100
    assert found.goals[0].status == Status.OVERDUE_DATA


@pytest.mark.parametrize("how", ["sum", "mean", "pooled"])
def test_a_quarter_that_is_provisional_settles_nothing(how: str) -> None:
    rows = [result(f"2017Q{n}", of=(9, 10), provisional=n == 2) for n in (1, 2, 3, 4)]
    found = scored(plan(goal("1", compared(value=over(how)))), *rows, indicators=[quarterly()])
    assert found.points.open == 100


def test_a_final_figure_for_the_year_stands_before_its_quarters() -> None:
    rows = [result("2017", 89), *(result(f"2017Q{n}", 99) for n in (1, 2, 3, 4))]
    for how in ("sum", "mean", "last"):
        found = scored(plan(goal("1", compared(value=over(how)))), *rows, indicators=[quarterly()])
        assert actual(found) == 89
        assert found.points.lost == 100


def test_a_provisional_figure_for_the_year_gives_way_to_its_quarters() -> None:
    rows = [result("2017", 89, provisional=True), *(result(f"2017Q{n}", 99) for n in (1, 2, 3, 4))]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    assert actual(found) == 99
    assert found.points.secured == 100


@pytest.mark.parametrize("how", ["mean", "last"])
def test_a_provisional_figure_for_the_year_does_not_pay_for_the_last_quarter(how: str) -> None:
    rows = [result("2017", 89, provisional=True), *(result(f"2017Q{n}", 99) for n in (1, 2, 3))]
    found = scored(plan(goal("1", compared(value=over(how)))), *rows, indicators=[quarterly()])
    assert found.goals[0].status is Status.OVERDUE_DATA


def test_a_month_does_not_pay_for_its_quarter() -> None:
    rows = [result("2017-03", 9), *(result(f"2017Q{n}", 99) for n in (2, 3, 4))]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    trace = the_trace(found.goals[0])
    assert [(due.owed.start, due.owed.end) for due in trace.due if due.owed] == [
        (date(2017, 1, 1), date(2017, 3, 31))
    ]
    assert found.goals[0].status is Status.OVERDUE_DATA


def test_a_stock_is_judged_on_the_day_and_not_a_month_before() -> None:
    p = plan(goal("1", compared(operator="<=", target=number(150))))
    cases = indicator(unit=Unit.COUNT, frequency=Frequency.MONTH)
    november = result("2017-11-30", 310)
    assert scored(p, november, indicators=[cases], as_of=date(2017, 12, 30)).points.open == 100
    assert scored(p, november, result("2017-12-31", 148), indicators=[cases]).points.secured == 100


def test_the_last_reading_is_the_one_that_ends_last() -> None:
    rows = [result("2017-11", 10), result("2017Q4", 95)]
    found = scored(plan(), *rows, indicators=[quarterly()])
    assert actual(found) == 95
    assert found.points.secured == 100


# --- Plan years and reporting -------------------------------------------------------------------------------------

SCHOOL_YEAR = {"start": date(2017, 8, 1), "end": date(2018, 7, 31)}


def test_a_plan_year_from_august_reads_its_own_months() -> None:
    p = plan(goal("1", compared(value=over("sum"), target=number(12))), **SCHOOL_YEAR)
    monthly = indicator(unit=Unit.COUNT, frequency=Frequency.MONTH)
    months = [f"{2017 + (7 + n) // 12}-{(7 + n) % 12 + 1:02}" for n in range(12)]
    rows = [result(month, 1) for month in months]
    outside = [result("2017-07", 50), result("2018-08", 50)]
    assert scored(p, *rows, *outside, indicators=[monthly]).points.secured == 100
    assert scored(p, *rows[1:], *outside, indicators=[monthly]).points.open == 100


def test_a_plan_year_from_april_reads_calendar_quarters() -> None:
    p = plan(goal("1", compared(value=over("pooled"))), start=date(2017, 4, 1), end=date(2018, 3, 31))
    rows = [result(period, of=(9, 10)) for period in ("2017Q2", "2017Q3", "2017Q4", "2018Q1")]
    assert scored(p, *rows, result("2017Q1", of=(0, 10)), indicators=[quarterly()]).points.secured == 100


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


def test_the_year_before_a_plan_year_that_ends_in_february_ends_in_february() -> None:
    target = reads(offset=1)
    p = plan(
        goal("1", compared(value=over("sum"), target=target)), start=date(2018, 3, 1), end=date(2019, 2, 28)
    )
    assert p.year == 2018
    monthly = indicator(unit=Unit.COUNT, frequency=Frequency.MONTH)
    found = scored(p, result("2020-02", 7), indicators=[monthly])
    trace = the_trace(found.goals[0])
    assert trace.target
    assert trace.target.value == 7
    assert trace.target.settled


def test_an_indicator_of_another_institution_is_read_from_there() -> None:
    p = plan(goal("1", compared(operator="<=", target=reads(institution="state"))))
    both = [indicator(), indicator(owner="state")]
    rows = [result("2017", 8), result("2017", 8, owner="state")]
    assert scored(p, *rows, indicators=both).points.secured == 100
    assert catalogue(*both).institutions.keys() == {"inst", "state"}
