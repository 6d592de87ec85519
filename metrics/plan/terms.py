"""The terms a plan is written in: units, operators, parties, and what is valid as a number, a key or a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from operator import eq, ge, gt, le, lt
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from metrics.errors import InvalidInput, Problem
from metrics.periods import FIRST_YEAR, LAST_YEAR, Period
from metrics.status import Status

FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
MOST_YEARS_AWAY = 50
LONGEST_TEXT = 4_000
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def is_intact(text: str) -> bool:
    """Return whether a text is free of lone surrogates and of control characters other than line ends and tabs."""
    return not _UNSEEN.search(text)


def find_text_problems(text: str, place: str) -> Iterator[Problem]:
    """Find what is wrong with a required text: that it is empty, too long, or has invisible characters."""
    if not text.strip():
        yield Problem("text_empty", place)
    elif len(text) > LONGEST_TEXT:
        yield Problem("text_too_long", place, {"max_length": LONGEST_TEXT})
    elif not is_intact(text):
        yield Problem("not_understood", place, {"value": ascii(text)[:80]})


def _plain(text: str) -> str:
    """Refuse control characters: no database stores all of them, and nobody can see them."""
    if not is_intact(text):
        raise PydanticCustomError(
            "not_understood", "text without control characters", {"value": ascii(text)[:80]}
        )
    return text


YesNo = Annotated[bool, Field(strict=True)]
Day = Annotated[date, Field(strict=True, ge=FIRST_DAY, le=LAST_DAY)]
Year = Annotated[int, Field(strict=True, ge=FIRST_YEAR, le=LAST_YEAR)]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT),
    AfterValidator(_plain),
]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=80)]
GoalNumber = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]+(\.[0-9A-Za-z]+)*$", max_length=20)]

LARGEST = Decimal(10) ** 15
DECIMALS = 9


def _number(value: object, info: ValidationInfo) -> object:
    """Refuse text and booleans, so that "ca. 90" is never a number. Our own JSON holds decimals as text."""
    if isinstance(value, bool) or (isinstance(value, str) and info.mode != "json"):
        comma = (
            isinstance(value, str)
            and "," in value
            and value.replace(",", "").replace(".", "").strip().isdigit()
        )
        raise PydanticCustomError(
            "decimal_comma" if comma else "number_as_text", "a number", {"value": value}
        )
    return value


def _period(text: str) -> str:
    try:
        return Period.parse(text).text
    except InvalidInput as wrong:
        raise PydanticCustomError("period_invalid", "a period", {"value": text}) from wrong


@lru_cache(maxsize=4096)
def _hold_once(_digits: str, number: Decimal) -> Decimal:
    """Hold a number that many plans have once; 90 and 90.0 are equal, and stay two."""
    return number


_HELD_ONCE = AfterValidator(lambda number: _hold_once(str(number), number))
Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(allow_inf_nan=False, decimal_places=DECIMALS, ge=-LARGEST, le=LARGEST),
    _HELD_ONCE,
]
Weight = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(allow_inf_nan=False, decimal_places=DECIMALS, ge=0, le=LARGEST),
    _HELD_ONCE,
]
Share = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(allow_inf_nan=False, decimal_places=DECIMALS, ge=0, le=1),
    _HELD_ONCE,
]
GradeStatus = Literal[Status.MET, Status.PARTLY_MET, Status.NOT_MET]
Positive = Annotated[
    Decimal, BeforeValidator(_number), Field(allow_inf_nan=False, decimal_places=DECIMALS, gt=0, le=LARGEST)
]
PeriodText = Annotated[str, AfterValidator(_period)]


class Over(StrEnum):
    """How the observations within a period become one value."""

    LAST = "last"
    SUM = "sum"
    MEAN = "mean"
    POOLED = "pooled"
    WEIGHTED = "weighted"
    MIN = "min"
    MAX = "max"


class Precision(StrEnum):
    """How exactly a value is known: exactly, about, or only on which side of it the truth lies."""

    EXACT = "exact"
    ABOUT = "about"
    ABOVE = "above"
    BELOW = "below"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Operator(StrEnum):
    """How a value must compare with its target."""

    AT_LEAST = ">="
    AT_MOST = "<="
    ABOVE = ">"
    BELOW = "<"
    EQUAL = "="

    def holds(self, value: Fraction, limit: Fraction) -> bool:
        """Return whether a value compares with its limit as required."""
        return _HOLDS[self](value, limit)

    @property
    def upward(self) -> bool:
        """Whether more is better."""
        return self in (Operator.AT_LEAST, Operator.ABOVE)

    @property
    def downward(self) -> bool:
        """Whether less is better."""
        return self in (Operator.AT_MOST, Operator.BELOW)

    @property
    def sign(self) -> str:
        """The sign between a value and a limit that it meets."""
        return _SIGNS[self][0]

    @property
    def negated(self) -> str:
        """The sign between a value and a limit that it misses."""
        return _SIGNS[self][1]


_HOLDS: dict[Operator, Callable[[Fraction, Fraction], bool]] = {
    Operator.AT_LEAST: ge,
    Operator.AT_MOST: le,
    Operator.ABOVE: gt,
    Operator.BELOW: lt,
    Operator.EQUAL: eq,
}
_SIGNS = {
    Operator.AT_LEAST: ("≥", "<"),
    Operator.AT_MOST: ("≤", ">"),
    Operator.ABOVE: (">", "≤"),
    Operator.BELOW: ("<", "≥"),
    Operator.EQUAL: ("=", "≠"),
}


class Better(StrEnum):
    """Which direction is better for an indicator."""

    HIGHER = "higher"
    LOWER = "lower"
    NEAR = "near"


class Reports(StrEnum):
    """What a reported figure covers: its own period, or the year up to the end of it."""

    EACH = "each"
    YEAR_TO_DATE = "year_to_date"


class SeriesOwner(StrEnum):
    """Who gives the figures of a series: the institution it is of, the department, or a central source by its name."""

    INSTITUTION = "institution"
    DEPARTMENT = "department"
    CENTRAL = "central"


class Unit(StrEnum):
    """The unit an indicator is measured in. A ratio in percent is its numerator over its denominator times 100."""

    PERCENT = "percent"
    PERCENTAGE_POINTS = "percentage_points"
    COUNT = "count"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    FTE = "fte"
    DKK = "dkk"
    MIO_DKK = "mio_dkk"
    POINTS = "points"
    INDEX = "index"

    @property
    def scale(self) -> int:
        """The factor that brings a ratio into this unit."""
        return 100 if self is Unit.PERCENT else 1


NEVER_NEGATIVE = frozenset({Unit.COUNT, Unit.DAYS, Unit.MONTHS, Unit.YEARS, Unit.HOURS, Unit.FTE})
"""Units in which a sum so far cannot be reduced by a negative figure later in the year. Money can."""


class GoalKind(StrEnum):
    """What a goal is about: daily operation, policy advice, or the institution itself."""

    OPERATIONAL = "operational"
    POLICY = "policy"
    INTERNAL = "internal"


class Addition(StrEnum):
    """What somebody added to a plan that its document does not say."""

    KIND = "kind"
    PICTURE = "strategic_picture"


class Weights(StrEnum):
    """Whether goals or criteria weigh the same, goals weigh as written, or are only counted, without a total."""

    EQUAL = "equal"
    CRITERIA = "criteria"
    GIVEN = "given"
    NONE = "none"


class Stage(StrEnum):
    """The stage of a plan. A file says draft, proposed or signed; the other stages follow from what it contains."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    SIGNED = "signed"
    AMENDED = "amended"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Party(StrEnum):
    """The party that signs, confirms or assesses."""

    DEPARTMENT = "department"
    INSTITUTION = "institution"


WrittenStage = Literal[Stage.DRAFT, Stage.PROPOSED, Stage.SIGNED]
