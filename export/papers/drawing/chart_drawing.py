"""Charts drawn for paper: a series over the years, and bars from 0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from export.papers.chart import BarChart, RoadmapChart, TargetStep, TrendChart, WheelChart
from export.papers.drawing import svg
from export.papers.drawing.bar_drawing import draw_bars
from export.papers.drawing.roadmap_drawing import draw_roadmap
from export.papers.drawing.svg import Point
from export.papers.drawing.wheel_drawing import draw_wheel
from export.status_shapes import draw_shape
from metrics.status import Status

WIDTH, HEIGHT = 246.0, 132.0
"""Of a chart that fills half the width of a page, in units of about a point."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 10.0, 74.0, 10.0, 30.0
_AIR = 0.1
_MARK = 8.0


@dataclass(frozen=True, slots=True)
class TrendPlane:
    """The scale of a series: years to the right, values upwards."""

    years: Sequence[int]
    least: float
    most: float

    @property
    def step(self) -> float:
        """The width of a year."""
        return (WIDTH - _LEFT - _RIGHT) / len(self.years)

    def x(self, year: float) -> float:
        """Return where the middle of a year is."""
        return _LEFT + (year - self.years[0] + 0.5) * self.step

    def y(self, value: float) -> float:
        """Return where a value is."""
        return _TOP + (HEIGHT - _TOP - _BOTTOM) * (self.most - value) / (self.most - self.least)

    def point(self, year: float, value: float) -> Point:
        """Return a place of the drawing."""
        return self.x(year), self.y(value)


def draw_chart(chart: TrendChart | BarChart | RoadmapChart | WheelChart) -> str:
    """Draw a chart as SVG."""
    if isinstance(chart, WheelChart):
        return draw_wheel(chart)
    if isinstance(chart, RoadmapChart):
        return draw_roadmap(chart)
    return draw_bars(chart) if isinstance(chart, BarChart) else draw_trend(chart)


def draw_trend(chart: TrendChart) -> str:
    """Draw a series: its targets as steps, its results over them, and the forecast hatched."""
    plane = _make_plane(chart)
    parts = [
        *_draw_axis(chart, plane),
        *_draw_targets(chart, plane),
        *_draw_compared(chart, plane),
        *_draw_fan(chart, plane),
        *_draw_results(chart, plane),
        *_draw_breaks(chart, plane),
        *_draw_ends(chart, plane),
    ]
    return svg.make_svg(WIDTH, HEIGHT, parts)


def _make_plane(chart: TrendChart) -> TrendPlane:
    values = [one.value for one in chart.results] + [at for one in chart.targets for at in one.limits]
    values += chart.fan.quantiles if chart.fan else ()
    values += [value for one in chart.compared for _, value in one.values]
    least, most = min(values, default=0.0), max(values, default=1.0)
    span = most - least or abs(most) * 0.2 or 1.0
    return TrendPlane(chart.years, least - _AIR * span, most + _AIR * 1.6 * span)


def _draw_axis(chart: TrendChart, plane: TrendPlane) -> Iterator[str]:
    bottom = HEIGHT - _BOTTOM
    yield svg.draw_line([(_LEFT, bottom), (WIDTH - _RIGHT, bottom)], svg.LINE, 0.8)
    every = 1 if plane.step >= 15 else 2
    for place, year in enumerate(reversed(chart.years)):
        if place % every == 0:
            at = (plane.x(year), HEIGHT - 3)
            yield svg.draw_text(str(year), at, anchor="middle", size=6.4, colour=svg.MUTED)
    for one in chart.results:
        if one.met is not None:
            status = Status.MET if one.met else Status.NOT_MET
            left, top = plane.x(one.year) - _MARK / 2, bottom + 5
            shape = draw_shape(status, f"{one.year}")
            yield f'<g transform="translate({left:.2f} {top:.2f}) scale({_MARK / 16:g})">{shape}</g>'


