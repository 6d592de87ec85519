"""Bars: solid in hand, hatched expected, outlined decided, always from 0."""

from __future__ import annotations

from export.papers.chart import Bar
from export.papers.drawing import svg
from export.papers.drawing.bar_drawing import draw_bars
from tests.export.papers.drawing.test_chart_drawing import texts
from tests.papers import years


def test_years_stand_side_by_side_with_their_totals_notes_and_limit() -> None:
    said = texts(draw_bars(years()))
    assert said == ["0", "50", "100", "80", "2025", "70", "2026", "forventet", "grænse 75"]


def test_what_is_expected_is_hatched_and_what_is_decided_outlined() -> None:
    drawn = draw_bars(years(bars=(Bar("2025", "85", 80.0, outlined=85.0), Bar("2026", "70", 20.0, 70.0))))
    assert drawn.count(f'fill="{svg.HATCHED}"') == 1
    assert drawn.count('stroke="#56606a" stroke-width="0.9"/>') == 1


def test_plans_stand_below_each_other_with_what_is_lost_at_the_end() -> None:
    bars = (Bar("Nævnet", "91", 0.0, 91.0, (67.0, 100.0)), Bar("Styrelsen", "40", 40.0, lost=60.0))
    drawn = draw_bars(years(bars=bars, in_rows=True))
    assert texts(drawn) == ["Nævnet", "91", "Styrelsen", "40", "grænse 75"]
    assert drawn.count(f'fill="{svg.LINE}"') == 1
