"""Points hang together where they can be compared, and part where they cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from metrics.plan.terms import Over, Reports
from metrics.score.trend import Trend
from pages.ui.draw.charts import lines
from tests.factories import broken

HALF_YEAR = date(2017, 4, 1)


def quarters(trend: Trend) -> list[lines.Reached]:
    """The two readings within 2017, as one and two."""
    within = [given for given in trend.readings if "Q" in given.observation.period.text]
    return [(given, Fraction(value)) for value, given in enumerate(within, 1)]


def test_the_sum_begins_anew_each_year(trend: Trend) -> None:
    of_2015 = (trend.readings[0], Fraction(5))
    assert [total for _, total in lines.add_within_years([of_2015, *quarters(trend)])] == [5, 1, 3]


def test_readings_part_at_a_new_definition(trend: Trend) -> None:
    pairs = quarters(trend)
    assert lines.split_at_breaks(pairs, trend) == [pairs]
    changed = replace(trend, breaks=(broken(HALF_YEAR),))
    assert lines.split_at_breaks(pairs, changed) == [pairs[:1], pairs[1:]]


def test_a_year_of_sums_begins_with_its_first_month(trend: Trend) -> None:
    """A plan year from April to March ends with the first quarter."""
    assert [total for _, total in lines.add_within_years(quarters(trend), 4)] == [1, 2]
    assert [total for _, total in lines.add_within_years(quarters(trend), 7)] == [1, 3]


def test_sums_part_where_a_year_begins_and_levels_do_not(trend: Trend) -> None:
    pairs = quarters(trend)
    assert lines.split_at_breaks(pairs, replace(trend, first_month=4)) == [pairs]
    sums = replace(trend, over=Over.SUM, first_month=4)
    assert lines.split_at_breaks(pairs, sums) == [pairs[:1], pairs[1:]]
    to_date = trend.indicator.model_copy(update={"reports": Reports.YEAR_TO_DATE})
    assert lines.split_at_breaks(pairs, replace(trend, indicator=to_date, first_month=4)) == [
        pairs[:1],
        pairs[1:],
    ]


def test_a_line_joins_years_in_a_row_that_are_counted_alike(trend: Trend) -> None:
    first, second, third = trend.results
    assert lines.is_joined(first, second, trend)
    assert not lines.is_joined(first, third, trend)
    assert not lines.is_joined(first, second, replace(trend, breaks=(broken(date(2016, 1, 1)),)))


def test_a_step_goes_on_over_years_of_one_criterion_and_stops_at_a_gap(trend: Trend) -> None:
    assert [len(run) for run in lines.group_steps(trend.targets)] == [2]
    first, second = trend.targets
    apart = (first, replace(second, year=second.year + 1))
    assert [len(run) for run in lines.group_steps(apart)] == [1, 1]
