"""Labels that never lie over each other, however wide the figure is drawn.

A figure is as high as it says, but as wide as the page leaves it: a place across is a share of the width and some
pixels. Whether two boxes meet at any width is therefore two inequalities in the width.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pages.ui.draw.charts.paper import Figure
from pages.ui.draw.charts.text_size import measure_text

NARROWEST, WIDEST = 240.0, 1600.0
"""The widths that the part within the axes may have, in pixels, from a phone to a wide screen."""
_TRIED = (300.0, 560.0, 840.0)
_AIR = 2.0  # pixels around a text
_EDGE = 6.0  # pixels that a text may reach beyond the axes
_CROSSED, _SHORTENED = (
    12.0,
    5.0,
)  # a line that is crossed, and a shorter text, are as bad as so many less wanted spots


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a figure within its axes: what they span, how many pixels it is high, and how small a text may be."""

    left: float
    right: float
    bottom: float
    top: float
    height: float
    least_text: int = 0

    def across(self, x: float) -> float:
        """Return the share of the width at which a place on the axis across stands."""
        return (x - self.left) / (self.right - self.left)

    def down(self, y: float) -> float:
        """Return how many pixels below the top a value stands."""
        return (self.top - y) / (self.top - self.bottom) * self.height


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: each side is a share of the width and some pixels, top and bottom are pixels from the top."""

    left: tuple[float, float]
    right: tuple[float, float]
    top: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes lie over each other at any width."""
        if self.top >= other.bottom or other.top >= self.bottom:
            return False
        least, most = NARROWEST, WIDEST
        for one, two in ((self, other), (other, self)):
            slope, room = one.left[0] - two.right[0], two.right[1] - one.left[1]
            if slope > 0:
                most = min(most, room / slope)
            elif slope < 0:
                least = max(least, room / slope)
            elif room <= 0:
                return False
        return least < most

    def is_inside(self, height: float) -> bool:
        """Tell whether the box stays within the figure at every width."""
        (start, before), (end, after) = self.left, self.right
        across = all(
            start * w + before >= -_EDGE and end * w + after <= w + _EDGE for w in (NARROWEST, WIDEST)
        )
        return across and self.top >= -_EDGE and self.bottom <= height + _EDGE


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a label: from a point so many pixels right and down, left of it (-1), on it (0) or right of it (1).

    `y` is a value, or a share of the height where it stands on the `paper`.
    """

    x: float
    y: float
    side: int = 0
    dx: float = 0.0
    dy: float = 0.0
    paper: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A text with the spots it may take, the best first; `texts` are the same said shorter and shorter."""

    texts: Sequence[str]
    spots: Sequence[Spot]
    color: str
    size: int = 14
    hover: str = ""


Segment = tuple[tuple[float, float], tuple[float, float]]
"""A line between two points: each is a place and a value."""


class Stroke(NamedTuple):
    """A line as it is drawn at a width, in pixels from the left and from the top: its ends, and how far it reaches."""

    start: tuple[float, float]
    end: tuple[float, float]
    left: float
    right: float
    top: float
    bottom: float

    def crosses(self, low: float, high: float, box: Box) -> bool:
        """Tell whether it crosses a box that reaches from `low` to `high` at its width."""
        (x0, y0), (x1, y1) = self.start, self.end
        first, last = 0.0, 1.0
        for start, end, near, far in ((x0, x1, low, high), (y0, y1, box.top, box.bottom)):
            if start == end:
                if not near < start < far:
                    return False
                continue
            enter, leave = (near - start) / (end - start), (far - start) / (end - start)
            first, last = max(first, min(enter, leave)), min(last, max(enter, leave))
        return first < last


Drawn = Mapping[float, Sequence[Stroke]]
"""The lines of a figure as they are drawn at each width that is tried."""