def _draw_targets(chart: TrendChart, plane: TrendPlane) -> Iterator[str]:
    for one in chart.targets:
        if len(one.limits) > 1 and not one.revised:
            low, high = (
                plane.point(one.year + half, at) for half, at in zip((-0.5, 0.5), one.limits, strict=True)
            )
            yield svg.draw_box(low, high, svg.TARGET, opacity=0.13)
    for before, one in zip((None, *chart.targets), chart.targets, strict=False):
        colour, width = (svg.REVISED, 0.8) if one.revised else (svg.TARGET, 1.2)
        dash = "3 2" if one.provisional else ""
        for place, limit in enumerate(one.limits):
            level = [plane.point(one.year - 0.5, limit), plane.point(one.year + 0.5, limit)]
            if one.joined and before:
                level.insert(0, plane.point(one.year - 0.5, before.limits[place]))
            yield svg.draw_line(level, colour, width, dash)


def _draw_compared(chart: TrendChart, plane: TrendPlane) -> Iterator[str]:
    for one in chart.compared:
        yield svg.draw_line([plane.point(*pair) for pair in one.values], svg.BENCHMARK, 1.2, "1.2 2.2")


def _draw_fan(chart: TrendChart, plane: TrendPlane) -> Iterator[str]:
    if chart.fan is None:
        return
    low, quarter, middle, upper, high = chart.fan.quantiles
    # Beside the middle of the year, where its own result so far stands.
    half = min(0.24, 7 / plane.step)
    year = chart.fan.year + half * 1.25
    for bottom, top, wide in ((low, high, half * 0.6), (quarter, upper, half)):
        corners = plane.point(year - wide, bottom), plane.point(year + wide, top)
        yield svg.draw_box(*corners, svg.HATCHED, svg.FORECAST)
    ends = [plane.point(year - half * 1.3, middle), plane.point(year + half * 1.3, middle)]
    yield svg.draw_line(ends, svg.RESULT, 1.2)


def _draw_results(chart: TrendChart, plane: TrendPlane) -> Iterator[str]:
    for before, one in zip((None, *chart.results), chart.results, strict=False):
        if one.joined and before:
            ends = [plane.point(before.year, before.value), plane.point(one.year, one.value)]
            yield svg.draw_line(ends, svg.RESULT, 1.5)
    for one in chart.results:
        fill = svg.RESULT if one.settled else "#fff"
        yield svg.draw_dot(plane.point(one.year, one.value), 2.6, fill, svg.RESULT)
    every = 1 if plane.step >= 15 else 2
    for place, one in enumerate(reversed(chart.results)):
        if place % every == 0:
            x, y = plane.point(one.year, one.value)
            yield svg.draw_text(one.text, (x, y - 4.6), anchor="middle", size=6.2)


def _draw_breaks(chart: TrendChart, plane: TrendPlane) -> Iterator[str]:
    for year in chart.breaks:
        x = plane.x(year)
        yield svg.draw_line([(x, _TOP - 4), (x, HEIGHT - _BOTTOM)], svg.MUTED, 0.7, "1 1.6")
        if chart.names:
            yield svg.draw_text(chart.names.broken, (x + 2, _TOP - 1), size=5.8, colour=svg.MUTED)


def _draw_ends(chart: TrendChart, plane: TrendPlane) -> Iterator[str]:
    """Write the target, the forecast and what is compared at the right end, moved apart where they are near."""
    left = WIDTH - _RIGHT + 5
    ends = [(at, svg.fit_text(text, _RIGHT - 8), colour) for at, text, colour in _find_ends(chart)]
    gaps = [len(lines) * 8.2 + 1 for _, lines, _ in ends]
    tops = svg.spread_places([plane.y(at) for at, _, _ in ends], gaps, 0, HEIGHT - 10)
    for (_, lines, colour), top in zip(ends, tops, strict=True):
        for place, line in enumerate(lines):
            down = top + 2.5 + (place - (len(lines) - 1) / 2) * 8.2
            yield svg.draw_text(line, (left, down), size=6.8, colour=colour)


def _find_ends(chart: TrendChart) -> Iterator[tuple[float, str, str]]:
    current = _find_current(chart)
    if current:
        yield current.limits[-1], current.text, svg.TARGET
    if chart.fan:
        yield chart.fan.quantiles[2], chart.fan.text, svg.RESULT
    for one in chart.compared:
        if one.values:
            yield one.values[-1][1], one.name, svg.BENCHMARK


def _find_current(chart: TrendChart) -> TargetStep | None:
    """Find the target that carries the label: that of the year asked about, or else the last one that stands."""
    standing = [one for one in chart.targets if not one.revised and one.limits]
    asked = [one for one in standing if one.year == chart.year]
    return next(reversed(asked or standing), None)
