"""A year of a target in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from metrics.direction.target_years import TargetYear, find_target_years
from metrics.direction.yearly_target import YearlyTarget
from metrics.facts.schema import Result
from metrics.plan.formula import Step
from metrics.plan.model import Indicator
from metrics.plan.terms import Over, Unit
from tests.directions import direction
from tests.factories import catalogue, compared, facts, goal, number, plan, quarterly, reads, result
from words.directions.target_line import find_counted, write_aim, write_result, write_target_year
from words.language import Words

DA, EN = Words("da"), Words("en")


def first(
    series: Indicator, *told: Result, over: Over = Over.SUM, **reading: Any
) -> tuple[TargetYear, Indicator]:
    """The year 2023 of a target of 90, on the first of November that year."""
    target = YearlyTarget(
        number="A",
        title="T",
        section="2",
        value=reads(over=over, **reading),
        by_year=(Step(year=2023, number=Decimal(90)),),
    )
    found, known = direction(targets=(target,), focus_areas=()).bare, catalogue(series)
    yearly = plan(goal("1", compared("1.1", reads(over=over, **reading), target=number(80))))
    yearly = yearly.model_copy(update={"start": date(2023, 1, 1), "end": date(2023, 12, 31)})
    (year,) = find_target_years(found, [yearly], facts(*told, as_of=date(2023, 11, 1)), known)
    return year, find_counted(found, year, known)


def test_a_sum_of_an_unfinished_year_is_told_as_so_far_and_what_is_missing_is_no_zero() -> None:
    counted = quarterly(unit=Unit.COUNT, decimals=0)
    year, series = first(counted, result("2023Q1", 20), result("2023Q2", 25))
    assert write_result(year, series, DA) == "45 indtil nu"
    assert write_target_year(year, series, catalogue(counted), EN) == (
        "2023: target at least 90, result 45 so far. Not yet settled."
    )
    nothing, series = first(counted)
    assert write_target_year(nothing, series, catalogue(counted), DA) == (
        "2023: måltal mindst 90, intet resultat. Endnu ikke opgjort."
    )


def test_a_target_in_another_unit_than_its_series_is_written_in_its_own() -> None:
    months = quarterly(unit=Unit.MONTHS)
    year, series = first(months, result("2023Q4", 2), over=Over.LAST, factor=Decimal(30), unit=Unit.DAYS)
    assert series.unit is Unit.DAYS
    assert write_aim(year.aims[0], series, 2023, catalogue(months), EN).endswith("at least 80\u00a0days")