@dataclass(frozen=True, slots=True)
class LabelPlacement:
    """Labels being placed on a figure, away from boxes and rather not across lines; a line that one crosses, it covers.

    `ground` is the colour behind the figure.
    """

    frame: Frame
    ground: str
    boxes: list[Box] = field(default_factory=list)
    lines: list[Segment] = field(default_factory=list)

    def keep_away(self, x: float, y: float, radius: float) -> None:
        """Keep labels away from a mark."""
        share, down = self.frame.across(x), self.frame.down(y)
        self.boxes.append(Box((share, -radius), (share, radius), down - radius, down + radius))

    def place(self, labels: Iterable[Label]) -> list[Figure]:
        """Return the labels as notes of the figure, the first of them first served; one without room is left out."""
        drawn = {width: [self._draw_stroke(line, width) for line in self.lines] for width in _TRIED}
        found = (self._place(label, drawn) for label in labels)
        return [note for note in found if note]

    def _place(self, label: Label, drawn: Drawn) -> Figure | None:
        size = max(label.size, self.frame.least_text)
        sizes = {text: measure_text(text, size) for text in label.texts}
        best: tuple[float, str, Box, Spot] | None = None
        for cost, text, spot in _rank_spots(label):
            if best and best[0] <= cost:
                break
            box = self._find_box(sizes[text], spot)
            if self._is_free(box):
                found = (cost + _CROSSED * _count_crossed(box, drawn), text, box, spot)
                best = min(best or found, found, key=lambda one: one[0])
        if best is None:
            return None
        _, text, box, spot = best
        self.boxes.append(box)
        return _make_note(text, label, size, spot) | {"bgcolor": self.ground}

    def _is_free(self, box: Box) -> bool:
        return box.is_inside(self.frame.height) and not any(box.meets(other) for other in self.boxes)

    def _find_box(self, size: tuple[float, float], spot: Spot) -> Box:
        width, height = size[0] + 2 * _AIR, size[1] + 2 * _AIR
        share = self.frame.across(spot.x)
        down = self.frame.height * (1 - spot.y) if spot.paper else self.frame.down(spot.y)
        left = spot.dx + {-1: -width, 0: -width / 2, 1: 0.0}[spot.side]
        middle = down + spot.dy
        return Box((share, left), (share, left + width), middle - height / 2, middle + height / 2)

    def _draw_stroke(self, line: Segment, width: float) -> Stroke:
        (x0, y0), (x1, y1) = ((self.frame.across(x) * width, self.frame.down(y)) for x, y in line)
        return Stroke((x0, y0), (x1, y1), min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1))


def _count_crossed(box: Box, drawn: Drawn) -> float:
    """Count the lines that a box lies across, in the mean of some widths."""
    top, bottom = box.top, box.bottom
    crossed = 0
    for width, strokes in drawn.items():
        low, high = box.left[0] * width + box.left[1], box.right[0] * width + box.right[1]
        # Few of many lines come near.
        near = [
            one
            for one in strokes
            if one.top < bottom and one.bottom > top and one.left < high and one.right > low
        ]
        crossed += sum(one.crosses(low, high, box) for one in near)
    return crossed / len(_TRIED)


def _rank_spots(label: Label) -> list[tuple[float, str, Spot]]:
    """Rank the texts and spots of a label by how little they are wanted."""
    ranked = [
        (rank + shorter * _SHORTENED, text, spot)
        for shorter, text in enumerate(label.texts)
        for rank, spot in enumerate(label.spots)
    ]
    return sorted(ranked, key=lambda one: one[0])


def _make_note(text: str, label: Label, size: int, spot: Spot) -> Figure:
    note: Figure = {
        "x": spot.x,
        "y": spot.y,
        "xanchor": {-1: "right", 0: "center", 1: "left"}[spot.side],
        "yanchor": "middle",
        "xshift": spot.dx,
        "yshift": -spot.dy,
        "text": text,
        "showarrow": False,
        "borderpad": 0,
        "borderwidth": 0,
        "font": {"color": label.color, "size": size},
    }
    if spot.paper:
        note["yref"] = "paper"
    return note | ({"hovertext": label.hover} if label.hover else {})
