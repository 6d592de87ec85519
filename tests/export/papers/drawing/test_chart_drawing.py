"""The chart of a series: what is solid, outlined and hatched."""

from __future__ import annotations

from xml.etree import ElementTree

from export.papers.chart import Compared, TargetStep
from export.papers.drawing import svg
from export.papers.drawing.chart_drawing import draw_chart, draw_trend
from tests.papers import trend, years


def texts(drawn: str) -> list[str]:
    found = ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314
    return [one.text or "" for one in found if one.get("fill") != "none"]


def test_results_are_solid_a_provisional_one_hollow_and_the_forecast_hatched() -> None:
    drawn = draw_trend(trend())
    assert drawn.count("<circle") == 2
    assert drawn.count('fill="#fff" stroke="#24404f"') == 1
    assert drawn.count(f'fill="{svg.HATCHED}"') == 2


def test_the_target_of_the_year_asked_about_and_the_forecast_are_written_at_the_end() -> None:
    later = TargetStep(2027, (9.0,), "højst 9", provisional=True)
    given = trend(years=(2025, 2026, 2027), targets=(*trend().targets, later))
    assert texts(draw_trend(given))[-2:] == ["højst 10", "9 forventet"]
    assert 'stroke-dasharray="3 2"' in draw_trend(given)


def test_each_year_each_result_and_what_is_compared_is_written() -> None:
    compared = (Compared("Landets gennemsnit", ((2025, 11.0), (2026, 11.5))),)
    said = texts(draw_trend(trend(compared=compared, breaks=(2025.5,))))
    assert {"2025", "2026", "12", "10", "ny definition", "gennemsnit"} <= {*said, *said[-1].split()}


def test_a_tolerance_is_a_band_and_bars_are_drawn_as_bars() -> None:
    band = TargetStep(2026, (-2.0, 2.0), "inden for ±2")
    assert 'fill-opacity="0.13"' in draw_trend(trend(targets=(band,), results=(), fan=None))
    assert "forventet" in texts(draw_chart(years()))
