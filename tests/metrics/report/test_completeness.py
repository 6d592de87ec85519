"""How complete a report is."""

from __future__ import annotations

from metrics.report.completeness import Completeness, count_figures


def test_a_figure_that_is_not_out_yet_is_asked_for_and_not_brought() -> None:
    lines = [
        {"key": "figure:a:2017Q1", "awaited": None, "provisional": True},
        {"key": "figure:b:2017Q1", "awaited": "2017-05-01"},
        {"key": "milestone:1.1"},
        {"key": "seen:c:2017Q1"},
    ]
    assert count_figures({"lines": lines}) == Completeness(1, 2)
    assert not Completeness(1, 2).is_whole
    assert count_figures({}).is_whole
