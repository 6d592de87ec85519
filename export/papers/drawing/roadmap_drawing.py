"""A roadmap for paper: a bar for what is planned, and a column for what has no time."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from export.papers.chart import RoadmapBar, RoadmapChart
from export.papers.drawing import svg

WIDE = 500.0
_COLUMN = 74.0
"""The width of the column of what has no time."""
_HEAD, _DATED, _UNDATED, _BAR = 22.0, 23.0, 13.0, 8.0
_TITLE = 9.0
_INSIDE = 0.45
"""A bar that is this part of the width has room for its own text."""


def draw_roadmap(chart: RoadmapChart) -> str:
    """Draw a roadmap as SVG, as high as its rows."""
    heights = [_UNDATED if bar.span is None else _DATED for bar in chart.bars]
    bottom = _HEAD + sum(heights) + 4
    # The same in every picture of a plan, so that its years stand below each other.
    right = WIDE - (_COLUMN if chart.undated else 0)
    first, last = chart.reach

    def x(place: float) -> float:
        return right * (place - first) / (last - first)

    parts = list(_draw_ground(chart, right, bottom))
    if chart.today is not None:
        at = x(chart.today)
        parts.append(svg.draw_line([(at, _HEAD - 9), (at, bottom)], svg.INK, 1.1))
        anchor = "end" if at > right / 2 else "start"
        parts.append(svg.draw_text(chart.today_name, (at, 6), anchor=anchor, size=6.4, colour=svg.INK))
    top = _HEAD
    for bar, height in zip(chart.bars, heights, strict=True):
        if bar.span is None:
            at_side = (right + _COLUMN / 2, top + _TITLE)
            parts.append(svg.draw_text(bar.state, at_side, anchor="middle", size=6.4, colour=svg.MUTED))
        else:
            parts += _draw_bar(bar, (x(bar.span[0]), x(bar.span[1])), top + _TITLE + 3, right)
        parts.append(svg.draw_text(_shorten(bar.title, right), (2, top + _TITLE)))
        top += height
    return svg.make_svg(WIDE, bottom, parts)


def _draw_ground(chart: RoadmapChart, right: float, bottom: float) -> Iterator[str]:
    """Draw the years with a line between them, and the column of what has no time."""
    first, last = chart.reach
    if right < WIDE:
        yield svg.draw_box((right + 3, 0), (WIDE, bottom), svg.LINE, opacity=0.35)
        for turn, line in enumerate(svg.fit_text(chart.undated, _COLUMN - 8, 6.4)):
            below = (right + _COLUMN / 2, 7.0 + 7 * turn)
            yield svg.draw_text(line, below, anchor="middle", size=6.4, colour=svg.MUTED)
    for year in range(floor(first), ceil(last)):
        start, end = max(year, first), min(year + 1, last)
        middle = right * ((start + end) / 2 - first) / (last - first)
        yield svg.draw_text(
            str(year), (middle, _HEAD - 7), anchor="middle", size=6.4, colour=svg.MUTED, bold=True
        )
        at = right * (end - first) / (last - first)
        yield svg.draw_line([(at, _HEAD - 4), (at, bottom)], svg.LINE, 0.7, "2 2")
    yield svg.draw_line([(0, _HEAD - 4), (right, _HEAD - 4)], svg.LINE, 0.7)


def _draw_bar(bar: RoadmapBar, ends: tuple[float, float], top: float, right: float) -> Iterator[str]:
    start, end = ends[0], max(ends[1], ends[0] + 2)
    fill = svg.RESULT if bar.done >= 1 else "#fff" if bar.done <= 0 else svg.FORECAST
    opacity = 1 if bar.done >= 1 or bar.done <= 0 else 0.35 + 0.5 * bar.done
    yield svg.draw_box((start, top), (end, top + _BAR), "#fff")
    yield svg.draw_box((start, top), (end, top + _BAR), fill, svg.TARGET, opacity)
    if bar.late:
        corners = [(start, top), (end, top), (end, top + _BAR), (start, top + _BAR), (start, top)]
        yield svg.draw_line(corners, svg.INK, 1.8)
    said, level = f"{bar.text}, {bar.state}", top + _BAR - 2
    if end - start >= _INSIDE * right and bar.done < 1:
        yield svg.draw_text(said, (start + 3, level), size=6.4)
    elif (start + end) / 2 > right / 2 and start > right / 4:
        yield svg.draw_text(said, (start - 3, level), anchor="end", size=6.4, colour=svg.MUTED)
    else:
        yield svg.draw_text(said, (min(end + 3, right - 3), level), size=6.4, colour=svg.MUTED)


def _shorten(title: str, room: float) -> str:
    first, *more = svg.fit_text(title, room)
    return f"{first} …" if more else first
