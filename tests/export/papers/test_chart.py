"""A chart as data."""

from __future__ import annotations

from export.papers.chart import Bar
from tests.papers import trend, years


def test_a_chart_is_empty_without_results_targets_and_forecast() -> None:
    assert trend(results=(), targets=(), fan=None).is_empty
    assert not trend(results=(), targets=()).is_empty


def test_a_bar_is_alone_where_it_has_no_name() -> None:
    assert years(bars=(Bar("", "91"),)).is_alone
    assert not years().is_alone
