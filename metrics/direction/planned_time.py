"""When something is planned, as exactly as a document says it and never more exactly.

Written as `2024-06-30`, `2024-06`, `2024Q3`, `2024H1`, `2024-summer`, `2023/2024-winter`, `2024`, `2023/2024` (years
in a row) or `whole` (all of the plan's period). What has no time is undated: None, and no day stands in for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from metrics.errors import InvalidInput, refuse
from metrics.periods import FIRST_YEAR, LAST_YEAR, Days, Period, find_month_end

WHOLE = "whole"

_HALF = re.compile(r"(\d{4})H([12])", re.ASCII)
_SEASON = re.compile(r"(\d{4})-(spring|summer|autumn)", re.ASCII)
_WINTER = re.compile(r"(\d{4})/(\d{4})-winter", re.ASCII)
_YEARS = re.compile(r"(\d{4})/(\d{4})", re.ASCII)
WRITTEN_TIME = (
    "^(whole|[0-9]{4}"
    "(-(0[1-9]|1[0-2])(-[0-3][0-9])?|Q[1-4]|H[12]|-(spring|summer|autumn)|/[0-9]{4}(-winter)?)?)$"
)
"""What a written time looks like, for an editor; whether it is one is for `parse_time` to say."""
# The months of the seasons as the Danish Meteorological Institute counts them; a winter is named by both its years.
_FIRST_MONTHS = {"spring": 3, "summer": 6, "autumn": 9}


class Exactness(StrEnum):
    """How exactly a time is said, from the most exact to the least."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"
    YEARS = "years"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class PlannedTime:
    """A time as it was said: the first and the last day it may mean, and how exactly it was said."""

    text: str
    exactness: Exactness
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class PlannedSpan:
    """When something is to begin and to end; where only one is said, the other is None."""

    begins: PlannedTime | None
    ends: PlannedTime | None

    @property
    def order(self) -> tuple[date, date]:
        """What it is sorted by: the last day it may mean, then the first; one without an end comes after."""
        ends = self.ends.end if self.ends else date.max
        return ends, self.begins.start if self.begins else ends

    @property
    def is_one(self) -> bool:
        """Whether it was said as one time."""
        return self.begins == self.ends

    def is_over(self, day: date) -> bool:
        """Return whether the last day it may mean has passed; never where no end is said."""
        return self.ends is not None and day > self.ends.end

    def has_begun(self, day: date) -> bool:
        """Return whether the first day it may mean has come; never where no beginning is said."""
        return self.begins is not None and day >= self.begins.start


def parse_time(text: str, period: Days) -> PlannedTime:
    """Parse a written time; `period` are the first and the last day of its plan, which `whole` means.

    Raises InvalidInput (`time_unreadable`; `ends_before_it_begins` for years in the wrong order).
    """
    if text == WHOLE:
        return PlannedTime(text, Exactness.WHOLE, *period)
    if half := _HALF.fullmatch(text):
        first = 6 * int(half[2]) - 5
        return _of_months(text, Exactness.HALF, (int(half[1]), first), (int(half[1]), first + 5))
    if season := _SEASON.fullmatch(text):
        year, first = int(season[1]), _FIRST_MONTHS[season[2]]
        return _of_months(text, Exactness.SEASON, (year, first), (year, first + 2))
    if (winter := _WINTER.fullmatch(text)) and int(winter[1]) + 1 == int(winter[2]):
        return _of_months(text, Exactness.SEASON, (int(winter[1]), 12), (int(winter[2]), 2))
    if years := _YEARS.fullmatch(text):
        if int(years[1]) >= int(years[2]):
            raise refuse("ends_before_it_begins", value=text, begins=years[1], ends=years[2])
        return _of_months(text, Exactness.YEARS, (int(years[1]), 1), (int(years[2]), 12))
    return _parse_period(text)


def _of_months(text: str, exactness: Exactness, first: tuple[int, int], last: tuple[int, int]) -> PlannedTime:
    if not FIRST_YEAR <= first[0] <= last[0] <= LAST_YEAR:
        raise refuse("time_unreadable", value=text)
    return PlannedTime(text, exactness, date(*first, 1), find_month_end(*last))


def _parse_period(text: str) -> PlannedTime:
    try:
        found = Period.parse(text)
    except InvalidInput as wrong:
        raise refuse("time_unreadable", value=text) from wrong
    if "/" in text:
        raise refuse("time_unreadable", value=text)
    kinds = {4: Exactness.YEAR, 6: Exactness.QUARTER, 7: Exactness.MONTH, 10: Exactness.DAY}
    return PlannedTime(text, kinds[len(text)], found.start, found.end)
