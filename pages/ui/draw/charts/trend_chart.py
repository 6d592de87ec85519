"""The figure of a trend, as data and in words. The notation is the same in every one of them.

Solid is a result, hollow a provisional one; outlined steps are targets, dashed where provisional, grey where revised.
"""

from __future__ import annotations

from datetime import date

from metrics.foresight.forecast import Forecast
from metrics.score.trend import Trend
from pages.ui.draw.charts import lines
from pages.ui.draw.charts.axes import make_axes
from pages.ui.draw.charts.paper import Figure, make_paper
from pages.ui.draw.charts.trend_drawing import TrendDrawing, write_value
from pages.ui.draw.theme import Look
from words import verdict
from words.language import Words


def draw_trend(
    data: Trend, as_of: date, words: Words, look: Look, ahead: Forecast | None = None, year: int = 0
) -> Figure:
    """Draw targets as steps and results as points, year by year.

    `ahead` is where `year` is likely to end, drawn as a fan.
    """
    # Years are numbers on the axis, so that a step spans its whole year.
    fan = ahead.quantiles if ahead else ()
    drawing = TrendDrawing(data, words, look)
    if fan:
        drawing.fan(fan, year)
    for run in lines.group_steps(data.targets):
        drawing.target(run)
    drawing.readings()
    drawing.results()
    drawing.limit()
    drawing.breaks()
    drawing.today(as_of)
    return {
        "data": drawing.traces,
        "layout": {
            **make_paper(words, look),
            **make_axes(data, look, fan),
            "shapes": drawing.shapes,
            "annotations": drawing.notes,
        },
    }


def describe_trend(data: Trend, words: Words, ahead: Forecast | None = None) -> str:
    """Describe the chart for those who do not see it: every year's result and target, and the forecast."""
    parts = [
        words.t("chart.alt_result", year=point.year, value=write_value(point.amount.value, data, words))
        + ("" if point.amount.settled else f" ({words.t('word.provisional')})")
        for point in data.results
        if point.amount.value is not None
    ]
    aims = [
        words.t("chart.alt_target", year=point.year, value=write_value(point.amount.value, data, words))
        for point in data.targets
        if point.amount.value is not None and not point.revised
    ]
    if ahead and ahead.quantiles:
        low, _, middle, _, high = (words.number(value, data.indicator.decimals) for value in ahead.quantiles)
        aims.append(words.t("chart.alt_fan", low=low, middle=middle, high=high))
    told = "; ".join([*parts, *aims]) or words.t("spark.nothing")
    changed = [verdict.write_changed(one, words) for one in data.breaks]
    return " ".join([f"{data.indicator.name}. {told}.", *changed])
