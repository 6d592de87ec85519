"""Charts on slides."""

from __future__ import annotations

import pptx
from pptx.enum.dml import MSO_FILL

from export.papers.chart import BarChart, TrendChart
from export.papers.writers.slide_charts import add_chart
from tests.papers import trend, years


def drawn(chart: TrendChart | BarChart) -> object:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    add_chart(slide, chart, (10, 10), (100, 80), "da")
    frame = slide.shapes[0]
    assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == chart.alt
    return frame.chart


def test_results_are_solid_targets_outlined_and_what_is_expected_hatched() -> None:
    chart = drawn(trend())
    series = {one.name: one for one in chart.plots[0].series}  # type: ignore[attr-defined]
    assert list(series) == ["Resultat", "Måltal", "Forventet"]
    kinds = [one.format.fill.type for one in series.values()]
    assert kinds == [MSO_FILL.SOLID, MSO_FILL.BACKGROUND, MSO_FILL.PATTERNED]
    assert [tuple(one.values) for one in series.values()] == [(12.0, 10.0), (11.0, 10.0), (None, 9.0)]


def test_years_are_stacked_and_bars_begin_at_0() -> None:
    chart = drawn(years())
    assert chart.plots[0].overlap == 100  # type: ignore[attr-defined]
    assert chart.value_axis.minimum_scale == 0  # type: ignore[attr-defined]
    assert list(chart.plots[0].categories) == ["2025: 80", "2026: 70"]  # type: ignore[attr-defined]
