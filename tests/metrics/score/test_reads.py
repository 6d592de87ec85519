"""Which periods a reading covers, which of them make its value, and which are owed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from metrics.facts.facts import Observation
from metrics.facts.schema import Result
from metrics.periods import Frequency, split_into_spans
from metrics.plan.formula import Growth, Step
from metrics.plan.formula import Path as TargetPath
from metrics.plan.terms import Over, Unit
from metrics.plan.window import Window
from metrics.score.reads import (
    OwedValue,
    choose_parts,
    find_owed,
    find_spans_read,
    find_unweighed,
    find_window,
    get_days,
    select_inside,
)
from metrics.status import Status
from tests.factories import (
    INDICATOR,
    OWNER,
    actual,
    compared,
    facts,
    goal,
    indicator,
    number,
    over,
    path,
    plan,
    quarterly,
    reads,
    result,
    scored,
    the_trace,
)


def test_a_quarter_that_ends_with_the_year_does_not_settle_a_yearly_indicator() -> None:
    """Only a figure for the year, or for its last day, says what the year came to."""
    for period, points in (("2017Q4", 0), ("2017-12", 0), ("2017-12-31", 100), ("2017", 100)):
        found = scored(plan(), result(period, 91))
        assert actual(found) == 91
        assert found.points.secured == points
        assert found.points.open == 100 - points
    assert scored(plan(), result("2017Q4", 91), indicators=[quarterly()]).points.secured == 100
    assert scored(plan(), result("2017-12", 91), indicators=[quarterly()]).points.open == 100


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


KEY = (OWNER, INDICATOR)
YEAR = Window(OWNER, date(2017, 1, 1), date(2017, 12, 31), 2017)
QUARTERS = split_into_spans(YEAR.start, YEAR.end, Frequency.QUARTER)
Q1, Q2, Q3, Q4 = QUARTERS


def seen(*rows: Result) -> tuple[Observation, ...]:
    """The observations of one series, in the order of their periods."""
    return facts(*rows).series[rows[0].institution, rows[0].indicator]


def texts(observed: Sequence[Observation]) -> list[str]:
    return [one.period.text for one in observed]


@pytest.mark.parametrize(
    ("changes", "start", "end", "year"),
    [
        ({}, date(2017, 1, 1), date(2017, 12, 31), 2017),
        ({"offset": -1}, date(2016, 1, 1), date(2016, 12, 31), 2016),
        ({"year": 2014}, date(2014, 1, 1), date(2014, 12, 31), 2014),
        ({"shift": -1}, date(2016, 10, 1), date(2017, 9, 30), 2017),
        ({"shift": 1}, date(2017, 4, 1), date(2018, 3, 31), 2017),
        ({"offset": -1, "shift": 2}, date(2016, 7, 1), date(2017, 6, 30), 2016),
        ({"period": "2015Q2"}, date(2015, 4, 1), date(2015, 6, 30), 2015),
    ],
)
def test_a_reading_is_over_its_year_moved_by_years_and_quarters(
    changes: dict[str, Any], start: date, end: date, year: int
) -> None:
    assert find_window(reads(**changes), YEAR) == Window(OWNER, start, end, year)


def test_what_reaches_out_of_a_span_is_not_inside_it() -> None:
    rows = (result("2016Q4", 1), result("2017Q1", 2), result("2017-12/2018-02", 3), result("2017-12-31", 4))
    assert texts(select_inside(seen(*rows), YEAR)) == ["2017Q1", "2017-12-31"]
    assert select_inside((), YEAR) == []


def test_a_final_figure_for_the_whole_is_the_value_except_of_the_highest_and_the_lowest() -> None:
    inside = seen(result("2017", 5), *(result(f"2017Q{n}", n) for n in (1, 2, 3, 4)))
    for how in (Over.SUM, Over.MEAN, Over.LAST):
        chosen, complete = choose_parts(how, inside, YEAR, QUARTERS)
        assert (texts(chosen), complete) == (["2017"], True)
    for how in (Over.MIN, Over.MAX):
        chosen, complete = choose_parts(how, inside, YEAR, QUARTERS)
        assert (texts(chosen), complete) == (["2017Q1", "2017Q2", "2017Q3", "2017Q4"], True)


def test_a_provisional_figure_for_the_whole_counts_only_where_there_are_no_parts() -> None:
    whole = result("2017", 5, provisional=True)
    chosen, complete = choose_parts(Over.SUM, seen(whole), YEAR, QUARTERS)
    assert (texts(chosen), complete) == (["2017"], True)
    chosen, complete = choose_parts(Over.SUM, seen(whole, result("2017Q1", 1)), YEAR, QUARTERS)
    assert (texts(chosen), complete) == (["2017Q1"], False)


def test_the_last_reading_completes_the_year_only_if_it_is_for_its_last_span() -> None:
    for period, complete in (("2017Q3", False), ("2017Q4", True), ("2017-12-31", True), ("2017-12", False)):
        chosen = choose_parts(Over.LAST, seen(result(period, 1)), YEAR, QUARTERS)
        assert (texts(chosen[0]), chosen[1]) == ([period], complete)
    assert choose_parts(Over.LAST, (), YEAR, QUARTERS) == ([], False)


def test_a_yearly_figure_pays_for_its_quarters() -> None:
    assert list(find_owed(KEY, seen(result("2017", 5)), YEAR, QUARTERS)) == []
    owed = list(find_owed(KEY, seen(result("2017Q2", 5)), YEAR, QUARTERS))
    assert owed == [OwedValue(*KEY, *days) for days in (Q1, Q3, Q4)]


def test_after_a_provisional_figure_the_final_one_is_owed() -> None:
    whole = seen(result("2017", 5, provisional=True))
    assert list(find_owed(KEY, whole, YEAR, QUARTERS)) == [OwedValue(*KEY, *days) for days in QUARTERS]
    part = seen(*(result(f"2017Q{n}", n, provisional=n == 2) for n in (1, 2, 3, 4)))
    assert list(find_owed(KEY, part, YEAR, QUARTERS)) == [OwedValue(*KEY, *Q2, provisional=True)]


def test_a_stock_on_its_last_day_pays_for_a_quarter() -> None:
    stocks = seen(*(result(day, 1) for day in ("2017-03-31", "2017-06-30", "2017-09-29", "2017-12-31")))
    assert list(find_owed(KEY, stocks, YEAR, QUARTERS)) == [OwedValue(*KEY, *Q3)]


def test_a_single_value_needs_no_weight_and_several_need_one_each() -> None:
    parts = seen(*(result(f"2017Q{n}", n) for n in (1, 2, 3)))
    weights = seen(result("2017Q1", 10, key="cases"), result("2017Q2", 10, key="cases", provisional=True))
    assert list(find_unweighed("cases", OWNER, parts[:1], ())) == []
    assert list(find_unweighed("cases", OWNER, parts, weights)) == [
        OwedValue(OWNER, "cases", *Q2, provisional=True),
        OwedValue(OWNER, "cases", *Q3),
    ]


def test_the_days_of_a_value_are_those_of_its_period() -> None:
    assert get_days(seen(result("2017Q2", 1))[0]) == Q2


def test_what_a_formula_reads_for_a_year() -> None:
    weighed = reads(over=Over.WEIGHTED, weight="cases")
    days = (YEAR.start, YEAR.end)
    assert list(find_spans_read(weighed, YEAR)) == [((OWNER, INDICATOR), *days), ((OWNER, "cases"), *days)]
    grown = Growth(baseline=reads(), rate=Decimal(2), since=2015)
    assert list(find_spans_read(grown, YEAR)) == [(KEY, date(2015, 1, 1), date(2015, 12, 31))]
    step = TargetPath(by_year=(Step(year=2017, reading=reads(offset=-1)), Step(year=2018, reading=reads())))
    assert list(find_spans_read(step, YEAR)) == [(KEY, date(2016, 1, 1), date(2016, 12, 31))]
    assert [*find_spans_read(number(90), YEAR), *find_spans_read(path(y2017="90"), YEAR)] == []
