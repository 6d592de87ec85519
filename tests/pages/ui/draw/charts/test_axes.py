"""A day has its place among the years, and the axis of values cuts nothing off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from metrics.score.trend import Trend
from pages.ui.draw import theme
from pages.ui.draw.charts import axes
from tests.pages.ui.draw.charts.conftest import tolerated


@pytest.mark.parametrize(
    ("day", "place"),
    [(date(2017, 12, 31), 2017.5), (date(2016, 12, 31), 2016.5), (date(2017, 1, 1), 2016.5 + 1 / 365)],
)
def test_a_year_reaches_from_half_a_year_before_its_tick_to_half_a_year_after(
    day: date, place: float
) -> None:
    assert axes.find_place(day) == pytest.approx(place)


def test_there_is_air_above_and_below_the_values(trend: Trend) -> None:
    """They reach from 70 to 90; 22 pct. of those 20 is 4.4."""
    assert axes.find_range(trend, ()) == pytest.approx((65.6, 94.4))


def test_what_is_foreseen_fits_as_well(trend: Trend) -> None:
    low, high = axes.find_range(trend, (120.0,))
    assert low < 70
    assert high > 120


def test_both_ends_of_a_tolerance_fit() -> None:
    low, high = axes.find_range(tolerated(), ())
    assert low < -2
    assert high > 2


def test_nothing_has_a_range_of_its_own(trend: Trend) -> None:
    nothing = replace(trend, results=(), targets=(), readings=())
    assert axes.find_range(nothing, ()) == pytest.approx((-0.22, 1.22))


def test_each_year_has_a_tick(trend: Trend) -> None:
    made = axes.make_axes(trend, theme.LIGHT, axes.make_frame(trend, ()))
    assert made["xaxis"]["tickvals"] == [2015, 2016, 2017]
    assert made["xaxis"]["range"] == pytest.approx([2014.3, 2017.7])


def test_a_year_whose_target_has_no_number_yet_has_a_tick_too(trend: Trend) -> None:
    last = trend.targets[-1]
    unknown = replace(last, year=2018, limits=(), amount=last.amount._replace(value=None))
    assert axes.find_ticks(replace(trend, targets=(*trend.targets, unknown))) == [2015, 2016, 2017, 2018]


def test_of_many_years_every_other_has_a_name_and_that_of_the_page_is_one_of_them(trend: Trend) -> None:
    """Ten names beside each other would lie over each other on a phone."""
    first = trend.results[0]
    many = replace(trend, results=tuple(replace(first, year=year) for year in range(2010, 2020)))
    assert trend.own
    assert axes.find_ticks(replace(many, own=replace(trend.own, year=2016))) == [2010, 2012, 2014, 2016, 2018]
    assert axes.find_ticks(replace(many, own=replace(trend.own, year=2017))) == [2011, 2013, 2015, 2017, 2019]


@pytest.mark.parametrize(
    ("place", "shown"), [(2014.4, False), (2014.6, True), (2017.5, True), (2017.6, False)]
)
def test_only_places_within_the_years_are_shown(trend: Trend, place: float, shown: bool) -> None:
    assert axes.is_within_years(place, trend) is shown
