"""Texts, numbers and dates in each language. All prose lives in the catalogues."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
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

LOCALE_DIR = Path(__file__).parent / "locales"

_MOST_DECIMALS = 6
_ENDLESS = 2
_POINT_DECIMALS = 1
_MOST_POINT_DECIMALS = 9  # a mean is a sum of floats, and misses a whole number by less than this
_SURE = 10**9  # a probability is exact to this part of one, however many floats were added up
_PERCENT = _SURE // 100
_DIGITS = 60
_NONE, _ALL = Fraction(0), Fraction(100)
MINUS = "−"
_NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code in addresses, its own name, and how dates and numbers are written in it.

    Dates and times are patterns of Babel's; `calendar` is the pattern of Streamlit's date inputs.
    """

    code: str
    name: str
    locale: str
    long_date: str
    short_date: str
    clock: str
    calendar: str

    @property
    def catalogue(self) -> Path:
        """The file that holds its texts."""
        return LOCALE_DIR / self.code / "LC_MESSAGES" / "maalstreg.po"


DANISH = Language("da", "dansk", "da_DK", "d. MMMM y", "dd.MM.y", "HH.mm", "DD.MM.YYYY")
ENGLISH = Language("en", "english", "en_GB", "d MMMM y", "d MMM y", "HH:mm", "YYYY-MM-DD")

LANGUAGES: Mapping[str, Language] = {language.code: language for language in (DANISH, ENGLISH)}
DEFAULT_LANGUAGE = DANISH.code


