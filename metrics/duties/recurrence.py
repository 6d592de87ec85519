"""Rules of recurrence (RFC 5545), in the parts that a duty needs: whole days, at most one a week.

A month's end is written `BYMONTHDAY=-1`. A yearly rule from 29 February means the last day of February; any other rule
whose day some of its months lack is refused, for it would skip those months without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import islice

from dateutil.rrule import rrulestr

from metrics.errors import Problem
from metrics.periods import read_day
from metrics.plan.terms import LAST_DAY

MOST_A_YEAR = 53
"""Occurrences of one duty in a year: one a week. What is done daily is no duty that is followed up."""

DAYS_A_YEAR = 365

_LISTED = "(?:{0})(?:,(?:{0}))*"
_WEEKDAYS = "MO|TU|WE|TH|FR|SA|SU"
_PARTS = {
    "FREQ": "YEARLY|MONTHLY|WEEKLY",
    "INTERVAL": "[1-9][0-9]{0,2}",
    "COUNT": "[1-9][0-9]{0,3}",
    "UNTIL": "[0-9]{8}",
    "BYMONTH": _LISTED.format("1[0-2]|[1-9]"),
    "BYMONTHDAY": _LISTED.format("-?(?:3[01]|[12][0-9]|[1-9])"),
    # The first to fourth, or the last to fourth last, which every month has.
    "BYDAY": _LISTED.format(f"(?:[+-]?[1-4])?(?:{_WEEKDAYS})"),
    "BYSETPOS": "-?1",
}
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY", "DAILY")
_LONGEST_MONTHS = {month: 31 if month in (1, 3, 5, 7, 8, 10, 12) else 30 for month in range(1, 13)} | {2: 29}
_SURE_DAYS = _LONGEST_MONTHS | {2: 28}


def find_rule_problems(rule: str, first: date, place: str) -> list[Problem]:
    """Find what is wrong with a rule whose first day is `first`: what it cannot say, or that it never returns."""
    parts = _split_rule(rule)
    return list(_find_part_problems(parts, rule, place)) or list(_find_day_problems(parts, first, place))


def _find_day_problems(parts: Mapping[str, str], first: date, place: str) -> Iterator[Problem]:
    """Find what is wrong with the days that parts give, each of which can be read."""
    ends, rule = _find_until(parts), _join(parts)
    params: dict[str, object] = {"rule": rule, "day": first, "most": MOST_A_YEAR}
    if "UNTIL" in parts and ends is None:
        yield _refuse_part(rule, f"UNTIL={parts['UNTIL']}", place)
    elif ends and ends < first:
        yield Problem("ends_before_it_begins", place, {"begins": first, "ends": ends})
    elif lacking := _find_lacking_days(parts, first, place):
        yield lacking
    else:
        days = list(islice(_iterate_days(_write_rule(parts, first), first), MOST_A_YEAR + 1))
        if not days or days[0] != first:
            yield Problem("first_day_not_of_the_rule", place, params)
        elif len(days) == 1 or days[1] > LAST_DAY:
            yield Problem("duty_never_returns", place, params)
        elif len(days) > MOST_A_YEAR and (days[-1] - first).days < DAYS_A_YEAR:
            yield Problem("duty_too_often", place, params)


@lru_cache(maxsize=1024)
def write_rule(rule: str, first: date, last: date | None = None) -> str:
    """Write a rule as a calendar program reads it: 29 February as the end of February, and with its end at `last`."""
    parts = _split_rule(rule)
    if last is None:
        return _write_rule(parts, first)
    ends = min(filter(None, [last, _find_until(parts)]))
    if "COUNT" in parts:
        ends = min(ends, *list(_iterate_days(_write_rule(parts, first), first))[-1:])
    kept = {name: value for name, value in parts.items() if name not in ("COUNT", "UNTIL")}
    return _write_rule(kept | {"UNTIL": f"{ends:%Y%m%d}"}, first)


@lru_cache(maxsize=1024)
def list_days(rule: str, first: date, last: date | None = None) -> tuple[date, ...]:
    """List every day of a rule from its first to `last`, or to the last day that is counted with here."""
    found = []
    for day in _iterate_days(write_rule(rule, first, last), first):
        if day > LAST_DAY:
            break
        found.append(day)
    return tuple(found)


def read_pace(rule: str) -> tuple[str, int]:
    """Read how often a rule returns: its frequency, and every how many of them."""
    parts = _split_rule(rule)
    return parts["FREQ"], int(parts.get("INTERVAL", "1"))


def _split_rule(rule: str) -> dict[str, str]:
    """Split a rule into its parts by name; what is no part, or comes twice, stands under its whole text."""
    found: dict[str, str] = {}
    for part in rule.split(";"):
        name, equals, value = part.partition("=")
        if equals and name not in found:
            found[name] = value
        else:
            found[part] = ""
    return found


def _find_part_problems(parts: Mapping[str, str], rule: str, place: str) -> Iterator[Problem]:
    for name, value in parts.items():
        if name == "FREQ" and value in _TOO_OFTEN:
            yield Problem("duty_too_often", place, {"rule": rule, "most": MOST_A_YEAR})
        elif name not in _PARTS or not re.fullmatch(_PARTS[name], value, re.ASCII):
            yield _refuse_part(rule, f"{name}={value}" if value else name, place)
    if "FREQ" not in parts:
        yield _refuse_part(rule, "FREQ", place)
    weekly = parts.get("FREQ") == "WEEKLY"
    if weekly and ("BYMONTHDAY" in parts or re.search("[0-9]", parts.get("BYDAY", ""))):
        yield _refuse_part(rule, "WEEKLY", place)
    if "COUNT" in parts and "UNTIL" in parts:
        yield _refuse_part(rule, "COUNT, UNTIL", place)
    if "BYSETPOS" in parts and not {"BYDAY", "BYMONTHDAY", "BYMONTH"} & set(parts):
        yield _refuse_part(rule, "BYSETPOS", place)


def _refuse_part(rule: str, part: str, place: str) -> Problem:
    return Problem("rule_unreadable", place, {"rule": rule, "part": part, "allowed": list(_PARTS)})


def _find_until(parts: Mapping[str, str]) -> date | None:
    text = parts.get("UNTIL", "")
    return read_day(f"{text[:4]}-{text[4:6]}-{text[6:]}")


def _find_lacking_days(parts: Mapping[str, str], first: date, place: str) -> Problem | None:
    """Find a day of the month that some month of the rule lacks, or all of them do."""
    if parts["FREQ"] == "WEEKLY" or _is_leap_day(parts, first):
        return None
    months, days = _list_months(parts, first), _list_month_days(parts, first)
    for day in days:
        params: dict[str, object] = {"day": day}
        if all(day > _LONGEST_MONTHS[month] for month in months):
            return Problem("duty_never_returns", place, {"rule": _join(parts)})
        if any(day > _SURE_DAYS[month] for month in months):
            return Problem("day_not_in_every_month", place, params)
    return None


def _list_months(parts: Mapping[str, str], first: date) -> list[int]:
    if "BYMONTH" in parts:
        return [int(month) for month in parts["BYMONTH"].split(",")]
    by_day = {"BYMONTHDAY", "BYDAY"} & set(parts)
    return [first.month] if parts["FREQ"] == "YEARLY" and not by_day else list(range(1, 13))


def _list_month_days(parts: Mapping[str, str], first: date) -> list[int]:
    """List the days of the month that a rule asks for, counted from whichever end; none where it goes by weekdays."""
    if "BYMONTHDAY" in parts:
        return [abs(int(day)) for day in parts["BYMONTHDAY"].split(",")]
    return [] if "BYDAY" in parts else [first.day]


def _is_leap_day(parts: Mapping[str, str], first: date) -> bool:
    """Whether a rule is to return each year on 29 February, and on the last of February where there is none."""
    named = {"BYMONTH", "BYMONTHDAY", "BYDAY"} & set(parts)
    return parts["FREQ"] == "YEARLY" and not named and (first.month, first.day) == (2, 29)


def _write_rule(parts: Mapping[str, str], first: date) -> str:
    written = dict(parts)
    if _is_leap_day(parts, first):
        written |= {"BYMONTH": "2", "BYMONTHDAY": "-1"}
    return _join({name: written[name] for name in _PARTS if name in written})


def _join(parts: Mapping[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _iterate_days(rule: str, first: date) -> Iterator[date]:
    # What the parts allow has a day in every span of 400 years, after which the calendar repeats, so this never hangs.
    start = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - a day of the calendar, in no time zone
    return (moment.date() for moment in rrulestr(rule, dtstart=start))
