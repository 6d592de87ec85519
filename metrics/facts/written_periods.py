"""Periods and days as people and statistics offices write them, as the texts that `Period` parses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from metrics.errors import InvalidInput, refuse
from metrics.periods import Period, read_day

_MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            *("januar january jan", "februar february feb", "marts march mar", "april apr", "maj may"),
            *("juni june jun", "juli july jul", "august aug", "september sept sep"),
            *("oktober october okt oct", "november nov", "december dec"),
        ),
        1,
    )
    for name in names.split()
}
_DAY = re.compile(r"(\d{1,2})(?:([-.])(\d{1,2})\2|/(\d{1,2})-|\. ?([a-z]+) )(\d{4})", re.ASCII)
_YEAR = r"(?P<year>\d{4})"

Match = re.Match[str]
_FORMS: tuple[tuple[re.Pattern[str], Callable[[Match], str]], ...] = tuple(
    (re.compile(form, re.ASCII), write)
    for form, write in (
        (rf"(?P<n>[1-4])\.? ?(?:kvartal|kvt\.?|kv\.?) {_YEAR}", lambda m: f"{m['year']}Q{m['n']}"),
        (rf"[qk](?P<n>[1-4])[ -]?{_YEAR}", lambda m: f"{m['year']}Q{m['n']}"),
        (rf"{_YEAR}[ -]?[qk](?P<n>[1-4])", lambda m: f"{m['year']}Q{m['n']}"),
        (rf"{_YEAR}[ -]?m(?P<n>\d{{1,2}})", lambda m: f"{m['year']}-{int(m['n']):02d}"),
        (rf"(?P<n>\d{{1,2}})[-/]{_YEAR}", lambda m: f"{m['year']}-{int(m['n']):02d}"),
        (rf"(?P<n>[12])\.? ?halvår {_YEAR}", lambda m: _write_half(m["year"], m["n"])),
        (rf"{_YEAR}[ -]?h(?P<n>[12])", lambda m: _write_half(m["year"], m["n"])),
        (rf"(?P<name>[a-z]+)\.? {_YEAR}", lambda m: _write_month(m["year"], m["name"])),
    )
)


def read_period(text: str) -> Period:
    """Read a period, also as `3. kvartal 2026`, `2026K3`, `2026M07`, `juli 2026` or `31-07-2026`.

    Raises InvalidInput (`period_invalid`).
    """
    tidy = " ".join(text.split())
    if day := read_written_day(tidy):
        return Period.parse(day.isoformat())
    folded = tidy.casefold()
    found = next((write(match) for form, write in _FORMS if (match := form.fullmatch(folded))), tidy)
    try:
        return Period.parse(found)
    except InvalidInput:
        raise refuse("period_invalid", value=text) from None


def read_written_day(text: str) -> date | None:
    """Read a day as `2026-07-31`, `31.7.2026`, `31-07-2026`, `31/7-2026` or `31. juli 2026`; None for anything else."""
    if match := _DAY.fullmatch(text.strip().casefold()):
        day, _, month, other, name, year = match.groups()
        number = _MONTHS.get(name) if name else int(month or other)
        return read_day(f"{year}-{number:02d}-{int(day):02d}") if number else None
    return read_day(text.strip())


def is_period(text: str) -> bool:
    """Return whether a text is a period."""
    try:
        read_period(text)
    except InvalidInput:
        return False
    return True


def _write_half(year: str, half: str) -> str:
    return f"{year}-01/{year}-06" if half == "1" else f"{year}-07/{year}-12"


def _write_month(year: str, name: str) -> str:
    number = _MONTHS.get(name)
    return f"{year}-{number:02d}" if number else name


def write_period(start: date, end: date) -> str:
    """Write the days from a first to a last as the shortest text that `Period` parses as them: `2026Q3`, `2026-07`.

    The days are a day, or whole months.
    """
    first, last = f"{start:%Y-%m}", f"{end:%Y-%m}"
    texts = [start.isoformat()] if start == end else []
    texts += [f"{start.year}", f"{start.year}Q{(start.month + 2) // 3}", first, f"{first}/{last}"]
    return next(text for text in texts if (found := Period.parse(text)).start == start and found.end == end)
