"""The shape and the tones of each status, defined once for screen and paper.

A status is told by shape and word first; the tones of the five that call for action remain distinct in the three
common colour-vision deficiencies as well.
"""

from __future__ import annotations

from metrics.status import Status

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

STROKE = 'fill="none" stroke="#000" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
_CUT = '<mask id="m"><path fill="#fff" d="M0 0h16v16H0z"/><path {style} stroke="#000" d="{path}"/></mask>'
_CUT_STYLE = 'fill="none" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"'
_TICK, _CROSS = "M4.8 8.3l2.2 2.2 4.3-4.7", "M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2"

# Drawn in a square of 16 by 16. Filled where it is settled, outlined where it is not.
SHAPES: dict[Status, str] = {
    Status.MET: _CUT.format(style=_CUT_STYLE, path=_TICK) + '<circle cx="8" cy="8" r="7" mask="url(#m)"/>',
    Status.PARTLY_MET: f'<circle cx="8" cy="8" r="6.1" {STROKE}/><path d="M8 1.5a6.5 6.5 0 0 0 0 13z"/>',
    Status.ON_TRACK: f'<circle cx="8" cy="8" r="6.1" {STROKE}/><path d="{_TICK}" {STROKE}/>',
    Status.AT_RISK: _CUT.format(style=_CUT_STYLE, path="M8 6v4m0 2.2v.1")
    + '<path d="M8 1.2 15.4 14.4H.6z" stroke="#000" stroke-linejoin="round" mask="url(#m)"/>',
    Status.OVERDUE_DATA: f'<circle cx="8" cy="8" r="6.1" {STROKE}/><path d="M8 4.4V8l2.6 1.9" {STROKE}/>',
    Status.AWAITING_CONFIRMATION: f'<path d="M3.2 1.6h9.6M3.2 14.4h9.6" {STROKE}/>'
    f'<path d="M4.6 1.6v2.2L8 8l3.4-4.2V1.6M4.6 14.4v-2.2L8 8l3.4 4.2v2.2" {STROKE}/>'
    '<path d="M5.6 14v-1.2L8 10.6l2.4 2.2V14z"/>',
    Status.ACCEPTED_DEVIATION: '<path d="M8 .8 15.2 8 8 15.2.8 8z"/>',
    Status.NOT_MET: _CUT.format(style=_CUT_STYLE, path=_CROSS)
    + '<rect x="1.5" y="1.5" width="13" height="13" rx="1" mask="url(#m)"/>',
    Status.OUT_OF_REACH: f'<rect x="2.2" y="2.2" width="11.6" height="11.6" rx="1" {STROKE}/>'
    f'<path d="{_CROSS}" {STROKE}/>',
    Status.NOT_DUE: f'<circle cx="8" cy="8" r="6.1" {STROKE} stroke-dasharray=".1 3.73"/>',
    Status.UNKNOWN: f'<circle cx="8" cy="8" r="6.6" fill="none" stroke="#000" stroke-width="1.3"/>'
    f'<path d="M6.1 6.4a1.95 1.95 0 1 1 2.9 1.7c-.7.4-1 .7-1 1.4" {STROKE}/>'
    '<circle cx="8" cy="11.8" r="1"/>',
    Status.WITHDRAWN: '<rect x="2" y="6.8" width="12" height="2.4" rx="1"/>',
}


def draw_shape(status: Status, name: str = "") -> str:
    """Draw a shape in its light tone as SVG of 16 by 16; `name` sets it apart from others in the same drawing."""
    shape, tone = (
        SHAPES[status].replace('id="m"', f'id="m{name}"').replace("url(#m)", f"url(#m{name})"),
        TONES[status][0],
    )
    # What a mask cuts out stays black; all else takes the tone.
    mask, _, body = shape.rpartition("</mask>")
    drawn = body.replace('stroke="#000"', f'stroke="{tone}"')
    return f'<g fill="{tone}">{mask}{"</mask>" if mask else ""}{drawn}</g>'
