"""Which periods a reading covers, which of them make its value, and which are owed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from metrics.periods import Frequency
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Growth, Median, Pooled, Step
from metrics.plan.formula import Path as TargetPath
from metrics.plan.terms import Over, Unit
from metrics.plan.window import Window, find_window
from metrics.score.reads import (
    SeriesReads,
    find_reads,
    find_settling_day,
    find_spans_read,
    find_test_reads,
    plan_reading,
)
from tests.factories import (
    INDICATOR,
    OWNER,
    catalogue,
    compared,
    goal,
    indicator,
    milestone,
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
from tests.quarters import KEY, YEAR

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


def test_what_a_formula_reads_for_a_year() -> None:
    weighed = reads(over=Over.WEIGHTED, weight="cases")
    days = (YEAR.start, YEAR.end)
    assert list(find_spans_read(weighed, YEAR)) == [((OWNER, INDICATOR), *days), ((OWNER, "cases"), *days)]
    grown = Growth(baseline=reads(), rate=Decimal(2), since=2015)
    assert list(find_spans_read(grown, YEAR)) == [(KEY, date(2015, 1, 1), date(2015, 12, 31))]
    step = TargetPath(by_year=(Step(year=2017, reading=reads(offset=-1)), Step(year=2018, reading=reads())))
    assert list(find_spans_read(step, YEAR)) == [(KEY, date(2016, 1, 1), date(2016, 12, 31))]
    assert [*find_spans_read(number(90), YEAR), *find_spans_read(path(y2017="90"), YEAR)] == []


CATALOGUE = catalogue(quarterly(), indicator("cases", frequency=Frequency.QUARTER), indicator("year"))


def test_a_reading_waits_for_the_periods_of_its_series_and_settles_with_the_last() -> None:
    weighed = reads(over=Over.WEIGHTED, weight="cases", shift=-1)
    found = plan_reading(weighed, YEAR, quarterly())
    assert found.series == KEY
    assert found.weight == (OWNER, "cases")
    assert found.slots[0] == (date(2016, 10, 1), date(2016, 12, 31))
    assert (found.start, found.end, len(found.slots)) == (date(2016, 10, 1), date(2017, 9, 30), 4)
    assert not found.dated


def test_a_reading_of_a_day_waits_for_that_day_alone() -> None:
    found = plan_reading(reads(period="2017-12-15"), YEAR, indicator(frequency=Frequency.MONTH))
    assert found.dated
    assert found.slots == ((date(2017, 12, 15), date(2017, 12, 15)),)


def test_everything_that_a_quantity_reads_and_how() -> None:
    days = ((YEAR.start, YEAR.end),)
    assert [*find_reads(reads("year"), YEAR, CATALOGUE)] == [
        SeriesReads((OWNER, "year"), Over.LAST, days, months=12)
    ]
    both = Pooled(pooled=(reads(), reads("cases")))
    assert [(r.series[1], r.over, len(r.slots)) for r in find_reads(both, YEAR, CATALOGUE)] == [
        ("share", Over.POOLED, 4),
        ("cases", Over.POOLED, 4),
    ]
    grown = Growth(baseline=reads("year"), rate=Decimal(2), since=2015)
    assert [r.start.year for r in find_reads(grown, YEAR, CATALOGUE)] == [2015]
    step = TargetPath(
        by_year=(Step(year=2017, reading=reads("year", offset=-1)), Step(year=2018, reading=reads()))
    )
    assert [r.start.year for r in find_reads(step, YEAR, CATALOGUE)] == [2016]
    middle = Median(median_of=(reads(), number(4), reads("year")))
    assert [r.series[1] for r in find_reads(middle, YEAR, CATALOGUE)] == ["share", "year"]


@pytest.mark.parametrize(
    ("leaf", "series", "day"),
    [
        (compared(), 1, date(2017, 12, 31)),
        (compared(value=reads(shift=-1), target=reads("year", year=2015)), 2, date(2017, 9, 30)),
        (compared(value=reads(period="2018-01-31")), 1, date(2018, 1, 31)),
        (milestone("1.1", due=date(2017, 6, 30)), 0, date(2017, 6, 30)),
    ],
)
def test_a_test_can_be_settled_once_its_value_is_over(leaf: Criterion, series: int, day: date) -> None:
    assert len([*find_test_reads(leaf, YEAR, CATALOGUE)]) == series
    assert find_settling_day(leaf, YEAR) == day


def test_a_plan_that_begins_and_ends_within_a_month_reads_whole_months() -> None:
    odd = Window(OWNER, date(2017, 1, 15), date(2017, 12, 15), 2017)
    found = plan_reading(reads(over=Over.SUM), odd, quarterly())
    assert (found.start, found.end) == (date(2017, 1, 1), date(2017, 12, 31))
    assert len(found.slots) == 4
