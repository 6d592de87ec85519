"""A figure is sent as what Plotly's own objects would write of it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import plotly.graph_objects as go
import plotly.io
import plotly.tools
import pytest

from metrics.direction.progress import find_standings
from metrics.followup.track_record import measure_reliability
from metrics.score.trend import Trend
from pages.ui.draw import theme
from pages.ui.draw.charts.drawn_figure import DrawnFigure
from pages.ui.draw.charts.paper import Figure
from pages.ui.draw.charts.reliability_chart import draw_reliability
from pages.ui.draw.charts.roadmap_chart import draw_roadmap
from pages.ui.draw.charts.trend_chart import draw_trend
from tests.directions import direction, initiative
from tests.pages.drawing import DA, EN, writer
from tests.pages.ui.draw.charts.conftest import tolerated

FAN = (60.0, 70.0, 75.0, 80.0, 90.0)


def roadmap(look: theme.Look) -> Figure:
    found = direction(initiative(ends="2024-summer"))
    standings = find_standings(found, (), date(2024, 9, 1), datetime(2030, 1, 1, tzinfo=UTC))
    return draw_roadmap(found, standings, date(2024, 9, 1), EN, look)


def reliability(look: theme.Look) -> Figure:
    judged = measure_reliability([(0.9, True), (0.9, False), (0.1, False)])
    assert judged
    return draw_reliability(judged, DA, look)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK])
def test_plotly_finds_nothing_wrong_and_would_send_the_same(trend: Trend, look: theme.Look) -> None:
    on = date(2017, 8, 1)
    figures = [
        draw_trend(trend, on, writer(), look, FAN, 2017),
        draw_trend(trend, date(2030, 1, 1), writer(), look),
        draw_trend(tolerated(), on, writer(), look, lower=100),
        roadmap(look),
        reliability(look),
    ]
    for drawn in figures:
        built, sent = plotly.io.to_json(go.Figure(drawn).to_dict()), write(drawn)
        assert read(built) == read(sent)


def read(written: str) -> Figure:
    """What a figure says; Plotly leaves out an empty list of shapes or notes."""
    found: Figure = json.loads(written)
    return found | {"layout": {name: said for name, said in found["layout"].items() if said != []}}


def write(drawn: Figure) -> str:
    """What Streamlit writes of it."""
    asked = plotly.tools.return_figure_from_figure_or_data(DrawnFigure(drawn), validate_figure=True)
    return str(plotly.io.to_json(asked, validate=False))
