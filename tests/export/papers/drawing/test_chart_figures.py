"""The figures of charts, for formats that draw them."""

from __future__ import annotations

from export.papers.chart import TargetStep
from export.papers.drawing.chart_figures import list_figures
from tests.papers import trend, years


def test_a_series_has_its_results_targets_and_forecast_year_by_year() -> None:
    found = list_figures(trend(decimals=1))
    assert found.names == ("2025", "2026")
    assert found.series == ((12.0, 10.0), (11.0, 10.0), (None, 9.0))
    assert (found.pattern, found.stacked) == ("0.0", False)


def test_a_target_that_was_replaced_gives_way_and_a_missing_value_is_none() -> None:
    old = TargetStep(2026, (5.0,), "højst 5", revised=True)
    found = list_figures(trend(results=(), fan=None, targets=(*trend().targets, old)))
    assert found.targets == (11.0, 10.0)
    assert found.results == (None, None)


def test_what_is_expected_stands_upon_what_is_in_hand() -> None:
    found = list_figures(years())
    assert found.names == ("2025: 80", "2026: 70")
    assert found.series == ((80.0, 20.0), (None, None), (None, 50.0))
    assert found.stacked
