"""A figure in the form that Streamlit sends as it is."""

from __future__ import annotations

from functools import cache
from typing import Any

import plotly.io
from plotly.basedatatypes import BaseFigure

from pages.ui.draw.charts.paper import Figure


class DrawnFigure(BaseFigure):  # type: ignore[misc] # Plotly has no types
    """A figure whose data is sent untouched.

    Of plain data Streamlit would have Plotly build its objects, attribute by attribute, only to write the same again.
    """

    def __init__(self, drawn: Figure) -> None:
        self._drawn = {"data": drawn["data"], "layout": {**drawn["layout"], "template": _read_template()}}

    def to_dict(self) -> dict[str, Any]:
        """Return what is sent."""
        return self._drawn


@cache
def _read_template() -> Figure:
    """Read what Plotly draws by where a figure says nothing."""
    found: Figure = plotly.io.templates[plotly.io.templates.default].to_plotly_json()
    return found
