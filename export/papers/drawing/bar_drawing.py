"""Bars for paper: years side by side, or plans below each other, always from 0."""

from __future__ import annotations

from collections.abc import Iterator

from export.papers.chart import Bar, BarChart
from export.papers.drawing import svg

WIDE, TALL = 500.0, 150.0
_LEFT, _RIGHT, _TOP = 24.0, 84.0, 16.0
_NAME, _ROW, _BAR = 150.0, 22.0, 10.0
_NOTE = 7.4


def draw_bars(chart: BarChart) -> str:
    """Draw bars, as rows where they are plans and as columns where they are years."""
    return _draw_rows(chart) if chart.in_rows else _draw_columns(chart)


def _draw_columns(chart: BarChart) -> str:
    room = (WIDE - _LEFT - _RIGHT) / max(len(chart.bars), 1)
    notes = [svg.fit_text(bar.note, room - 6, 6.2) if bar.note else [] for bar in chart.bars]
    bottom = TALL - 16
    height = bottom + 14 + _NOTE * max((len(lines) for lines in notes), default=0)

    def y(value: float) -> float:
        return _TOP + (bottom - _TOP) * (1 - value / chart.most)

    parts = list(_draw_scale(chart, y(0), y(chart.most / 2), y(chart.most)))
    for place, (bar, lines) in enumerate(zip(chart.bars, notes, strict=True)):
        middle = _LEFT + (place + 0.5) * room
        parts += _draw_column(bar, middle, min(room * 0.5, 34.0), (y(0), y(1) - y(0)))
        parts.append(svg.draw_text(bar.name, (middle, bottom + 9), anchor="middle", bold=True))
        for turn, line in enumerate(lines):
            at = (middle, bottom + 16.5 + turn * _NOTE)
            parts.append(svg.draw_text(line, at, anchor="middle", size=6.2, colour=svg.MUTED))
    if chart.limit is not None:
        parts += _draw_limit(chart, y(chart.limit))
    return svg.make_svg(WIDE, height, parts)


def _draw_scale(chart: BarChart, *levels: float) -> Iterator[str]:
    for level, value in zip(levels, (0, chart.most / 2, chart.most), strict=True):
        yield svg.draw_line([(_LEFT, level), (WIDE - _RIGHT, level)], svg.LINE, 0.7)
        yield svg.draw_text(f"{value:g}", (_LEFT - 4, level + 2.3), anchor="end", size=6.4, colour=svg.MUTED)


def _draw_limit(chart: BarChart, level: float) -> Iterator[str]:
    yield svg.draw_line([(_LEFT, level), (WIDE - _RIGHT, level)], svg.MUTED, 0.9, "3 2")
    for turn, line in enumerate(svg.fit_text(chart.limit_name, _RIGHT - 8, 6.8)):
        at = (WIDE - _RIGHT + 5, level + 2.3 + 8 * turn)
        yield svg.draw_text(line, at, size=6.8, colour=svg.MUTED)


def _draw_column(bar: Bar, middle: float, width: float, scale: tuple[float, float]) -> Iterator[str]:
    zero, one = scale

    def corner(side: float, value: float) -> svg.Point:
        return middle + side * width / 2, zero + value * one

    tops = [bar.solid, bar.hatched or 0, bar.outlined or 0, bar.reach[1] if bar.reach else 0]
    if bar.hatched is not None and bar.hatched > bar.solid:
        yield svg.draw_box(corner(-1, bar.solid), corner(1, bar.hatched), svg.HATCHED, svg.FORECAST)
    if bar.solid > 0:
        yield svg.draw_box(corner(-1, 0), corner(1, bar.solid), svg.RESULT)
    if bar.outlined is not None:
        yield svg.draw_box(corner(-1.24, 0), corner(1.24, bar.outlined), "none", svg.TARGET)
    if bar.reach:
        yield svg.draw_line([corner(0, bar.reach[0]), corner(0, bar.reach[1])], svg.INK, 1.1)
        for end in bar.reach:
            yield svg.draw_line([corner(-0.25, end), corner(0.25, end)], svg.INK, 1.1)
    if bar.text:
        at = corner(0, max(tops))
        yield svg.draw_text(bar.text, (at[0], at[1] - 3.5), anchor="middle", bold=True)


def _draw_rows(chart: BarChart) -> str:
    names = [svg.fit_text(bar.name, _NAME - 8) for bar in chart.bars]
    left = _NAME if any(bar.name for bar in chart.bars) else 2.0
    heights = [max(_ROW, 8.4 * len(lines) + 6) for lines in names]
    height = sum(heights) + (18 if chart.limit is not None else 6)

    def x(value: float) -> float:
        return left + (WIDE - _RIGHT - left) * value / chart.most

    parts: list[str] = []
    top = 4.0
    for bar, lines, tall in zip(chart.bars, names, heights, strict=True):
        parts += _draw_row(bar, lines, (top + tall / 2, x(0), x(1) - x(0), x(chart.most)))
        top += tall
    if chart.limit is not None:
        at = x(chart.limit)
        parts.append(svg.draw_line([(at, 2), (at, top + 2)], svg.INK, 1.2))
        anchor = "end" if at > WIDE / 2 else "start"
        parts.append(svg.draw_text(chart.limit_name, (at, top + 10), anchor=anchor, colour=svg.MUTED))
    return svg.make_svg(WIDE, height, parts)


def _draw_row(bar: Bar, lines: list[str], scale: tuple[float, float, float, float]) -> Iterator[str]:
    middle, zero, one, end = scale
    up, down = middle - _BAR / 2, middle + _BAR / 2
    for place, line in enumerate(lines):
        at = (2.0, middle + 2.5 + (place - (len(lines) - 1) / 2) * 8.4)
        yield svg.draw_text(line, at)
    yield svg.draw_box((zero, up), (end, down), "#fff", svg.LINE)
    if bar.lost:
        yield svg.draw_box((end - bar.lost * one, up), (end, down), svg.LINE, svg.REVISED)
    if bar.hatched is not None and bar.hatched > bar.solid:
        yield svg.draw_box((zero + bar.solid * one, up), (zero + bar.hatched * one, down), svg.HATCHED)
    if bar.solid:
        yield svg.draw_box((zero, up), (zero + bar.solid * one, down), svg.RESULT)
    if bar.reach:
        low, high = (zero + value * one for value in bar.reach)
        yield svg.draw_line([(low, middle), (high, middle)], "#fff", 2.6)
        yield svg.draw_line([(low, middle), (high, middle)], svg.INK, 1.2)
    if bar.hatched is not None:
        yield svg.draw_dot((zero + bar.hatched * one, middle), 3, "#fff", svg.INK)
    yield svg.draw_text(bar.text, (end + 5, middle + 2.5), bold=True)
