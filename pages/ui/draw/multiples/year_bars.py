"""Fulfilment year by year as bars: solid where computed, outlined where decided, hatched where expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from pages.ui.draw.html import fill
from pages.ui.draw.multiples.plot import Plane, draw_text

HEIGHT = 160  # pixels from 0 to 100 points, and some above for the numbers
TOP = 135.0  # points at the upper edge, for the names of reports
GRID = (0, 50, 100)


@dataclass(frozen=True, slots=True)
class YearBar:
    """One bar in points of 100: what is written over and below it, and how far its parts reach.

    `solid` is computed, `outlined` decided, `hatched` expected, with the interval `reach`; where the mean is not known,
    it lies between `bounds`.
    """

    year: str
    value: str
    notes: tuple[str, ...] = ()
    solid: Fraction = Fraction(0)
    hatched: Fraction | None = None
    reach: tuple[Fraction, Fraction] | None = None
    outlined: Fraction | None = None
    bounds: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit that the plan itself sets for its total, in points of 100, and its name."""

    at: Fraction
    name: str


def draw_year_bars(bars: Sequence[YearBar], thresholds: Sequence[Threshold], alt: str) -> Markup:
    """Draw the bars, oldest first, over a grid from 0 to 100."""
    plane = Plane(max(len(bars), 1), 0.0, TOP, HEIGHT)
    inside = Markup().join([*draw_grid(plane), *draw_thresholds(thresholds, plane), *_bars(bars, plane)])
    below = Markup().join(map(_below, bars))
    return fill(
        '<div class="m-years-plot{}" role="img" aria-label="{}"><div class="m-plane" style="height:{}px">{}</div>'
        '<div class="m-below" style="grid-template-columns:repeat({},minmax(0,1fr))">{}</div></div>',
        write_room(thresholds),
        alt,
        HEIGHT,
        inside,
        plane.columns,
        below,
    )


def write_room(thresholds: Sequence[Threshold]) -> str:
    """Write the class that leaves room at the right end for the names of thresholds; empty where there are none."""
    return " m-limited" if thresholds else ""


def draw_grid(plane: Plane) -> Iterator[Markup]:
    """Draw a line at 0, 50 and 100 points with its number."""
    for points in GRID:
        yield fill('<i class="m-grid" style="top:{}px"></i>', f"{plane.y(points):.1f}")
        yield draw_text("grid-number", str(points), top=plane.y(points))


def draw_thresholds(thresholds: Sequence[Threshold], plane: Plane) -> Iterator[Markup]:
    """Draw the plan's own limits as dashed lines, each named beyond its right end."""
    for one in thresholds:
        top = plane.y(float(one.at))
        yield fill('<i class="m-limit" style="top:{}px"></i>', f"{top:.1f}")
        yield draw_text("limit-name", one.name, top=top)


def _bars(bars: Sequence[YearBar], plane: Plane) -> Iterator[Markup]:
    for place, bar in enumerate(bars):
        left = f"{plane.x(place):.2f}"
        tops = [bar.solid]
        if bar.hatched is not None and bar.hatched > bar.solid:
            yield _box("hatched", left, bar.solid, bar.hatched, plane)
        if bar.solid > 0:
            yield _box("solid", left, Fraction(0), bar.solid, plane)
        if bar.outlined is not None:
            yield _box("outlined", left, Fraction(0), bar.outlined, plane)
            tops.append(bar.outlined)
        if bar.bounds is not None:
            yield _box("bounds", left, *bar.bounds, plane)
        if bar.reach is not None:
            yield _box("reach", left, *bar.reach, plane)
            tops.append(bar.reach[1])
        if bar.value:
            top = plane.y(float(max([*tops, bar.hatched or 0])))
            yield draw_text("bar-value", bar.value, left=plane.x(place), top=top)


def _box(kind: str, left: str, low: Fraction, high: Fraction, plane: Plane) -> Markup:
    top, bottom = plane.y(float(high)), plane.y(float(low))
    return fill(
        '<i class="m-box m-{}" style="left:{}%;top:{}px;height:{}px"></i>',
        kind,
        left,
        f"{top:.1f}",
        f"{max(bottom - top, 1):.1f}",
    )


def _below(bar: YearBar) -> Markup:
    notes = Markup().join(fill("<span>{}</span>", note) for note in bar.notes)
    return fill('<p aria-hidden="true"><b>{}</b>{}</p>', bar.year, notes)
