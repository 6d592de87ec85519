"""The points of a plan as its three parts, written so that they add up to the whole as it is written."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from metrics.algebra.outcome import Points
from words.language import Words, round_points

PARTS = ("secured", "open", "lost")
_STEP = Fraction(1, 10)


def write_parts(points: Points, words: Words) -> dict[str, str]:
    """Write what is secured, open and lost of a plan's points, by name."""
    return dict(zip(PARTS, write_together([getattr(points, name) for name in PARTS], words), strict=True))


def write_together(parts: Sequence[Fraction], words: Words) -> list[str]:
    """Write all parts of a whole, each as points are written but for a tenth that the sum of them takes.

    The first, what is secured, is told alone elsewhere and stays as it is. A tenth is taken from or given to what
    comes nearest to itself by it. No part becomes 0 or the whole, and none is rounded
    up to a whole number, for that is what a limit is; where only that would do, each is written by itself.
    """
    whole = sum(parts, Fraction(0))
    usual = [round_points(part, whole) for part in parts]
    shown = _add_up(parts, usual, round_points(whole, whole))
    return [
        words.points(part, whole) if one == before else words.number(one, 1)
        for part, before, one in zip(parts, usual, shown, strict=True)
    ]


def _add_up(parts: Sequence[Fraction], usual: Sequence[Fraction], whole: Fraction) -> Sequence[Fraction]:
    """Move rounded parts by tenths until they add up; as they were where nothing may be moved."""
    shown = list(usual)
    while missing := whole - sum(shown):
        step = _STEP if missing > 0 else -_STEP
        moved = [at for at, part in enumerate(parts) if at and _may_be(shown[at] + step, part, whole)]
        if not moved:
            return usual
        # Of those that come as near the largest, of which a tenth is the least.
        best = min(moved, key=lambda at: (abs(shown[at] + step - parts[at]), -parts[at]))
        shown[best] += step
    return shown


def _may_be(shown: Fraction, part: Fraction, whole: Fraction) -> bool:
    """Tell whether a part that is neither a whole number nor nothing may be written as a number."""
    if part.denominator == 1:
        return False
    return 0 < shown < whole and (shown.denominator > 1 or shown <= part)
