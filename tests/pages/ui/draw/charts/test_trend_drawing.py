"""Each layer of a trend's figure: solid is settled, hollow is not, and nothing is drawn where it does not belong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.score.trend import Trend, find_trend
from pages.ui.draw import theme
from pages.ui.draw.charts import lines
from pages.ui.draw.charts.axes import make_frame
from pages.ui.draw.charts.labels import LabelPlacement
from pages.ui.draw.charts.trend_drawing import TrendDrawing, write_value
from tests.factories import catalogue, compared, facts, goal, plan, reads, result
from tests.pages.drawing import DA
from tests.pages.ui.draw.charts.conftest import tolerated

LOOK = theme.LIGHT


@pytest.fixture
def drawing(trend: Trend) -> TrendDrawing:
    return draws(trend)


def draws(trend: Trend) -> TrendDrawing:
    """An empty figure of a trend."""
    return TrendDrawing(trend, DA, LOOK, LabelPlacement(make_frame(trend, ()), LOOK.background))


def test_a_result_so_far_has_no_place_in_the_line_until_the_year_is_over(drawing: TrendDrawing) -> None:
    drawing.results()
    line, points = drawing.traces
    assert (line["x"], line["y"]) == (points["x"], points["y"])
    assert points["text"][:2] == ["70,0", "80,0"]
    assert points["marker"]["color"][:2] == [LOOK.result, LOOK.result]


def test_what_is_not_settled_is_hollow_and_has_a_star(drawing: TrendDrawing) -> None:
    drawing.results()
    points = drawing.traces[1]
    for year, text, colour in zip(points["x"], points["text"], points["marker"]["color"], strict=True):
        settled = year < 2017
        assert (text.endswith("*"), colour) == (not settled, LOOK.result if settled else LOOK.background)


def test_readings_stand_at_the_end_of_their_quarter(drawing: TrendDrawing) -> None:
    drawing.readings()
    (quarters,) = drawing.traces
    assert quarters["y"] == [70.0, 75.0]
    assert quarters["x"] == pytest.approx([2016.5 + 90 / 365, 2016.5 + 181 / 365])


def test_a_target_is_a_step_over_its_whole_year(drawing: TrendDrawing, trend: Trend) -> None:
    (run,) = lines.group_steps(trend.targets)
    drawing.target(run)
    (step,) = drawing.traces
    assert (step["x"], step["y"]) == ([2015.5, 2016.5, 2016.5, 2017.5], [80, 80, 90, 90])
    assert step["line"]["dash"] == "solid"


def test_a_tolerance_is_a_band_between_its_two_limits() -> None:
    of = tolerated()
    (run,) = lines.group_steps(of.targets)
    drawing = draws(of)
    drawing.target(run)
    low, high = drawing.traces
    assert (low["y"], high["y"]) == ([-2, -2], [2, 2])
    assert "fill" not in low
    assert high["fill"] == "tonexty"
    assert low["text"][0] == "2017: måltal inden for ±2 (Plan)"


def test_the_target_of_the_page_is_drawn_stronger_over_its_own_year(
    drawing: TrendDrawing, trend: Trend
) -> None:
    assert trend.own
    drawing.own(trend.own)
    (step,) = drawing.traces
    assert (step["x"], step["y"], step["line"]["width"]) == ([2016.5, 2017.5], [90, 90], 3.5)


def test_a_target_that_is_a_share_shows_its_arithmetic_on_hover() -> None:
    aim = reads(offset=-1, factor=Decimal("0.9"))
    of = plan(goal("1", compared(target=aim)))
    found = find_trend(of, of.goals[0].criteria[0], [of], facts(result("2016", "7.2")), catalogue())
    assert found
    drawing = draws(found)
    drawing.target(found.targets)
    said = drawing.traces[0]["text"][0].replace("\u00a0", " ")
    assert said == "2017: måltal mindst 6,48 (Plan)<br>7,2 × 90 pct. = 6,48"


def test_years_whose_target_has_no_number_yet_are_shaded(drawing: TrendDrawing, trend: Trend) -> None:
    drawing.unknown(trend.targets)
    (shade,) = drawing.shapes
    assert (shade["type"], shade["x0"], shade["x1"]) == ("rect", 2015.5, 2017.5)


def test_the_fan_holds_nine_in_ten_and_within_it_half_of_all(drawing: TrendDrawing) -> None:
    drawing.fan((80, 82, 85, 88, 90), 2017)
    outer, inner, middle = drawing.traces
    assert (outer["base"], outer["y"], inner["base"], inner["y"]) == ([80], [10], [82], [6])
    assert middle["y"] == [85, 85]
    assert outer["hovertext"] == ["Forventet 85,0 (90 pct.-interval 80,0–90,0)"]


@pytest.mark.parametrize(("day", "shown"), [(date(2017, 7, 1), True), (date(2021, 7, 1), False)])
def test_the_day_of_the_page_is_drawn_within_the_years_alone(
    drawing: TrendDrawing, day: date, shown: bool
) -> None:
    drawing.today(day)
    assert len(drawing.shapes) == int(shown)


def test_a_value_has_its_unit_and_nothing_is_no_text(trend: Trend) -> None:
    value = trend.results[0].amount.value
    assert write_value(value, trend, DA).replace("\u00a0", " ") == "70,0 pct."
    assert write_value(value, trend, DA, unit=False) == "70,0"
    assert write_value(None, trend, DA) == ""