def choose_language(asked: str) -> str:
    """Return the code of the language asked for, or the default if there is no such language."""
    return asked if asked in LANGUAGES else DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class Words:
    """Write everything a screen says, in one language. An unknown key is a bug and raises KeyError."""

    lang: str = DEFAULT_LANGUAGE

    @property
    def language(self) -> Language:
        """The language with its patterns."""
        return LANGUAGES[self.lang]

    def t(self, key: str, /, **params: object) -> str:
        """Return the text of `key` with its parameters filled in."""
        return _forms(self.lang)[key][0].format(**params)

    def n(self, key: str, count: Real, /, **params: object) -> str:
        """Return the singular text of `key` for exactly 1, otherwise the plural; `{count}` is written as a number."""
        singular, plural = _forms(self.lang)[key]
        form = singular if count == 1 else plural
        return form.format(**{"count": self.number(count), **params})

    def number(self, value: Real, decimals: int | None = None) -> str:
        """Write a number with `decimals` decimals, rounding half up; by default with all it has, at most 6."""
        exact = _exact(value)
        places = count_decimals(exact) if decimals is None else decimals
        return _written(_steps(exact, places), places, self.language.locale)

    def points(self, value: Real, possible: Real = 100, decimals: int = _POINT_DECIMALS) -> str:
        """Write points: whole ones without decimals, others with one; what is only expected is written in whole ones.

        They are never all or nothing unless exactly so. With decimals they are not rounded up to a whole number
        either, for that is what a limit is: 89,96 of the 90 that are needed is 89,9.
        """
        exact = _exact(round(value, _MOST_POINT_DECIMALS) if isinstance(value, float) else value)
        shown = round_points(exact, _exact(possible), decimals)
        return self.number(shown, 0 if exact.denominator == 1 else decimals)

    def percent(self, share: Real, decimals: int = 0) -> str:
        """Write a share between 0 and 1 in percent, never 0 or 100 unless exactly so."""
        exact = _exact(share) * 100
        return self.value(exact, "percent", 0 if exact in (0, 100) else decimals)

    def likelihood(self, p: float, *, undecided: bool = False) -> str:
        """Write a probability in whole percent, below 1 and above 99 as such; 0 and 100 are for what is certain.

        One that misses 0 or 1 by rounding error is certain, unless the question is known to be `undecided`.
        """
        sure = round(p * _SURE)
        return self._likelihood(sure, (sure + _PERCENT // 2) // _PERCENT, undecided=undecided)

    def likelihoods(self, chances: Sequence[float]) -> list[str]:
        """Write the probabilities of all that can happen, one of which will, so that their whole percents add to 100.

        What is below 1 percent is written as such, and stands for the percent or nothing that it takes up.
        """
        sure = [max(round(p * _SURE), 0) for p in chances]
        left = max(100 - sum(one // _PERCENT for one in sure), 0)
        largest = sorted(range(len(sure)), key=lambda at: -(sure[at] % _PERCENT))[:left]
        return [
            self._likelihood(one, one // _PERCENT + (at in largest), undecided=one > 0 and sum(sure) > one)
            for at, one in enumerate(sure)
        ]

    def _likelihood(self, sure: int, percent: int, *, undecided: bool) -> str:
        percents = self.percents()
        if not undecided and not 0 < sure < _SURE:
            return percents[0 if sure <= 0 else 100]
        if sure < _PERCENT:
            return self.t("likelihood.under", least=percents[1]).replace(" ", _NO_BREAK)
        if sure > _SURE - _PERCENT:
            return self.t("likelihood.over", most=percents[99]).replace(" ", _NO_BREAK)
        return percents[percent]

    def percents(self) -> Sequence[str]:
        """Return the whole percentages from 0 to 100 as written."""
        return _percents(self.lang)

    def value(self, value: Real, unit: str, decimals: int | None = None) -> str:
        """Write a number with its unit, without line breaks; a percentage is never 0 or 100 unless exactly so."""
        shown = _exact(value)
        if unit == "percent" and decimals is not None:
            shown = _between(shown, _NONE, _ALL, decimals)
        singular, plural = _forms(self.lang)[f"unit.{unit}"]
        form = singular if value == 1 else plural
        return form.format(number=self.number(shown, decimals)).replace(" ", _NO_BREAK)

    def decimals_apart(self, value: Real, other: Real | None, decimals: int) -> int:
        """Return how many decimals tell a value from another, at least `decimals` and at most 6."""
        if other is None or _exact(value) == _exact(other):
            return decimals
        apart = (p for p in range(decimals, _MOST_DECIMALS) if self.number(value, p) != self.number(other, p))
        return next(apart, _MOST_DECIMALS)

    def date(self, day: datetime.date) -> str:
        """Write a date as in running text."""
        return _dated(day, self.language.long_date, self.language.locale)

    def date_short(self, day: datetime.date) -> str:
        """Write a date for a table, unambiguous in every language."""
        return _dated(day, self.language.short_date, self.language.locale)

    def day(self, day: datetime.date, now: datetime.date) -> str:
        """Write a date as in running text, without its year where that is the year of `now`."""
        pattern = self.language.long_date
        return _dated(
            day, pattern if day.year != now.year else pattern.removesuffix(" y"), self.language.locale
        )

    def month_name(self, day: datetime.date) -> str:
        """Write the name of a day's month."""
        return _dated(day, "MMMM", self.language.locale)

    def month(self, day: datetime.date) -> str:
        """Write the short name of a day's month, for an axis."""
        return _dated(day, "MMM", self.language.locale)

    def moment(self, at: datetime.datetime) -> str:
        """Write a moment for a table, as day and time in Denmark."""
        there = at.astimezone(DANISH_TIME)
        clock = format_time(there.time(), self.language.clock, locale=self.language.locale)
        return f"{self.date_short(there.date())} {clock}".replace(" ", _NO_BREAK)

    def period(self, text: str) -> str:
        """Write a period: `2017`, `2017Q3`, `2017-09`, `2017-09-30`, or two of them with a slash between.

        Raises InvalidInput for anything else.
        """
        start = Period.parse(text).start
        if "Q" in text:
            return self.t("period.quarter", year=start.year, quarter=text[-1])
        if "/" in text:
            return " – ".join(self.period(part) for part in text.split("/"))
        if "-" not in text:
            return text
        if text.count("-") == 1:
            return _dated(start, "MMMM y", self.language.locale)
        return self.date(start)

    def list(self, parts: Sequence[str]) -> str:
        """Join the parts of a sentence with commas, and "og" or "and" before the last."""
        return format_list(parts, locale=self.language.locale)

    def either(self, parts: Sequence[str]) -> str:
        """Join alternatives with commas, and "eller" or "or" before the last."""
        return format_list(parts, style="or", locale=self.language.locale)


def read_catalogue(lang: str) -> dict[str, tuple[str, str]]:
    """Return every key of a language with its singular and plural text, equal where there is no plural."""
    return dict(_forms(lang))


@cache
def _forms(lang: str) -> dict[str, tuple[str, str]]:
    with LANGUAGES[lang].catalogue.open("rb") as file:
        messages = [message for message in read_po(file, locale=lang) if message.id]
    return {_key(message.id): _pair(message.string) for message in messages if message.string}


def _key(message_id: str | list[str] | tuple[str, ...]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


def _pair(text: str | list[str] | tuple[str, ...]) -> tuple[str, str]:
    return (text, text) if isinstance(text, str) else (text[0], text[1])


# Babel takes 60 µs for a number, and a page writes the same few hundred on every rerun.
@lru_cache(maxsize=8192)
def _written(steps: int, places: int, locale: str) -> str:
    pattern = "#,##0" + ("." + "0" * places if places else "")
    with localcontext(prec=_DIGITS):
        written = format_decimal(Decimal(steps).scaleb(-places), pattern, locale=locale)
    return written.replace("-", MINUS)


# A what-if writes some sixty probabilities each time a slider moves.
@cache
def _percents(lang: str) -> tuple[str, ...]:
    return tuple(Words(lang).value(percent, "percent", 0) for percent in range(101))


@lru_cache(maxsize=4096)
def _dated(day: datetime.date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def _exact(value: Real) -> Fraction:
    if isinstance(value, Fraction):
        return value
    # A float stands for the decimal it prints as: 0.1 is a tenth, not its nearest binary neighbour.
    return Fraction(Decimal(repr(value))) if isinstance(value, float) else Fraction(value)


def count_decimals(value: Fraction) -> int:
    """Return how many decimals write a value exactly, at most 6; 2 if they never end."""
    exact = (places for places in range(_MOST_DECIMALS + 1) if 10**places % value.denominator == 0)
    return next(exact, _ENDLESS)


def _steps(value: Fraction, places: int) -> int:
    """Return the value in whole units of the last decimal, rounding half away from zero."""
    # In integers: a page writes a thousand numbers, and Fraction reduces at every operation.
    doubled, whole = 2 * abs(value.numerator) * 10**places, 2 * value.denominator
    steps: int = (doubled + value.denominator) // whole
    return steps if value.numerator >= 0 else -steps


def _between(value: Fraction, least: Fraction, most: Fraction, decimals: int) -> Fraction:
    """Round the value, stepping inwards if that would make it `least` or `most` when it is neither."""
    steps, a_whole = _steps(value, decimals), 10**decimals
    for edge in (least, most):
        if edge != value and steps * edge.denominator == edge.numerator * a_whole:
            return Fraction(steps + (1 if value > edge else -1), a_whole)
    return Fraction(steps, a_whole)


def round_points(value: Fraction, possible: Fraction, decimals: int = _POINT_DECIMALS) -> Fraction:
    """Round points of a possible total to what is written of them."""
    if value.denominator == 1:
        return value
    shown = _between(value, _NONE, possible, decimals)
    rounded_up = decimals and shown.denominator == 1 and shown > value
    return shown - Fraction(1, 10**decimals) if rounded_up else shown


def end_sentence(text: str) -> str:
    """End a text as a sentence; one that ends in an abbreviation or asks something has its stop already.

    >>> end_sentence("36 pct.")
    '36 pct.'
    """
    return text if text.endswith((".", "?", "!")) else f"{text}."
