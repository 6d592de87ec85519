"""Marks are honest, say in words what they draw, and escape what they are given."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from metrics.status import Status
from pages.ui.draw import marks
from pages.ui.draw.sparkline import SparkPoint, draw_sparkline
from pages.ui.draw.status import draw_status
from pages.ui.draw.table import Column, draw_table
from tests.pages.drawing import DA, HOSTILE, Reader


@pytest.mark.parametrize(
    "html",
    [
        draw_status(Status.MET, DA, label=HOSTILE),
        draw_status(Status.MET, DA, label=HOSTILE, show_word=False),
        draw_table([Column(HOSTILE), Column(HOSTILE, quiet=True)], [[HOSTILE, HOSTILE]], HOSTILE),
        marks.draw_link("/plan?plan=" + HOSTILE, HOSTILE, label=HOSTILE),
        draw_sparkline([SparkPoint(HOSTILE, 1)], DA, unit="count"),
        marks.draw_hidden(HOSTILE),
    ],
    ids=["status", "mark", "table", "link", "sparkline", "hidden"],
)
def test_text_is_escaped(html: Markup) -> None:
    read = Reader(html)
    assert "script" not in read.tags
    assert "onclick" not in [name for name, _ in read.attributes]
