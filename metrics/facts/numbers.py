"""Numbers as people write them: the one reader for files, forms and the terminal.

Spaces may stand between thousands, points or commas where they can be nothing else, and either may be the decimal
sign. What can be read in two ways, as 4.200, is refused with both readings.
"""

from __future__ import annotations

import re
from decimal import Decimal

from metrics.errors import InvalidInput, refuse
from metrics.plan.terms import DECIMALS, LARGEST, Unit

_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_SPACES = re.compile("[ \u00a0\u2007\u2009\u202f]")
_PLAIN = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_TWO_WAYS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_GROUPED = (
    re.compile(r"[+-]?[1-9]\d{0,2}( \d{3})+([.,]\d+)?", re.ASCII),
    re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+,\d+", re.ASCII),
    re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+\.\d+", re.ASCII),
    re.compile(r"[+-]?[1-9]\d{0,2}((\.\d{3}){2,}|(,\d{3}){2,})", re.ASCII),
)
_STORED = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)

NOT_AVAILABLE = ("..", "...", "…", "-", "–", "—")
"""What is written where a figure is not available; Statistikbanken writes two points."""

UNIT_WORDS: dict[str, Unit] = {
    **dict.fromkeys(("mio. kr.", "mio.kr.", "mio. kr", "mio kr"), Unit.MIO_DKK),
    **dict.fromkeys(("kr.", "kr", "dkk"), Unit.DKK),
    **dict.fromkeys(("%", "pct.", "pct", "procent"), Unit.PERCENT),
    **dict.fromkeys(("procentpoint",), Unit.PERCENTAGE_POINTS),
    **dict.fromkeys(("dage", "dag", "days", "day"), Unit.DAYS),
    **dict.fromkeys(("måneder", "mdr.", "months"), Unit.MONTHS),
    **dict.fromkeys(("timer", "hours"), Unit.HOURS),
    **dict.fromkeys(("årsværk", "fte"), Unit.FTE),
    **dict.fromkeys(("år", "years"), Unit.YEARS),
    **dict.fromkeys(("point", "points"), Unit.POINTS),
}
"""The units that may be written at a number, the longest first."""
_IN_FRONT = ("kr.", "kr", "dkk")


def is_not_available(text: str) -> bool:
    """Return whether a text says that a figure is not available."""
    return text.strip() in NOT_AVAILABLE


def parse_number(text: str, place: str = "", *, unit: Unit | None = None, stored: bool = False) -> Decimal:
    """Parse a number, digit by digit; `unit` is that of its series, None where it has none.

    `stored` is a number as a program wrote it, whose point is the decimal sign. Raises InvalidInput: `figure_needed`,
    `number_ambiguous`, `number_unit`, `number_too_fine` or `number_out_of_range`.
    """
    plain, said = _split_unit(_SPACES.sub(" ", text.strip()).replace("−", "-"))
    if said and said is not unit and (said is not Unit.DKK or unit is not None):
        raise refuse("number_unit", place, value=text)
    number = _read_stored(plain) if stored else _read_written(plain, place)
    if number is None:
        raise refuse("figure_needed", place, value=text)
    if -number.as_tuple().exponent > DECIMALS:  # type: ignore[operator]
        raise refuse("number_too_fine", place, value=text)
    if number.copy_abs() > LARGEST:  # `abs` fails on a million digits
        raise refuse("number_out_of_range", place, value=text)
    return number


def read_number(text: str) -> Decimal | None:
    """Read a number; None for anything else, and for what can be read in two ways."""
    try:
        return parse_number(text)
    except InvalidInput:
        return None


def read_whole(text: str) -> int | None:
    """Read a whole number of at most nine digits; None for anything else."""
    return int(text) if _WHOLE.fullmatch(text) else None


def write_plain_number(value: Decimal) -> str:
    """Write a number with a point and so many decimals that `parse_number` reads it in one way."""
    text = f"{value:f}"
    return f"{text}0" if _TWO_WAYS.fullmatch(text) else text


def _split_unit(text: str) -> tuple[str, Unit | None]:
    """Split a unit off the end, or kroner off the beginning."""
    folded = text.casefold()
    if len(folded) != len(text):
        return text, None
    for word, unit in UNIT_WORDS.items():
        if folded.endswith(word):
            return text[: -len(word)].rstrip(), unit
    for word in _IN_FRONT:
        if folded.startswith(word):
            return text[len(word) :].lstrip(), Unit.DKK
    return text, None


def _read_stored(text: str) -> Decimal | None:
    return Decimal(text) if _STORED.fullmatch(text) else None


def _read_written(text: str, place: str) -> Decimal | None:
    if _TWO_WAYS.fullmatch(text):
        part = Decimal(text.replace(",", ".")).normalize()
        whole = text.replace(".", "").replace(",", "")
        raise refuse("number_ambiguous", place, value=text, whole=whole, part=part, exact=f"{text}0")
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    if not any(form.fullmatch(text) for form in _GROUPED):
        return None
    sign = max(text.rfind("."), text.rfind(","))
    decimals = sign >= 0 and (text[sign] not in text[:sign])
    top, bottom = (text[:sign], text[sign + 1 :]) if decimals else (text, "")
    digits = re.sub("[ .,]", "", top)
    return Decimal(f"{digits}.{bottom}" if decimals else digits)
