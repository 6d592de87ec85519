"""Charts as they are drawn: no label lies over another at any width, and none takes more room than was reckoned."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from playwright.sync_api import Page

from pages.ui.draw.charts.labels import NARROWEST, WIDEST
from pages.ui.draw.charts.paper import PLOT_HEIGHT
from pages.ui.draw.charts.text_size import LINE, measure_text
from tests.fixtures.browsers import Server, visit

WIDTHS = (390, 1024, 1440)
FULLEST = {
    "a target to come, of ten years": "plan=cpr-2021&goal=2.2",
    "sums that begin anew each year": "plan=eksempel-tilsyn-2026&goal=1.1",
    "a share foreseen close to its target": "plan=eksempel-ankenaevn-2026&goal=1.1",
    "a tolerance around a budget": "plan=eksempel-tilsyn-2026&goal=3.1",
    "two criteria of one series": "plan=eksempel-tilsyn-2026&goal=3.2",
    "a new definition": "plan=eksempel-tilsyn-2026&goal=3.3",
}
"""The goals of the example whose charts have most labels."""
TEXTS = """() => [...document.querySelectorAll('.js-plotly-plot')].map(plot => ({
    inside: [plot._fullLayout._size.w, plot._fullLayout._size.h],
    texts: [...plot.querySelectorAll('.annotation-text, .xtick text, .ytick text')].map(text => {
        const {left, top, right, bottom} = text.getBoundingClientRect()
        const size = parseFloat(getComputedStyle(text).fontSize)
        const lines = [...text.querySelectorAll('tspan.line')].map(line => line.textContent)
        const note = text.classList.contains('annotation-text')
        return {said: lines.length ? lines : [text.textContent], left, top, right, bottom, size, note}
    })
}))"""


FILLED = """() => {
    const plots = [...document.querySelectorAll('.js-plotly-plot')]
    return plots.length && plots.every(plot => {
        const column = plot.closest('[data-testid="stPlotlyChart"]')
        return plot._fullLayout?.annotations?.length && Math.abs(plot._fullLayout.width - column.clientWidth) < 2
    })
}"""
"""Whether every chart has been drawn anew for the width it has."""


def test_no_label_of_a_chart_lies_over_another_at_any_width(page: Page, server: Server) -> None:
    found = []
    for name, query in FULLEST.items():
        page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
        visit(page, f"{server.url}/maal?{query}&as_of=2026-11-20")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_function(FILLED)
            charts = page.evaluate(TEXTS)
            assert all(len(chart["texts"]) > 10 for chart in charts), name
            found += [(name, width, fault) for chart in charts for fault in faults(chart)]
    assert found == []


def test_the_axis_writes_its_numbers_as_the_rest_of_the_page(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": WIDTHS[-1], "height": 900})
    for lang, written in (("da", "1.500"), ("en", "1,500")):
        visit(page, f"{server.url}/maal?plan=eksempel-tilsyn-2026&goal=1.1&as_of=2026-11-20&lang={lang}")
        page.wait_for_function(FILLED)
        assert written in page.locator(".ytick text").all_text_contents()


def faults(chart: dict[str, Any]) -> list[str]:
    """What is wrong with a chart: its size, texts over each other, and texts larger than was reckoned."""
    wide, high = chart["inside"]
    # An axis whose uppermost number stands at its very end is pushed down a little by Plotly.
    found = (
        [] if NARROWEST <= wide <= WIDEST and PLOT_HEIGHT - 4 <= high <= PLOT_HEIGHT else [f"{wide} x {high}"]
    )
    texts = chart["texts"]
    found += [f"{one['said']} over {two['said']}" for one, two in combinations(texts, 2) if meet(one, two)]
    for text in (text for text in texts if text["note"]):
        reckoned, _ = measure_text(LINE.join(text["said"]), text["size"])
        if text["right"] - text["left"] > reckoned:
            found.append(f"{text['said']} is {text['right'] - text['left']:.0f} wide, not {reckoned:.0f}")
    return found


def meet(one: dict[str, float], two: dict[str, float]) -> bool:
    across = min(one["right"], two["right"]) - max(one["left"], two["left"])
    down = min(one["bottom"], two["bottom"]) - max(one["top"], two["top"])
    return across > 0.5 and down > 0.5
