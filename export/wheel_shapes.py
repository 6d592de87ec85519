"""The shape and the tones of each kind on a yearly wheel, defined once for screen and paper.

A kind is told by its shape and its ring first; the tones, for light and dark, only help.
"""

from __future__ import annotations

from export.status_shapes import STROKE
from metrics.wheel.wheel_entry import WheelKind

WHEEL_TONES: dict[WheelKind, tuple[str, str]] = {
    WheelKind.REPORT: ("#15506b", "#8fc9e6"),
    WheelKind.MEETING: ("#6a3d9a", "#c9adf0"),
    WheelKind.DUTY: ("#8a5200", "#e0ae5c"),
    WheelKind.DIRECTION: ("#1f6f4a", "#74d3a3"),
    WheelKind.DEVIATION: ("#1d4a80", "#6a9fe0"),
    WheelKind.SETTLEMENT: ("#3c4650", "#c3ccd4"),
    WheelKind.SIGNING: ("#8c2f60", "#eb9cc4"),
}

# Drawn in a square of 16 by 16.
WHEEL_SHAPES: dict[WheelKind, str] = {
    WheelKind.REPORT: '<path d="M3 1h7l3 3v11H3z"/>',
    WheelKind.MEETING: '<path d="M1 2h14v9H8l-4 4v-4H1z"/>',
    WheelKind.DUTY: f'<path d="M13.4 8A5.4 5.4 0 1 1 11 3.5" {STROKE}/><path d="M9 .6l5.4 1.6-3.6 4.2z"/>',
    WheelKind.DIRECTION: '<path d="M2 6h6V2l7 6-7 6v-4H2z"/>',
    WheelKind.DEVIATION: '<path d="M8 .8 15.2 8 8 15.2.8 8z"/>',
    WheelKind.SETTLEMENT: '<path d="M2 1h2v14H2zM4 2h10l-2.5 3.5L14 9H4z"/>',
    WheelKind.SIGNING: '<path d="M11.6 1 15 4.4 6 13.4l-4.6 1.2L2.6 10z"/>',
}
