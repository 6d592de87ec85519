"""A day has its place among the years, and the axis of values cuts nothing off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from metrics.score.trend import Trend
from pages.ui.draw import theme
from pages.ui.draw.charts import axes


@pytest.mark.parametrize(
    ("day", "place"),
    [(date(2017, 12, 31), 2017.5), (date(2016, 12, 31), 2016.5), (date(2017, 1, 1), 2016.5 + 1 / 365)],
)
def test_a_year_reaches_from_half_a_year_before_its_tick_to_half_a_year_after(
    day: date, place: float
) -> None:
    assert axes.find_place(day) == pytest.approx(place)


def test_there_is_air_above_and_below_the_values(trend: Trend) -> None:
    """They reach from 70 to 90; 18 pct. of those 20 is 3.6."""
    assert axes.find_range(trend, ()) == pytest.approx((66.4, 93.6))


def test_what_is_foreseen_fits_as_well(trend: Trend) -> None:
    low, high = axes.find_range(trend, (120.0,))
    assert low < 70
    assert high > 120


def test_nothing_has_a_range_of_its_own(trend: Trend) -> None:
    nothing = replace(trend, results=(), targets=(), readings=())
    assert axes.find_range(nothing, ()) == pytest.approx((-0.18, 1.18))
    assert axes.make_axes(nothing, theme.LIGHT, ())["xaxis"]["range"] is None


def test_each_year_has_a_tick(trend: Trend) -> None:
    made = axes.make_axes(trend, theme.LIGHT, ())
    assert made["xaxis"]["tickvals"] == [2015, 2016, 2017]
    assert made["xaxis"]["range"] == pytest.approx([2014.3, 2017.7])


@pytest.mark.parametrize(
    ("place", "shown"), [(2014.4, False), (2014.6, True), (2017.5, True), (2017.6, False)]
)
def test_only_places_within_the_years_are_shown(trend: Trend, place: float, shown: bool) -> None:
    assert axes.is_within_years(place, trend) is shown


def test_a_note_stands_towards_the_middle(trend: Trend) -> None:
    assert axes.make_note_anchor(2015.0, trend)["xanchor"] == "left"
    assert axes.make_note_anchor(2017.0, trend)["xanchor"] == "right"
