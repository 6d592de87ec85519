"""What a plan's total comes to if a goal is met and if it is missed, in words."""

from __future__ import annotations

from fractions import Fraction

from metrics.whatif.pivotal import Pivot, PivotCase
from words.language import Words


def write_what_if(pivot: Pivot | None, enough: Fraction, words: Words) -> list[str]:
    """Write both cases of a goal, against the points that are enough; that there is none where the goal is decided."""
    if pivot is None:
        return [words.t("meeting.no_whatif")]
    return [
        _write_case("meeting.if_met", pivot.met, enough, words),
        _write_case("meeting.if_missed", pivot.missed, enough, words),
    ]


def _write_case(key: str, case: PivotCase, enough: Fraction, words: Words) -> str:
    low, high = (words.number(Fraction(round(end))) for end in case.expected)
    least, most = (words.likelihood(end) for end in case.reaches)
    points, p = _write_ends(low, high, words), _write_ends(least, most, words)
    return words.t(key, points=points, enough=words.points(enough), p=p)


def _write_ends(least: str, most: str, words: Words) -> str:
    """Write one figure where both are the same, else both."""
    return least if least == most else words.t("whatif.between", least=least, most=most)
