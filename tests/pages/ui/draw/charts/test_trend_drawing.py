"""Each layer of a trend's figure: solid is settled, hollow is not, and nothing is drawn where it does not belong."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.score.trend import Trend
from pages.ui.draw import theme
from pages.ui.draw.charts import lines
from pages.ui.draw.charts.trend_drawing import TrendDrawing, write_value
from tests.pages.drawing import DA

LOOK = theme.LIGHT


@pytest.fixture
def drawing(trend: Trend) -> TrendDrawing:
    return TrendDrawing(trend, DA, LOOK)


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


def test_the_newest_target_is_named_at_the_end_of_its_line(drawing: TrendDrawing) -> None:
    drawing.limit()
    (note,) = drawing.notes
    assert (note["x"], note["y"], note["text"]) == (2017.5, 90.0, "Måltal: mindst 90")


def test_the_fan_holds_nine_in_ten_and_within_it_half_of_all(drawing: TrendDrawing) -> None:
    drawing.fan((80, 82, 85, 88, 90), 2017)
    outer, inner, middle = drawing.traces
    assert (outer["base"], outer["y"], inner["base"], inner["y"]) == ([80], [10], [82], [6])
    assert middle["y"] == [85, 85]
    assert outer["hovertext"] == ["Prognose: 85,0, ni gange af ti mellem 80,0 og 90,0"]


@pytest.mark.parametrize(("day", "shown"), [(date(2017, 7, 1), True), (date(2021, 7, 1), False)])
def test_the_day_of_the_page_is_drawn_within_the_years_alone(
    drawing: TrendDrawing, day: date, shown: bool
) -> None:
    drawing.today(day)
    assert (len(drawing.shapes), len(drawing.notes)) == (int(shown), int(shown))


def test_a_value_has_its_unit_and_nothing_is_no_text(trend: Trend) -> None:
    value = trend.results[0].amount.value
    assert write_value(value, trend, DA).replace("\u00a0", " ") == "70,0 pct."
    assert write_value(value, trend, DA, unit=False) == "70,0"
    assert write_value(None, trend, DA) == ""
