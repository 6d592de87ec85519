"""The figure of how often forecasts have come true."""

from __future__ import annotations

from metrics.followup.track_record import Reliability
from pages.ui.draw.charts.paper import Figure, make_paper
from pages.ui.draw.theme import Look
from words.language import Words


def draw_reliability(judged: Reliability, words: Words, look: Look) -> Figure:
    """Draw the forecast likelihood against how often it came true; on the dotted line the two are equal."""
    axis = {
        "range": [-4, 104],
        "ticksuffix": " %",
        "gridcolor": look.line,
        "griddash": "dot",
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }
    most = max(b.count for b in judged.bins)
    even = {
        "type": "scatter",
        "x": [0, 100],
        "y": [0, 100],
        "mode": "lines",
        "line": {"color": look.benchmark, "dash": "dot", "width": 1.5},
        "hoverinfo": "skip",
    }
    points = {
        "type": "scatter",
        "x": [100 * b.mean for b in judged.bins],
        "y": [100 * b.held for b in judged.bins],
        "mode": "lines+markers",
        "line": {"color": look.result, "width": 1.5},
        # The area of a point follows how many forecasts it stands for.
        "marker": {"color": look.result, "size": [8 + 12 * (b.count / most) ** 0.5 for b in judged.bins]},
        "text": [words.n("calibration.hover", b.count) for b in judged.bins],
        "hovertemplate": "%{text}<extra></extra>",
    }
    return {
        "data": [even, points],
        "layout": {
            **make_paper(words, look),
            "xaxis": {**axis, "title": {"text": words.t("calibration.foretold")}},
            "yaxis": {**axis, "title": {"text": words.t("calibration.held")}},
        },
    }
