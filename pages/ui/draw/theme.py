"""Colours and shapes, defined once for screen, charts and print.

The shapes and tones of the statuses are those of `export/status_shapes.py`, which paper shares.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from urllib.parse import quote

from export.status_shapes import SHAPES, STROKE, TONES
from export.wheel_shapes import WHEEL_SHAPES, WHEEL_TONES
from metrics.followup.deadlines import Duty
from metrics.status import Status


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one appearance, light or dark, by their use."""

    background: str
    surface: str
    text: str
    muted: str
    line: str
    link: str
    primary: str
    result: str
    earlier: str
    target: str
    revised: str
    benchmark: str
    forecast: str
    dark: bool = False
    least_text: int = 0
    """The pixels that no text of a figure is smaller than."""

    def tone(self, status: Status) -> str:
        """Return the colour of a status's shape."""
        return TONES[status][int(self.dark)]


PROJECTED_TEXT = 20

LIGHT = Look(
    background="#ffffff",
    surface="#f4f6f7",
    text="#1c2126",
    muted="#56606a",
    line="#d3d9de",
    link="#15506b",
    primary="#15506b",
    result="#24404f",
    earlier="#9aa8b2",
    target="#56606a",
    revised="#a9b2ba",
    benchmark="#6b7680",
    forecast="#7d9dae",
)
DARK = Look(
    background="#14191e",
    surface="#1e252b",
    text="#e9edf0",
    muted="#aab4bd",
    line="#38424a",
    link="#8fc9e6",
    primary="#2b7aa3",
    result="#c3d6e0",
    earlier="#66757f",
    target="#aab4bd",
    revised="#5c6770",
    benchmark="#93a0ab",
    forecast="#6f93a7",
    dark=True,
)

# What falls due, in the same square: told apart by shape alone.
DUTIES: dict[Duty, str] = {
    Duty.REPORT: '<path d="M3 1h7l3 3v11H3z"/>',
    Duty.ANSWER: '<path d="M6 2 1 7l5 5V9c4 0 6.5 1 9 4-.5-5-3.5-8-9-8z"/>',
    Duty.RECEIPT: f'<path d="M2 9h3l1.5 2h3L11 9h3v6H2z"/><path d="M8 1v7M4.8 5 8 8.2 11.2 5" {STROKE}/>',
    Duty.VALUE: '<path d="M2 9h3v6H2zM6.5 5h3v10h-3zM11 1h3v14h-3z"/>',
    Duty.MILESTONE: '<path d="M8 .8 15.2 8 8 15.2.8 8z"/>',
    Duty.CONFIRMATION: f'<path d="M8 1.6 14.4 8 8 14.4 1.6 8z" {STROKE}/>'
    f'<path d="M5.4 8.2l1.8 1.8 3.2-3.6" {STROKE}/>',
    Duty.ASSESSMENT: '<path d="M1 2h14v9H8l-4 4v-4H1z"/>',
    Duty.SETTLEMENT: '<path d="M2 1h2v14H2zM4 2h10l-2.5 3.5L14 9H4z"/>',
}


def choose_look(dark: bool, *, projected: bool = False) -> Look:
    """Return the dark or the light appearance; with larger texts where it is `projected` on a wall."""
    look = DARK if dark else LIGHT
    return replace(look, least_text=PROJECTED_TEXT) if projected else look


def encode_svg(body: str, width: float = 16, height: float = 16, *, stretched: bool = False) -> str:
    """Encode a drawing as a `url(...)` for a CSS mask, which the stylesheet colours for either look.

    A `stretched` one fills whatever box it is given.
    """
    ratio = ' preserveAspectRatio="none"' if stretched else ""
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}"{ratio}>{body}</svg>'
    )
    return f'url("data:image/svg+xml,{quote(picture, safe=" /:=<>")}")'


def write_stylesheet() -> str:
    """Write the custom properties and status shapes that static/maalstreg.css builds on."""
    names = [field.name for field in fields(Look) if field.type == "str"]
    colours = [(name, getattr(LIGHT, name), getattr(DARK, name)) for name in names]
    colours += [(_css(status), *TONES[status]) for status in Status]
    tokens = "".join(f"--m-{name}:light-dark({light},{dark});" for name, light, dark in colours)
    marks = [(_css(status), encode_svg(SHAPES[status])) for status in Status]
    shapes = "".join(f".m-{name}{{--shape:{drawing};--tone:var(--m-{name})}}" for name, drawing in marks)
    duties = "".join(f".m-duty-{duty}{{--shape:{encode_svg(drawing)}}}" for duty, drawing in DUTIES.items())
    wheel = "".join(
        f".m-wheel-{kind}{{--shape:{encode_svg(drawing)};--tone:light-dark({','.join(WHEEL_TONES[kind])})}}"
        for kind, drawing in WHEEL_SHAPES.items()
    )
    return f":root{{{tokens}}}\n{shapes}\n{duties}\n{wheel}\n"


def _css(status: Status) -> str:
    return status.replace("_", "-")
