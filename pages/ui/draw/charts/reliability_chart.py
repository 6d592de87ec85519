"""The figure of how often forecasts have held: words and a look in, a Plotly figure out."""

from __future__ import annotations

import plotly.graph_objects as go

from metrics.followup.track_record import Reliability
from pages.ui.draw.charts.trend_chart import make_paper
from pages.ui.draw.theme import Look
from words.language import Words


def draw_reliability(judged: Reliability, words: Words, look: Look) -> go.Figure:
    """What was foretold against what held: on the dotted line the two are the same. Larger points hold more."""
    axis = {
        "range": [-4, 104],
        "ticksuffix": " %",
        "gridcolor": look.line,
        "griddash": "dot",
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }
    figure = go.Figure(
        layout=go.Layout(
            **make_paper(words, look),
            xaxis={**axis, "title": words.t("calibration.foretold")},
            yaxis={**axis, "title": words.t("calibration.held")},
        )
    )
    even = {"color": look.benchmark, "dash": "dot", "width": 1.5}
    figure.add_scatter(x=[0, 100], y=[0, 100], mode="lines", line=even, hoverinfo="skip")
    most = max(b.count for b in judged.bins)
    figure.add_scatter(
        x=[100 * b.mean for b in judged.bins],
        y=[100 * b.held for b in judged.bins],
        mode="lines+markers",
        line={"color": look.result, "width": 1.5},
        marker={"color": look.result, "size": [8 + 12 * (b.count / most) ** 0.5 for b in judged.bins]},
        text=[words.n("calibration.hover", b.count) for b in judged.bins],
        hovertemplate="%{text}<extra></extra>",
    )
    return figure
