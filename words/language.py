"""Words, numbers and dates in Danish and English. No prose stands outside the catalogues."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from metrics.periods import DANISH_TIME, Period

Real = Decimal | Fraction | float | int

DEFAULT_LANGUAGE = "da"
LANGUAGES = {"da": "dansk", "en": "english"}
LOCALE_DIR = Path(__file__).parent / "locales"

_LOCALES = {"da": "da_DK", "en": "en_GB"}
_LONG_DATE = {"da": "d. MMMM y", "en": "d MMMM y"}
_SHORT_DATE = {"da": "dd.MM.y", "en": "d MMM y"}
_CLOCK = {"da": "HH.mm", "en": "HH:mm"}
_MOST_DECIMALS = 6
_ENDLESS = 2
_SURE = 10**9
"""The parts of a probability that are sure, whatever was added up."""
_PERCENT = _SURE // 100
_DIGITS = 60
_NONE, _ALL = Fraction(0), Fraction(100)
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a screen says, in one language. An unknown key raises KeyError: it is an error in the code."""

    lang: str = DEFAULT_LANGUAGE

    def t(self, key: str, /, **params: object) -> str:
        """The text of `key` with its parameters filled in."""
        return _forms(self.lang)[key][0].format(**params)

    def n(self, key: str, count: Real, /, **params: object) -> str:
        """The text of `key` in singular for exactly 1, else in plural; `{count}` is written as a number."""
        singular, plural = _forms(self.lang)[key]
        form = singular if count == 1 else plural
        return form.format(**{"count": self.number(count), **params})

    def number(self, value: Real, decimals: int | None = None) -> str:
        """A number with so many decimals, half rounded up; without `decimals` as many as it has, at most 6."""
        exact = _exact(value)
        places = count_decimals(exact) if decimals is None else decimals
        return _written(_steps(exact, places), places, _LOCALES[self.lang])

    def points(self, value: Real, possible: Real = 100, decimals: int = 2) -> str:
        """Points: whole ones plainly, others with decimals; never all or nothing unless exactly so."""
        exact = _exact(value)
        if exact.denominator == 1:
            return self.number(exact, 0)
        return self.number(_between(exact, _NONE, _exact(possible), decimals), decimals)

    def percent(self, share: Real, decimals: int = 0) -> str:
        """A share between 0 and 1 as percent, and never 0 or 100 unless it is exactly so."""
        exact = _exact(share) * 100
        return self.value(exact, "percent", 0 if exact in (0, 100) else decimals)

    def likelihood(self, p: float) -> str:
        """A probability in whole percent that was added up in floats, which may miss 0 and 1 by their last digits."""
        sure, percents = round(p * _SURE), self.percents()
        if not 0 < sure < _SURE:
            return percents[0 if sure <= 0 else 100]
        return percents[min(max((sure + _PERCENT // 2) // _PERCENT, 1), 99)]

    def percents(self) -> Sequence[str]:
        """Every whole percentage from 0 to 100."""
        return _percents(self.lang)

    def value(self, value: Real, unit: str, decimals: int | None = None) -> str:
        """A number with its unit, held together on one line; a percentage is never 0 or 100 unless it is exactly so."""
        shown = _exact(value)
        if unit == "percent" and decimals is not None:
            shown = _between(shown, _NONE, _ALL, decimals)
        singular, plural = _forms(self.lang)[f"unit.{unit}"]
        form = singular if value == 1 else plural
        return form.format(number=self.number(shown, decimals)).replace(" ", _NO_BREAK)

    def decimals_apart(self, value: Real, other: Real | None, decimals: int) -> int:
        """The decimals with which a value does not look like another that it is not; at most 6."""
        if other is None or _exact(value) == _exact(other):
            return decimals
        apart = (p for p in range(decimals, _MOST_DECIMALS) if self.number(value, p) != self.number(other, p))
        return next(apart, _MOST_DECIMALS)

    def date(self, day: datetime.date) -> str:
        """A date in words, as in running text."""
        return _dated(day, _LONG_DATE[self.lang], _LOCALES[self.lang])

    def date_short(self, day: datetime.date) -> str:
        """A date for tables: unambiguous in both languages."""
        return _dated(day, _SHORT_DATE[self.lang], _LOCALES[self.lang])

    def month(self, day: datetime.date) -> str:
        """The short name of a day's month, for an axis."""
        return _dated(day, "MMM", _LOCALES[self.lang])

    def moment(self, at: datetime.datetime) -> str:
        """A moment for tables: its day and time in Denmark."""
        there = at.astimezone(DANISH_TIME)
        clock = format_time(there.time(), _CLOCK[self.lang], locale=_LOCALES[self.lang])
        return f"{self.date_short(there.date())} {clock}".replace(" ", _NO_BREAK)

    def period(self, text: str) -> str:
        """A period in words: `2017`, `2017Q3`, `2017-09`, `2017-09-30`. Raises InvalidInput for anything else."""
        start = Period.parse(text).start
        if "Q" in text:
            return self.t("period.quarter", year=start.year, quarter=text[-1])
        if "/" in text:
            return " – ".join(self.period(part) for part in text.split("/"))
        if "-" not in text:
            return text
        if text.count("-") == 1:
            return _dated(start, "MMMM y", _LOCALES[self.lang])
        return self.date(start)

    def list(self, parts: Sequence[str]) -> str:
        """Parts of a sentence: with commas, and "og" or "and" before the last."""
        return format_list(parts, locale=_LOCALES[self.lang])


def read_catalogue(lang: str) -> dict[str, tuple[str, str]]:
    """Every key of a language with its singular and plural text, the same where there is no plural."""
    return dict(_forms(lang))


@cache
def _forms(lang: str) -> dict[str, tuple[str, str]]:
    with (LOCALE_DIR / lang / "LC_MESSAGES" / "maalstreg.po").open("rb") as file:
        messages = [message for message in read_po(file, locale=lang) if message.id]
    return {_key(message.id): _pair(message.string) for message in messages if message.string}


def _key(message_id: str | list[str] | tuple[str, ...]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _pair(text: str | list[str] | tuple[str, ...]) -> tuple[str, str]:
    return (text, text) if isinstance(text, str) else (text[0], text[1])


# Babel takes 60 µs for a number, and one page writes the same few hundred again on every rerun.
@lru_cache(maxsize=8192)
def _written(steps: int, places: int, locale: str) -> str:
    pattern = "#,##0" + ("." + "0" * places if places else "")
    with localcontext(prec=_DIGITS):
        return format_decimal(Decimal(steps).scaleb(-places), pattern, locale=locale)


# A what-if writes some sixty probabilities anew at every move of a slider.
@cache
def _percents(lang: str) -> tuple[str, ...]:
    return tuple(Words(lang).value(percent, "percent", 0) for percent in range(101))


@lru_cache(maxsize=4096)
def _dated(day: datetime.date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def _exact(value: Real) -> Fraction:
    if isinstance(value, Fraction):
        return value
    # A float means the decimal it is written as: 0.1 is a tenth, not its nearest binary neighbour.
    return Fraction(Decimal(repr(value))) if isinstance(value, float) else Fraction(value)


def count_decimals(value: Fraction) -> int:
    """The decimals a value needs to be written exactly, at most 6; 2 for one that would never end."""
    exact = (places for places in range(_MOST_DECIMALS + 1) if 10**places % value.denominator == 0)
    return next(exact, _ENDLESS)


def _steps(value: Fraction, places: int) -> int:
    """The value in whole steps of the last decimal, half rounded up, away from zero."""
    # In integers, since a page writes a thousand numbers and a Fraction finds common factors at each operation.
    doubled, whole = 2 * abs(value.numerator) * 10**places, 2 * value.denominator
    steps: int = (doubled + value.denominator) // whole
    return steps if value.numerator >= 0 else -steps


def _between(value: Fraction, least: Fraction, most: Fraction, decimals: int) -> Fraction:
    """The value rounded, but one step inwards where that would make it `least` or `most` and it is neither."""
    steps, a_whole = _steps(value, decimals), 10**decimals
    for edge in (least, most):
        if edge != value and steps * edge.denominator == edge.numerator * a_whole:
            return Fraction(steps + (1 if value > edge else -1), a_whole)
    return Fraction(steps, a_whole)
