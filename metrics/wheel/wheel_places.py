"""Where the entries of a year stand on its wheel: a ring for each kind, the first of January at the top, clockwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import cos, radians, sin

from metrics.wheel.wheel_entry import WheelEntry, WheelKind

GAP = 8.0
"""Degrees between two marks of the first ring, and as far apart on the others; nearer entries share a mark, so that 200
of them stay readable."""
OUTER, INNER = 39.0, 15.0
"""The radius of the first and of the last ring, in percent of the wheel's width."""
STEP = 5.5
"""Between two rings at the most."""
HUB, MONTHS, EDGE = 11.0, 46.0, 49.5
"""The radius inside which nothing is drawn, that on which the months are named, and that of the edge."""


@dataclass(frozen=True, slots=True)
class WheelMark:
    """One or several entries of a kind at a place of the wheel, by day; `angle` is in degrees from the top."""

    kind: WheelKind
    radius: float
    angle: float
    entries: tuple[WheelEntry, ...]

    @property
    def place(self) -> tuple[float, float]:
        """How far from the left and from the top, in percent."""
        return find_place(self.radius, self.angle)


def find_angle(day: date) -> float:
    """Find the angle of a day within its year, in degrees from the top."""
    first, after = date(day.year, 1, 1), date(day.year, 12, 31) + timedelta(days=1)
    return 360 * ((day - first) / (after - first))


def find_place(radius: float, angle: float) -> tuple[float, float]:
    """Find a place by its radius and angle, in percent from the left and from the top."""
    return 50 + radius * sin(radians(angle)), 50 - radius * cos(radians(angle))


def find_line(day: date) -> tuple[tuple[float, float], tuple[float, float]]:
    """Find the ends of the line that stands at a day: at the hub and at the edge."""
    angle = find_angle(day)
    return find_place(HUB, angle), find_place(EDGE, angle)


def find_name_place(first: date) -> tuple[float, float]:
    """Find where the month is named that begins on a day: in its middle."""
    return find_place(MONTHS, find_angle(first.replace(day=15)))


def list_radii(kinds: Sequence[WheelKind]) -> list[float]:
    """List the radius of the edge, and of the ring of each kind."""
    return [EDGE, *find_rings(kinds).values()]


def find_rings(kinds: Sequence[WheelKind]) -> dict[WheelKind, float]:
    """Find the radius of the ring of each kind, the first at the outside."""
    step = min(STEP, (OUTER - INNER) / max(len(kinds) - 1, 1))
    return {kind: OUTER - place * step for place, kind in enumerate(kinds)}


def place_marks(entries: Iterable[WheelEntry]) -> list[WheelMark]:
    """Place the entries of a year, given by day; those too near to each other on a ring share a mark at the first."""
    shown = list(entries)
    rings = find_rings([kind for kind in WheelKind if any(one.kind is kind for one in shown)])
    found = []
    for kind, radius in rings.items():
        gap = GAP * OUTER / radius
        marks: list[WheelMark] = []
        for entry in (one for one in shown if one.kind is kind):
            angle = find_angle(entry.day)
            if marks and angle - marks[-1].angle < gap:
                marks[-1] = replace(marks[-1], entries=(*marks[-1].entries, entry))
            else:
                marks.append(WheelMark(kind, radius, angle, (entry,)))
        if len(marks) > 1:
            # The end of the year stands clear of its beginning.
            before, last, most = marks[-2], marks[-1], 360 + marks[0].angle - gap
            if last.angle > most and most - before.angle < gap:
                marks[-2:] = [replace(before, entries=(*before.entries, *last.entries))]
            else:
                marks[-1] = replace(last, angle=min(last.angle, most))
        found += marks
    return found
