"""The plane of a small drawing: from years to its width, from values to its height, and lines as masks.

The width is the browser's own, so lines are stretched to it without becoming thicker, and what must keep its shape is
placed in percent of the width. The height is given in pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pages.ui.draw import theme
from pages.ui.draw.html import fill

WIDTH = 1000.0  # of the drawings, before they are stretched
_AIR = 0.06  # of the height, above and below the values

Place = tuple[float, float]
"""A place on the axis of years or months, counted from 0, and a value."""


@dataclass(frozen=True, slots=True)
class Plane:
    """The scale of a drawing: so many columns, and values between two, over so many pixels."""

    columns: int
    least: float
    most: float
    height: int

    @classmethod
    def around(cls, columns: int, values: Iterable[float], height: int) -> Plane:
        """Make the plane that holds the values, with some air around them."""
        given = list(values) or [0.0, 1.0]
        span = max(given) - min(given) or abs(max(given)) * 0.2 or 1.0
        return cls(columns, min(given) - _AIR * span, max(given) + _AIR * span, height)

    def x(self, column: float) -> float:
        """Return where the middle of a column is, in percent of the width."""
        return 100 * (column + 0.5) / self.columns

    def y(self, value: float) -> float:
        """Return how far down a value is, in pixels."""
        return self.height * (self.most - value) / (self.most - self.least)

    def point(self, place: Place) -> str:
        """Write a place as coordinates of the drawing."""
        return f"{self.x(place[0]) * WIDTH / 100:.1f} {self.y(place[1]):.1f}"


def draw_layer(kind: str, plane: Plane, drawing: str) -> Markup:
    """Draw a layer over the whole plane, in the colour of its kind; nothing where it is empty."""
    if not drawing:
        return Markup()
    mask = theme.encode_svg(drawing, WIDTH, plane.height, stretched=True)
    return fill('<i class="m-layer m-{}" style="--draw:{}"></i>', kind, mask)


def make_stroke(path: str, width: float, dash: str = "") -> str:
    """Make a line of this width in pixels, however far it is stretched."""
    if not path:
        return ""
    dashes = f" stroke-dasharray='{dash}'" if dash else ""
    return (
        f"<path d='{path}' fill='none' stroke='#000' stroke-width='{width:g}' stroke-linejoin='round'"
        f" stroke-linecap='{'butt' if dash else 'round'}' vector-effect='non-scaling-stroke'{dashes}/>"
    )


def join_places(runs: Iterable[Sequence[Place]], plane: Plane) -> str:
    """Join the places of each run by straight lines."""
    return "".join("M" + "L".join(plane.point(place) for place in run) for run in runs if run)


def make_steps(runs: Iterable[Sequence[Place]], plane: Plane) -> str:
    """Make a level for each place, a column wide, and join those of a run."""
    path = ""
    for run in runs:
        for turn, (column, value) in enumerate(run):
            start, end = plane.point((column - 0.5, value)), plane.point((column + 0.5, value))
            path += f"{'L' if turn else 'M'}{start}L{end}"
    return path


def make_area(edges: Sequence[tuple[float, float, float]], plane: Plane) -> str:
    """Fill what lies between two values at each place, given as place, lower and upper value."""
    if not edges:
        return ""
    upper = [plane.point((column, high)) for column, _, high in edges]
    lower = [plane.point((column, low)) for column, low, _ in reversed(edges)]
    return f"<path d='M{'L'.join([*upper, *lower])}z'/>"


def make_dots(places: Iterable[Place], plane: Plane, size: float) -> str:
    """Make a round dot at each place: a line of no length, which stays round when it is stretched."""
    return make_stroke("".join(f"M{plane.point(place)}h.01" for place in places), size)


def cut_holes(drawing: str, places: Sequence[Place], plane: Plane, size: float) -> str:
    """Cut a round hole into a drawing at each place."""
    if not places or not drawing:
        return drawing
    room = f"x='0' y='0' width='{WIDTH:g}' height='{plane.height}' maskUnits='userSpaceOnUse'"
    whole = f"<path fill='#fff' d='M0 0h{WIDTH:g}v{plane.height}H0z'/>"
    return (
        f"<mask id='m' {room}>{whole}{make_dots(places, plane, size)}</mask><g mask='url(#m)'>{drawing}</g>"
    )


def spread_labels(wanted: Sequence[float], gap: float, height: float) -> list[float]:
    """Move labels apart that are wanted nearer to each other than `gap`, in their order from the top, within a height.

    Where the height has no room for all of them, they stand evenly over it.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    if len(wanted) * gap > height:
        gap = height / len(wanted)
    found = [0.0] * len(wanted)
    least = gap / 2
    for place in order:
        found[place] = max(wanted[place], least)
        least = found[place] + gap
    most = height - gap / 2
    for place in reversed(order):
        found[place] = min(found[place], most)
        most = found[place] - gap
    return found


def draw_text(kind: str, text: str, *, left: float | None = None, top: float | None = None) -> Markup:
    """Draw a text at a place of the plane: percent from the left, pixels from the top."""
    where = (f"left:{left:.2f}%;" if left is not None else "") + (
        f"top:{top:.1f}px" if top is not None else ""
    )
    return fill('<span class="m-{}" style="{}">{}</span>', kind, where, text)
