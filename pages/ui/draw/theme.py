"""Colours and shapes, defined once for screen, charts and print.

A status is told by shape and word first; the tones of the five that call for action remain distinct in the three
common colour-vision deficiencies as well (tests/pages/ui/draw/test_theme.py computes both).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from urllib.parse import quote

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

TONES: dict[Status, tuple[str, str]] = {
    Status.MET: ("#2f8a5c", "#6bdc98"),
    Status.PARTLY_MET: ("#5b7768", "#9fb5a8"),
    Status.ON_TRACK: ("#3d9a6b", "#8ad9b0"),
    Status.AT_RISK: ("#a86200", "#d9a441"),
    Status.OVERDUE_DATA: ("#7551bd", "#c3adf5"),
    Status.AWAITING_CONFIRMATION: ("#a77acd", "#e8daf3"),
    Status.ACCEPTED_DEVIATION: ("#1d4a80", "#4a86d0"),
    Status.NOT_MET: ("#8f1d18", "#e2625c"),
    Status.OUT_OF_REACH: ("#b8524b", "#f09a92"),
    Status.NOT_DUE: ("#7a838c", "#98a2ab"),
    Status.UNKNOWN: ("#69727b", "#adb6bf"),
    Status.WITHDRAWN: ("#7a838c", "#8c969f"),
}

_STROKE = 'fill="none" stroke="#000" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
_CUT = '<mask id="m"><path fill="#fff" d="M0 0h16v16H0z"/><path {style} stroke="#000" d="{path}"/></mask>'
_CUT_STYLE = 'fill="none" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"'
_TICK, _CROSS = "M4.8 8.3l2.2 2.2 4.3-4.7", "M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2"

# Drawn in a square of 16 by 16. Filled where it is settled, outlined where it is not.
SHAPES: dict[Status, str] = {
    Status.MET: _CUT.format(style=_CUT_STYLE, path=_TICK) + '<circle cx="8" cy="8" r="7" mask="url(#m)"/>',
    Status.PARTLY_MET: f'<circle cx="8" cy="8" r="6.1" {_STROKE}/><path d="M8 1.5a6.5 6.5 0 0 0 0 13z"/>',
    Status.ON_TRACK: f'<circle cx="8" cy="8" r="6.1" {_STROKE}/><path d="{_TICK}" {_STROKE}/>',
    Status.AT_RISK: _CUT.format(style=_CUT_STYLE, path="M8 6v4m0 2.2v.1")
    + '<path d="M8 1.2 15.4 14.4H.6z" stroke="#000" stroke-linejoin="round" mask="url(#m)"/>',
    Status.OVERDUE_DATA: f'<circle cx="8" cy="8" r="6.1" {_STROKE}/><path d="M8 4.4V8l2.6 1.9" {_STROKE}/>',
    Status.AWAITING_CONFIRMATION: f'<path d="M3.2 1.6h9.6M3.2 14.4h9.6" {_STROKE}/>'
    f'<path d="M4.6 1.6v2.2L8 8l3.4-4.2V1.6M4.6 14.4v-2.2L8 8l3.4 4.2v2.2" {_STROKE}/>'
    '<path d="M5.6 14v-1.2L8 10.6l2.4 2.2V14z"/>',
    Status.ACCEPTED_DEVIATION: '<path d="M8 .8 15.2 8 8 15.2.8 8z"/>',
    Status.NOT_MET: _CUT.format(style=_CUT_STYLE, path=_CROSS)
    + '<rect x="1.5" y="1.5" width="13" height="13" rx="1" mask="url(#m)"/>',
    Status.OUT_OF_REACH: f'<rect x="2.2" y="2.2" width="11.6" height="11.6" rx="1" {_STROKE}/>'
    f'<path d="{_CROSS}" {_STROKE}/>',
    Status.NOT_DUE: f'<circle cx="8" cy="8" r="6.1" {_STROKE} stroke-dasharray=".1 3.73"/>',
    Status.UNKNOWN: f'<circle cx="8" cy="8" r="6.6" fill="none" stroke="#000" stroke-width="1.3"/>'
    f'<path d="M6.1 6.4a1.95 1.95 0 1 1 2.9 1.7c-.7.4-1 .7-1 1.4" {_STROKE}/>'
    '<circle cx="8" cy="11.8" r="1"/>',
    Status.WITHDRAWN: '<rect x="2" y="6.8" width="12" height="2.4" rx="1"/>',
}

# What falls due, in the same square: told apart by shape alone.
DUTIES: dict[Duty, str] = {
    Duty.REPORT: '<path d="M3 1h7l3 3v11H3z"/>',
    Duty.ANSWER: '<path d="M6 2 1 7l5 5V9c4 0 6.5 1 9 4-.5-5-3.5-8-9-8z"/>',
    Duty.RECEIPT: f'<path d="M2 9h3l1.5 2h3L11 9h3v6H2z"/><path d="M8 1v7M4.8 5 8 8.2 11.2 5" {_STROKE}/>',
    Duty.VALUE: '<path d="M2 9h3v6H2zM6.5 5h3v10h-3zM11 1h3v14h-3z"/>',
    Duty.MILESTONE: '<path d="M8 .8 15.2 8 8 15.2.8 8z"/>',
    Duty.CONFIRMATION: f'<path d="M8 1.6 14.4 8 8 14.4 1.6 8z" {_STROKE}/>'
    f'<path d="M5.4 8.2l1.8 1.8 3.2-3.6" {_STROKE}/>',
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
    return f":root{{{tokens}}}\n{shapes}\n{duties}\n"


def _css(status: Status) -> str:
    return status.replace("_", "-")
