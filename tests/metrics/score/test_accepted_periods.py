"""Which periods a series can be told for, and what a figure that fits is for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from metrics.errors import Problem
from metrics.facts.import_answer import PeriodUse
from metrics.facts.schema import Result
from metrics.periods import Frequency
from metrics.plan.formula import Reading
from metrics.plan.model import Indicator
from metrics.plan.terms import Over, Reports, Unit
from metrics.score.accepted_periods import AcceptedPeriods
from tests.factories import catalogue, compared, goal, indicator, plan, quarterly, reads, result

MONTHLY = indicator(frequency=Frequency.MONTH)
SCHOOL_YEAR = {"start": date(2017, 8, 1), "end": date(2018, 7, 31)}


def accepted(series: Indicator, *readings: Reading, **changes: object) -> AcceptedPeriods:
    """What plans with these readings accept, each in a plan of its own; no plan without readings."""
    plans = [plan(goal("1", compared(value=one)), **changes) for one in readings]
    return AcceptedPeriods.of(plans, catalogue(series, indicator("cases", frequency=series.frequency)))


def fitted(found: AcceptedPeriods, said: Result) -> str | list[str]:
    """The period as it is taken, or those that fit instead."""
    made = found.fit(said)
    return str(made.params["allowed"]).split(", ") if isinstance(made, Problem) else made.period


def refused(*allowed: str) -> list[str]:
    return [*allowed]


@pytest.mark.parametrize("year", [2010, 2017, 2026])
@pytest.mark.parametrize(
    ("over", "period", "taken"),
    [
        (Over.SUM, "Q1", "Q1"),
        (Over.SUM, "", ""),
        (Over.SUM, "-02", "-02"),
        (Over.SUM, "-03-31", None),
        (Over.SUM, "-02-14", None),
        (Over.MEAN, "-03-31", "Q1"),
        (Over.MEAN, "-03-30", None),
        (Over.LAST, "-03-31", "Q1"),
        (Over.LAST, "-03", "-03"),
        (Over.POOLED, "", ""),
        (Over.MEAN, "-01", "-01"),
        (Over.MAX, "-02-14", "-02-14"),
        (Over.MAX, "", None),
    ],
)
def test_what_a_quarterly_series_takes_in_whatever_year(
    year: int, over: Over, period: str, taken: str | None
) -> None:
    found = accepted(quarterly(), reads(over=over))
    fits = [f"{year}Q{quarter}" for quarter in ((1, 2, 3, 4) if period == "" else (1,))]
    expected = fits if taken is None else f"{year}{taken}"
    assert fitted(found, result(f"{year}{period}", 1)) == expected


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        (result("2017Q4", 1), refused("2017")),
        (result("2017Q4", of=(1, 2)), "2017Q4"),
        (result("2017-12-31", 1), "2017"),
        (result("2017-12-30", 1), refused("2017")),
        (result("2017-10/2018-09", 1), refused("2017", "2018")),
        (result("2016-01/2017-12", 1), refused("2016", "2017")),
    ],
)
def test_a_yearly_value_is_of_the_year_and_only_cases_can_be_told_in_parts(
    said: Result, taken: str | list[str]
) -> None:
    assert fitted(accepted(indicator(), reads()), said) == taken


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        (result("2017Q1", of=(1, 2)), "2017Q1"),
        (result("2017-01", of=(1, 2)), "2017-01"),
        (result("2017", 96), "2017"),
        (result("2017Q1", 96), "2017Q1"),
        (result("2017-01", 96), "cases_needed"),
    ],
)
def test_a_percentage_alone_cannot_be_pooled_with_others(said: Result, taken: str) -> None:
    found = accepted(quarterly(), reads(over=Over.POOLED))
    made = found.fit(said)
    assert (made.code if isinstance(made, Problem) else made.period) == taken
    assert found.find_use(said).bare is (said.numerator is None)


def test_what_happened_in_three_months_is_no_mean_of_them() -> None:
    counted = accepted(quarterly(unit=Unit.COUNT), reads(over=Over.MEAN))
    assert fitted(counted, result("2017-01", 100)) == refused("2017Q1")
    assert fitted(counted, result("2017-01", of=(1, 2))) == "2017-01"


def test_quarters_of_two_years_are_no_part_of_either() -> None:
    found = accepted(quarterly(), reads(over=Over.SUM))
    assert fitted(found, result("2016-10/2017-03", 1)) == refused("2016Q4", "2017Q1")
    assert fitted(found, result("2017-01/2017-06", 1)) == "2017-01/2017-06"


def test_an_awaited_figure_is_awaited_for_the_period_that_is_read() -> None:
    found = accepted(quarterly(), reads(over=Over.SUM))
    later: dict[str, Any] = {"awaited": date(2018, 3, 1)}
    assert fitted(found, result("2017Q4", **later)) == "2017Q4"
    assert fitted(found, result("2016Q4", **later)) == "2016Q4"
    assert fitted(found, result("2017-10", **later)) == refused("2017Q4")
    assert fitted(found, result("2017", **later)) == refused(*(f"2017Q{n}" for n in (1, 2, 3, 4)))


def test_the_same_day_of_another_year_is_history_of_a_reading_of_a_day() -> None:
    found = accepted(MONTHLY, reads(period="2017-12-15"))
    assert fitted(found, result("2016-12-15", 1)) == "2016-12-15"
    assert fitted(found, result("2016-12-14", 1)) == refused("2017-12-15")


def test_a_plan_that_ends_within_a_month_reads_the_whole_quarter() -> None:
    found = accepted(quarterly(), reads(over=Over.SUM), start=date(2017, 1, 1), end=date(2017, 12, 15))
    assert fitted(found, result("2017Q4", 1)) == "2017Q4"
    assert found.find_use(result("2017Q4", 1)).kind is PeriodUse.READ


def test_only_a_level_that_only_rises_takes_any_day() -> None:
    summed = accepted(quarterly(only_rises=True), reads(over=Over.SUM))
    assert fitted(summed, result("2017-05-03", 1)) == refused("2017Q2")


def test_a_half_year_has_no_weight_of_its_own() -> None:
    found = accepted(quarterly(), reads(over=Over.WEIGHTED, weight="cases"))
    assert fitted(found, result("2017-01/2017-06", 1)) == refused("2017Q1", "2017Q2")


def test_a_rolling_year_to_the_third_quarter_takes_that_year_alone() -> None:
    found = accepted(indicator(), reads(shift=-1))
    assert fitted(found, result("2016-10/2017-09", 1)) == "2016-10/2017-09"
    assert fitted(found, result("2017", 1)) == refused("2016-10/2017-09", "2017-10/2018-09")
    both = accepted(indicator(), reads(shift=-1), reads(offset=-1))
    assert fitted(both, result("2017", 1)) == "2017"


def test_a_plan_year_from_august_takes_its_own_quarters_and_any_month() -> None:
    found = accepted(quarterly(), reads(over=Over.SUM), **SCHOOL_YEAR)
    assert fitted(found, result("2017-08/2017-10", 1)) == "2017-08/2017-10"
    assert fitted(found, result("2017-09", 1)) == "2017-09"
    assert fitted(found, result("2017Q3", 1)) == refused("2017-05/2017-07", "2017-08/2017-10")


def test_a_reading_of_a_day_takes_that_day_and_the_months_of_its_series() -> None:
    found = accepted(MONTHLY, reads(period="2017-12-15"))
    assert fitted(found, result("2017-12-15", 1)) == "2017-12-15"
    assert fitted(found, result("2016-11", 1)) == "2016-11"
    assert found.find_use(result("2017-12-15", 1)).kind is PeriodUse.READ
    assert found.find_use(result("2017-12", 1)).kind is PeriodUse.OTHER_YEAR


def test_a_level_that_only_rises_takes_any_day() -> None:
    found = accepted(indicator(only_rises=True), reads(period="2017-12-31"))
    assert fitted(found, result("2018-04-20", 1)) == "2018-04-20"
    assert found.find_use(result("2018-04-20", 1)).kind is PeriodUse.READ


def test_a_quarter_of_a_series_for_the_year_to_date_is_the_year_so_far() -> None:
    series = quarterly(reports=Reports.YEAR_TO_DATE)
    found = accepted(series, reads(over=Over.POOLED))
    assert fitted(found, result("2017Q3", of=(1, 2))) == "2017-01/2017-09"
    assert fitted(found, result("2017Q1", of=(1, 2))) == "2017Q1"
    school = accepted(series, reads(over=Over.POOLED), **SCHOOL_YEAR)
    assert fitted(school, result("2017-11/2018-01", of=(1, 2))) == "2017-08/2018-01"


def test_a_series_that_no_plan_reads_takes_the_periods_of_its_calendar() -> None:
    found = accepted(quarterly())
    assert fitted(found, result("2017Q3", 1)) == "2017Q3"
    assert fitted(found, result("2017-08", 1)) == refused("2017Q3")
    assert fitted(found, result("2017-09-30", 1)) == "2017Q3"
    assert found.find_use(result("2017Q3", 1)).kind is PeriodUse.UNUSED


def test_weights_are_told_for_the_periods_they_weigh() -> None:
    found = accepted(quarterly(), reads(over=Over.WEIGHTED, weight="cases"))
    assert fitted(found, result("2017Q3", 1, key="cases")) == "2017Q3"
    assert fitted(found, result("2017-08", 1, key="cases")) == refused("2017Q3")
    assert fitted(found, result("2017", 1, key="cases")) == refused(*(f"2017Q{n}" for n in (1, 2, 3, 4)))
    assert fitted(found, result("2017", 1)) == "2017"


def test_a_figure_is_read_or_of_another_year() -> None:
    found = accepted(quarterly(), reads(over=Over.SUM))
    uses = [found.find_use(result(period, 1)).kind for period in ("2016Q4", "2017Q1", "2017-12", "2018Q1")]
    assert uses == [PeriodUse.OTHER_YEAR, PeriodUse.READ, PeriodUse.READ, PeriodUse.OTHER_YEAR]


@pytest.mark.parametrize(
    ("period", "whole"), [("2017-02", "2017Q1"), ("2017Q1", None), ("2017", None), ("2017-12-31", None)]
)
def test_a_figure_for_a_month_says_which_quarter_it_is_a_part_of(period: str, whole: str | None) -> None:
    assert accepted(quarterly(), reads(over=Over.SUM)).find_use(result(period, 1)).part_of == whole
    assert accepted(quarterly()).find_use(result(period, 1)).part_of == whole


def test_a_month_of_a_school_year_is_a_part_of_its_own_quarter() -> None:
    school = accepted(quarterly(), reads(over=Over.SUM), **SCHOOL_YEAR)
    assert school.find_use(result("2017-09", 1)).part_of == "2017-08/2017-10"
