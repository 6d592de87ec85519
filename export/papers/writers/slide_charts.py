"""Charts on slides, drawn by PowerPoint itself: solid a result, outlined a target, hatched what is expected."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.util import Mm, Pt

from export.papers.chart import BarChart, TrendChart
from export.papers.drawing.chart_figures import ChartFigures, list_figures

_RESULT, _TARGET, _FORECAST, _WHITE = (
    RGBColor(0x24, 0x40, 0x4F),
    RGBColor(0x56, 0x60, 0x6A),
    RGBColor(0x7D, 0x9D, 0xAE),
    RGBColor(0xFF, 0xFF, 0xFF),
)

_FORMS = {
    (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
    (False, True): XL_CHART_TYPE.COLUMN_STACKED,
    (True, False): XL_CHART_TYPE.BAR_CLUSTERED,
    (True, True): XL_CHART_TYPE.BAR_STACKED,
}
"""By whether the bars are rows, and whether they are stacked."""


def add_chart(
    slide: Any,
    chart: TrendChart | BarChart,
    corner: tuple[float, float],
    size: tuple[float, float],
    lang: str,
) -> None:
    """Add a chart to a slide, with its title, a legend, its figures and its alt text."""
    figures, names = list_figures(chart), chart.names
    data = CategoryChartData(number_format=figures.pattern)
    data.categories = list(figures.names)
    heads = (names.result, names.target, names.forecast) if names else ("", "", "")
    kept = []
    for place, (name, values) in enumerate(zip(heads, figures.series, strict=True)):
        if any(value is not None for value in values):
            data.add_series(name, [None if value is None else round(value, 6) for value in values])
            kept.append(place)
    in_rows = isinstance(chart, BarChart) and chart.in_rows
    form = _FORMS[in_rows, figures.stacked]
    (left, top), (width, height) = corner, size
    frame = slide.shapes.add_chart(form, Mm(left), Mm(top), Mm(width), Mm(height), data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alt)
    _set_look(frame.chart, chart, figures)
    for series, place in zip(frame.chart.plots[0].series, kept, strict=True):
        _fill_series(series, place)


def _set_look(drawn: Any, chart: TrendChart | BarChart, figures: ChartFigures) -> None:
    title = f"{chart.title}, {chart.unit}" if chart.unit else chart.title
    drawn.has_title = bool(title)
    if title:
        drawn.chart_title.text_frame.text = title
        for run in drawn.chart_title.text_frame.paragraphs[0].runs:
            run.font.size, run.font.bold = Pt(14), True
    drawn.has_legend = True
    drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    drawn.legend.font.size = Pt(12)
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap = 60, 100 if figures.stacked else -5
    if not figures.stacked:
        plot.has_data_labels = True
        plot.data_labels.font.size, plot.data_labels.number_format = Pt(10), figures.pattern
        plot.data_labels.number_format_is_linked = False
    drawn.category_axis.tick_labels.font.size = Pt(11)
    drawn.value_axis.visible = False
    if not any(value is not None and value < 0 for series in figures.series for value in series):
        drawn.value_axis.minimum_scale = 0  # a bar begins at nothing
    drawn.value_axis.has_major_gridlines = False
    drawn.category_axis.reverse_order = isinstance(chart, BarChart) and chart.in_rows


def _fill_series(series: Any, place: int) -> None:
    fill, line = series.format.fill, series.format.line
    if place == 0:
        fill.solid()
        fill.fore_color.rgb = _RESULT
    elif place == 1:
        fill.background()
        line.color.rgb, line.width = _TARGET, Pt(1.5)
    else:
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = _FORECAST, _WHITE
        line.color.rgb = _FORECAST
