"""What every figure shares: the paper it is drawn on, and Plotly's own words and buttons."""

from __future__ import annotations

from typing import Any

from pages.ui.draw.theme import Look
from words.language import Words

Figure = dict[str, Any]
# Plotly's own objects would be validated piece by piece, at every step.
"""A figure as Plotly serialises it."""

HEIGHT = 380
_ABOVE, _BELOW = 12, 36  # pixels around the axes
PLOT_HEIGHT = HEIGHT - _ABOVE - _BELOW
"""How many pixels high a figure is within its axes."""
_FONT = "Source Sans, Source Sans Pro, sans-serif"
_BUTTONS = {"Download plot as a PNG": "download", "Download plot as a png": "download", "Reset axes": "reset"}
_REMOVED_BUTTONS = ["select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "pan2d", "zoom2d"]


def make_paper(words: Words, look: Look, lower: int = 0) -> Figure:
    """Make the part of a layout that all figures share; some are `lower` by so many pixels."""
    return {
        "height": HEIGHT - lower,
        "margin": {"l": 8, "r": 8, "t": _ABOVE, "b": _BELOW},
        "font": {"family": _FONT, "size": max(15, look.least_text), "color": look.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": words.t("number.decimal") + words.t("number.thousands"),
        "showlegend": False,
        "hovermode": "closest",
        "barmode": "overlay",
        "hoverlabel": {"bgcolor": look.surface, "bordercolor": look.line, "font": {"color": look.text}},
    }


def make_config(words: Words) -> Figure:
    """Make the configuration that gives Plotly its words and numbers in the page's language."""
    # Danish is not in Plotly's bundle.
    months = [words.t(f"month.{number}") for number in range(1, 13)]
    own = {
        "dictionary": {name: words.t(f"chart.{key}") for name, key in _BUTTONS.items()},
        "format": {
            "decimal": words.t("number.decimal"),
            "thousands": words.t("number.thousands"),
            "months": months,
            "shortMonths": [month[:3] for month in months],
        },
    }
    return {
        "locale": words.lang,
        "locales": {words.lang: own},
        "displaylogo": False,
        "modeBarButtonsToRemove": _REMOVED_BUTTONS,
    }
