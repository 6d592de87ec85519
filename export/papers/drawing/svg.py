"""The parts of a drawing as SVG: lines, boxes, dots, hatching and texts, in the colours of paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from export.papers.drawing.typesetter import TYPEFACE, cover_text

# As on the light screens (pages/ui/draw/theme.py); a test holds the two together.
INK = "#1c2126"
MUTED = "#56606a"
LINE = "#d3d9de"
RESULT = "#24404f"
TARGET = "#56606a"
REVISED = "#a9b2ba"
BENCHMARK = "#6b7680"
FORECAST = "#7d9dae"

TEXT = 7.2
"""The usual size of a text in a drawing, in units of about a point."""

Point = tuple[float, float]

_HATCH = (
    f'<defs><pattern id="hatch" width="3.6" height="3.6" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><path d="M0 0v3.6" stroke="{FORECAST}" stroke-width="2.2"/></pattern></defs>'
)
HATCHED = "url(#hatch)"
_GLYPH = 0.5
"""The mean width of a sign, as a part of the size of the text."""


def make_svg(width: float, height: float, parts: Iterable[str]) -> str:
    """Make a drawing of its parts, the first at the bottom."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}">{_HATCH}{"".join(parts)}</svg>'
    )


def draw_line(points: Sequence[Point], colour: str, width: float = 1.0, dash: str = "") -> str:
    """Draw a line through points; nothing where there is but one."""
    if len(points) < 2:
        return ""
    path = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" stroke-linejoin="round"{dashes}/>'


def draw_box(corner: Point, opposite: Point, fill: str = "none", line: str = "", opacity: float = 1) -> str:
    """Draw a box between two corners, filled, outlined or both."""
    x, y = min(corner[0], opposite[0]), min(corner[1], opposite[1])
    width, height = abs(corner[0] - opposite[0]), abs(corner[1] - opposite[1])
    stroke = f' stroke="{line}" stroke-width="0.9"' if line else ""
    faint = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{fill}"{faint}{stroke}/>'


def draw_dot(at: Point, radius: float, fill: str, line: str = "") -> str:
    """Draw a round dot, filled or hollow."""
    stroke = f' stroke="{line}" stroke-width="1.2"' if line else ""
    return f'<circle cx="{at[0]:.2f}" cy="{at[1]:.2f}" r="{radius:g}" fill="{fill}"{stroke}/>'


def draw_text(
    text: str, at: Point, *, anchor: str = "start", size: float = TEXT, colour: str = INK, bold: bool = False
) -> str:
    """Write a text at a place, with a rim of white so that lines below it do not cross it."""
    # Named by its axis: a typeface of variable weight is else drawn in its thinnest.
    weight = f"font-variation-settings: &quot;wght&quot; {600 if bold else 400}"
    common = (
        f'x="{at[0]:.2f}" y="{at[1]:.2f}" text-anchor="{anchor}" font-size="{size:g}" '
        f'font-family="\'{TYPEFACE}\'" style="{weight}"'
    )
    said = escape(cover_text(text.replace("\n", " ")))
    rim = f'<text {common} fill="none" stroke="#fff" stroke-width="2" stroke-linejoin="round">{said}</text>'
    return f'{rim}<text {common} fill="{colour}">{said}</text>'


def fit_text(text: str, room: float, size: float = TEXT) -> list[str]:
    """Fold a text into lines that fit the room; a word that is longer than it is divided."""
    most = max(int(room / (size * _GLYPH)), 4)
    lines: list[str] = [""]
    for word in text.replace("\u00a0", " ").split():
        parts = [word[place : place + most] for place in range(0, len(word), most)]
        for part in parts:
            if lines[-1] and len(lines[-1]) + 1 + len(part) > most:
                lines.append(part)
            else:
                lines[-1] = f"{lines[-1]} {part}".strip()
    return lines


def spread_places(wanted: Sequence[float], gaps: Sequence[float], least: float, most: float) -> list[float]:
    """Move places apart that are wanted nearer than their gaps, in their order, within two bounds."""
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    found = [0.0] * len(wanted)
    edge = least
    for place in order:
        found[place] = max(wanted[place], edge + gaps[place] / 2)
        edge = found[place] + gaps[place] / 2
    edge = most
    for place in reversed(order):
        found[place] = min(found[place], edge - gaps[place] / 2)
        edge = found[place] - gaps[place] / 2
    return found
