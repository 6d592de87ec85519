"""How much room a text takes in a figure: an estimate from above, whatever the letters."""

from __future__ import annotations

LINE = "<br>"
_NARROW = frozenset("ijlIftr.,:;'|()[]! \u00a0")
_WIDE = frozenset("mwMWæÆøØ%@&×÷")
_WIDTHS = {
    "narrow": 0.36,
    "digit": 0.52,
    "capital": 0.66,
    "wide": 0.87,
    "other": 0.56,
}  # of the size of the font
_LEADING = 1.3


def measure_text(text: str, size: int) -> tuple[float, float]:
    """Return the width and the height of a text in pixels."""
    lines = text.split(LINE)
    return max(size * sum(map(_measure_letter, line)) for line in lines), size * _LEADING * len(lines)


def _measure_letter(letter: str) -> float:
    if letter in _NARROW:
        return _WIDTHS["narrow"]
    if letter in _WIDE:
        return _WIDTHS["wide"]
    if letter.isdigit():
        return _WIDTHS["digit"]
    return _WIDTHS["capital" if letter.isupper() else "other"]
