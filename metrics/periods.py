"""Periods (`2017`, `2017Q3`, `2017-09`, `2017-09-30`, `2017-08/2017-10`), days in Danish time, and working days."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from metrics.errors import refuse

DANISH_TIME = ZoneInfo("Europe/Copenhagen")
FIRST_YEAR, LAST_YEAR = 1900, 2100

SATURDAY = 5
HALF_HOLIDAYS = ((6, 5), (12, 24), (12, 31))
"""Constitution Day, Christmas Eve and New Year's Eve: not public holidays, but offices are closed or half empty, and
Danish statutes on time limits list them with the holidays. Advising a day too early does no harm."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FORMS = re.compile(
    r"(?P<year>\d{4})(?:Q(?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?", re.ASCII
)


class Frequency(StrEnum):
    """How often an indicator gets a value."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


MONTHS = {Frequency.YEAR: 12, Frequency.QUARTER: 3, Frequency.MONTH: 1}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both ends included, with the text it was written as."""

    start: date
    end: date
    text: str

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> Period:
        """Parse a period. Raises InvalidInput (`period_invalid`) for anything but the five forms."""
        match = _FORMS.fullmatch(text)
        try:
            if text.count("/") == 1:
                return cls._months(text)
            return cls._from(match) if match else cls._refuse(text)
        except ValueError:
            return cls._refuse(text)

    def is_over(self, day: date) -> bool:
        """Whether what happened in it can be told on a day: once it has ended, or on the day itself if it is a day."""
        return day > self.end or (day == self.end and self.start == self.end)

    @classmethod
    def _months(cls, text: str) -> Period:
        """Parse a span of whole months, for plan years and quarters that do not follow the calendar."""
        parts = [_FORMS.fullmatch(part) for part in text.split("/")]
        if not all(part and part["month"] and not part["day"] for part in parts):
            return cls._refuse(text)
        first, last = (cls._from(part) for part in parts if part)
        return cls(first.start, last.end, text) if first.start <= last.start else cls._refuse(text)

    @classmethod
    def _from(cls, match: re.Match[str]) -> Period:
        text, year = match[0], int(match["year"])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return cls._refuse(text)
        if match["day"]:
            day = date.fromisoformat(text)
            return cls(day, day, text)
        if match["month"]:
            return cls(date(year, int(match["month"]), 1), find_month_end(year, int(match["month"])), text)
        if match["quarter"]:
            last = int(match["quarter"]) * 3
            return cls(date(year, last - 2, 1), find_month_end(year, last), text)
        return cls(date(year, 1, 1), date(year, 12, 31), text)

    @staticmethod
    def _refuse(text: str) -> Period:
        raise refuse("period_invalid", value=text)


def find_month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


@lru_cache(maxsize=1024)
def split_into_spans(start: date, end: date, frequency: Frequency) -> tuple[tuple[date, date], ...]:
    """Split a plan year into consecutive spans, counted from its first month, whichever month that is."""
    found, year, month = [], start.year, start.month
    while (first := date(year, month, 1)) <= end:
        last_month = month + MONTHS[frequency] - 1
        last = find_month_end(year + (last_month - 1) // 12, (last_month - 1) % 12 + 1)
        found.append((max(first, start), min(last, end)))
        following = last + timedelta(days=1)
        year, month = following.year, following.month
    return tuple(found)


Days = tuple[date, date]
"""The first and the last day of a span."""


def count_months(days: Days) -> int:
    """Count the months of a span; 0 if it is not of whole months."""
    start, after = days[0], days[1] + timedelta(days=1)
    if start.day != 1 or after.day != 1:
        return 0
    return (after.year - start.year) * 12 + after.month - start.month


def find_span(day: date, months: int, first: int = 1) -> Days:
    """Find the span of so many months that a day lies in, where one of them begins in month `first` of the year."""
    start = add_months(day.replace(day=1), -((day.month - first) % months))
    return start, add_months(start, months) - timedelta(days=1)


def add_years(day: date, years: int) -> date:
    """Return the same day some years later or earlier; 29 February becomes 28 February where there is none."""
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def add_months(day: date, months: int) -> date:
    """Return the same day some months later or earlier, or the last day of a month that is too short."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def find_day_start(day: date) -> datetime:
    """Return the first moment of a day in Denmark, in UTC: from then on something dated that day counts as known."""
    return datetime(day.year, day.month, day.day, tzinfo=DANISH_TIME).astimezone(UTC)


def read_day(text: str) -> date | None:
    """Parse a day written as `2017-09-30`; None for anything else, and for years no plan is from."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def write_day(day: date | None) -> str | None:
    """Write a day as programs read it; none is null."""
    return day.isoformat() if day else None


def find_danish_day(moment: datetime) -> date:
    """Return the date in Denmark at a moment."""
    return moment.astimezone(DANISH_TIME).date()


def find_day_end(day: date) -> datetime:
    """Return the last moment of a day in Denmark, in UTC: what `known at` a date means."""
    return find_day_start(day + timedelta(days=1)) - timedelta(microseconds=1)


def add_years_to_span_end(end: date, years: int) -> date:
    """Return the last day of a span some years later; a span that ends with February still does."""
    return add_years(end + timedelta(days=1), years) - timedelta(days=1)


def move_year_on(period: str) -> str:
    """Move a written period one year on, in the same form; the last day of a month stays the last day of it."""
    if _DAY.fullmatch(period):
        day = date.fromisoformat(period)
        last = day == find_month_end(day.year, day.month)
        return (find_month_end(day.year + 1, day.month) if last else add_years(day, 1)).isoformat()
    return "/".join(f"{int(part[:4]) + 1:04d}{part[4:]}" for part in period.split("/"))


ClosedDays = frozenset[str]
"""Days on which an institution is closed besides the usual ones: `2026-05-15`, or `05-15` for each year."""
NO_DAYS: ClosedDays = frozenset()


def find_working_day(day: date, closed: ClosedDays = NO_DAYS) -> date:
    """Return the last day on or before `day` on which Danish authorities are open, and so is who has `closed` days."""
    while not _is_open(day, closed):
        day -= timedelta(days=1)
    return day


def count_days_left(due: date, day: date, closed: ClosedDays = NO_DAYS) -> int:
    """Count the days from a day until something is due; negative once it is late.

    What is due on a day when Danish authorities are closed is in time on the next day they are open, and lateness is
    counted from there; so it is on a day when the institution itself is `closed`.
    """
    if day <= due:
        return (due - day).days
    last = due
    while not _is_open(last, closed):
        last += timedelta(days=1)
    return min((last - day).days, 0)


def _is_open(day: date, closed: ClosedDays) -> bool:
    usual = (day.month, day.day) in HALF_HOLIDAYS or day in _holidays(day.year)
    text = day.isoformat()
    return day.weekday() < SATURDAY and not usual and not {text, text[5:]} & closed


@lru_cache(maxsize=256)
def _holidays(year: int) -> frozenset[date]:
    """Return the public holidays of a year; General Prayer Day is one until 2023, after which it was abolished."""
    return frozenset(holidays.country_holidays("DK", years=year))
