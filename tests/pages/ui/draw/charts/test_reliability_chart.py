"""Forecasts against what came of them: three of them, by hand."""

from __future__ import annotations

import pytest

from metrics.followup.track_record import measure_reliability
from pages.ui.draw import theme
from pages.ui.draw.charts.reliability_chart import draw_reliability
from tests.pages.drawing import DA


def test_each_bin_is_a_point_whose_area_follows_its_count() -> None:
    judged = measure_reliability([(0.9, True), (0.9, False), (0.1, False)])
    assert judged is not None
    even, points = draw_reliability(judged, DA, theme.LIGHT)["data"]
    assert (even["x"], even["y"]) == ([0, 100], [0, 100])
    assert points["x"] == pytest.approx([10, 90])
    assert points["y"] == [0, 50]
    assert points["marker"]["size"] == pytest.approx([8 + 12 / 2**0.5, 20])
    assert points["text"] == ["1 prognose", "2 prognoser"]
