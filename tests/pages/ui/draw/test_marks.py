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


def test_a_web_address_in_a_text_is_a_link_and_the_rest_is_text() -> None:
    html = marks.draw_addresses("Årsrapport 2017, tabel 4 (https://example.org/a?b=1&c=2). Se s. 12 <b>")
    assert Reader(html).values("href") == ["https://example.org/a?b=1&c=2"]
    assert Reader(str(html)).text == "Årsrapport 2017, tabel 4 (https://example.org/a?b=1&c=2). Se s. 12 <b>"


@pytest.mark.parametrize(
    "text",
    ["Resultatplan 2017, s. 5", "javascript:alert(1)", "ftp://example.org/x", "data:text/html,x", "https://"],
)
def test_nothing_else_becomes_a_link(text: str) -> None:
    assert Reader(marks.draw_addresses(text)).values("href") == []


def test_an_address_cannot_leave_its_link() -> None:
    html = marks.draw_addresses(f"https://example.org/{HOSTILE}")
    assert "<script" not in html
    assert "onerror=" not in html.split(">")[0]
