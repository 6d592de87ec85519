"""A receipt as HTML."""

from __future__ import annotations

from copy import deepcopy

from metrics.report.comparison import compare_receipt
from metrics.report.document import Document
from pages.cycle.parts.receipt_sheet import draw_receipt, draw_versions
from tests.factories import indicator
from tests.pages.drawing import DA, HOSTILE, plain, row

FIGURE = "figure:share:2017Q2"
THEN: Document = {
    "known_at": "2017-07-10T09:00:00+00:00",
    "lines": [],
    "figures": [
        {
            **{"key": FIGURE, "name": HOSTILE, "period": "2017Q2"},
            "told": {"value": None, "numerator": "95", "denominator": "100", "provisional": True},
        }
    ],
    "goals": [
        {
            **{"number": "1", "title": HOSTILE, "status": "at_risk", "p_met": 0.4, "criteria": []},
            **{"secured": "0", "open": "1/3", "lost": "0"},
        }
    ],
    "total": {"secured": "0", "open": "100", "lost": "0"},
}


def draw(now: Document) -> str:
    return draw_receipt(THEN, compare_receipt(THEN, now), {FIGURE: indicator("share")}, DA)


def test_what_was_received_stands_alone_where_nothing_has_changed() -> None:
    html = draw(THEN)
    assert "kendt 10.07.2017 11.00" in plain(html)
    assert "Intet er ændret siden." in plain(html)
    assert "95,0 pct. (95 af 100) (foreløbigt)" in plain(html)
    assert "I risiko 0 opnået, 0,3 udestår, 0 tabt Sandsynlighed for opfyldelse: 40 pct." in plain(html)
    assert "<script" not in html


def test_what_is_known_now_stands_beside_it_where_it_differs() -> None:
    now = deepcopy(THEN)
    now["figures"][0]["told"]["numerator"] = "80"
    now["goals"] = []
    html = draw(now)
    assert "95,0 pct. (95 af 100) (foreløbigt) 80,0 pct. (80 af 100)" in plain(html)
    assert row(html, "1 ").endswith("–")  # the goal is there no more
    assert row(html, "I alt").endswith("uændret")


def test_versions_are_offered_where_there_is_one() -> None:
    assert not draw_versions([("/a", "nu")], "nu", DA)
    assert 'aria-current="page"' in draw_versions([("/a", "nu"), ("/b", "1")], "1", DA)
