"""The year around, drawn for paper: the months, a ring for each kind, its marks, and today's line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from export.papers.chart import WheelChart
from export.papers.drawing import svg
from export.papers.drawing.svg import Point
from export.wheel_shapes import WHEEL_SHAPES, WHEEL_TONES
from metrics.wheel.wheel_entry import WheelKind, WheelState
from metrics.wheel.wheel_places import WheelMark, find_line, find_name_place, list_radii, place_marks

WIDTH, SIZE = 500.0, 340.0
"""Of the drawing, and of the wheel in it, in units of about a point."""
_MARK = 11.0
_LATE = "#7551bd"
_LEGEND = (SIZE + 24.0, SIZE / 2)
_LINE = 17.0


def draw_wheel(chart: WheelChart) -> str:
    """Draw the wheel, with the names of its kinds beside it."""
    parts = [*_draw_lines(chart), *_draw_today(chart)]
    for mark in place_marks(chart.entries):
        parts += _draw_mark(mark)
    middle = (SIZE / 2, SIZE / 2)
    parts.append(
        svg.draw_text(str(chart.year), (middle[0], middle[1] + 4), anchor="middle", size=16, bold=True)
    )
    return svg.make_svg(WIDTH, SIZE, [*parts, *_draw_legend(chart)])


def _put(place: Point) -> Point:
    left, top = place
    return left * SIZE / 100, top * SIZE / 100


def _draw_lines(chart: WheelChart) -> Iterator[str]:
    for radius in list_radii([kind for kind, _ in chart.names]):
        yield svg.draw_dot((SIZE / 2, SIZE / 2), radius * SIZE / 100, "none", svg.LINE)
    for month, name in enumerate(chart.months, 1):
        first = date(chart.year, month, 1)
        yield svg.draw_line([_put(end) for end in find_line(first)], svg.LINE)
        x, y = _put(find_name_place(first))
        yield svg.draw_text(name, (x, y + 2.5), anchor="middle", colour=svg.MUTED)


def _draw_today(chart: WheelChart) -> Iterator[str]:
    if chart.today:
        yield svg.draw_line([_put(end) for end in find_line(chart.today)], svg.INK, 1.4)


def _draw_mark(mark: WheelMark) -> Iterator[str]:
    x, y = _put(mark.place)
    yield svg.draw_dot((x, y), _MARK * 0.62, "#fff")
    yield _draw_shape(mark.kind, (x, y))
    if len(mark.entries) > 1:
        yield svg.draw_text(str(len(mark.entries)), (x + _MARK * 0.55, y - _MARK * 0.3), size=6.5, bold=True)
    if any(entry.state is WheelState.LATE for entry in mark.entries):
        at = (x - _MARK * 0.55, y - _MARK * 0.3)
        yield svg.draw_text("!", at, anchor="end", size=8, colour=_LATE, bold=True)


def _draw_shape(kind: WheelKind, at: Point) -> str:
    """Draw the shape of a kind around a place, in its tone for paper."""
    tone, scale = WHEEL_TONES[kind][0], _MARK / 16
    shape = WHEEL_SHAPES[kind].replace("#000", tone)
    corner = f"translate({at[0] - _MARK / 2:.2f} {at[1] - _MARK / 2:.2f}) scale({scale:.4f})"
    return f'<g transform="{corner}" fill="{tone}">{shape}</g>'


def _draw_legend(chart: WheelChart) -> Iterator[str]:
    x, middle = _LEGEND
    top = middle - _LINE * len(chart.names) / 2
    for place, (kind, name) in enumerate(chart.names):
        y = top + place * _LINE
        yield _draw_shape(kind, (x, y))
        yield svg.draw_text(name, (x + 13, y + 2.5))
    if any(entry.state is WheelState.LATE for entry in chart.entries):
        y = top + len(chart.names) * _LINE
        yield svg.draw_text("!", (x, y + 2.5), anchor="middle", size=8, colour=_LATE, bold=True)
        yield svg.draw_text(chart.told, (x + 13, y + 2.5))
