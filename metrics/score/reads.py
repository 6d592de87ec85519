"""The periods of a series that a reading covers: which are used, whether they are complete, and which are owed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from metrics.facts.facts import Observation
from metrics.periods import Period, add_months
from metrics.plan.formula import Growth, Path, Quantity, Reading, SeriesKey, find_parts
from metrics.plan.terms import Over
from metrics.plan.window import Window

Days = tuple[date, date]
"""The first and the last day of a span."""


class OwedValue(NamedTuple):
    """A value that a quantity needs and that is missing, or recorded only as provisional."""

    institution: str
    indicator: str
    start: date
    end: date
    provisional: bool = False


def select_inside(observed: Sequence[Observation], span: Window) -> list[Observation]:
    """Select the observations within a span, from a series ordered by the start of its periods."""
    first = bisect_left(observed, span.start, key=_get_start)
    beyond = bisect_right(observed, span.end, first, key=_get_start)
    return [o for o in observed[first:beyond] if o.period.end <= span.end]


def _get_start(seen: Observation) -> date:
    return seen.period.start


def find_window(reading: Reading, window: Window) -> Window:
    """Find the days a reading covers: its named period, or the plan year moved by its years and quarters."""
    if reading.period:
        period = Period.parse(reading.period)
        return Window(window.institution, period.start, period.end, period.start.year)
    year = reading.year if reading.year is not None else window.year + reading.offset
    span = window.at(year)
    if not reading.shift:
        return span
    start = add_months(span.start, 3 * reading.shift)
    end = add_months(span.end + timedelta(days=1), 3 * reading.shift) - timedelta(days=1)
    return Window(span.institution, start, end, span.year)


def choose_parts(
    over: Over, inside: Sequence[Observation], span: Window, expected: Sequence[Days]
) -> tuple[list[Observation], bool]:
    """Choose the observations that make up the value; return them, and whether the span is complete.

    A final figure for the whole span takes precedence over its parts; a provisional one is used only without parts.
    """
    days = (span.start, span.end)
    whole = [o for o in inside if get_days(o) == days]
    parts = [o for o in inside if get_days(o) != days] if whole else inside
    if whole and over not in {Over.MIN, Over.MAX} and (not whole[-1].provisional or not parts):
        return whole[-1:], True
    if over is Over.LAST:
        last = sorted(parts, key=lambda o: (o.period.end, o.period.start))[-1:]
        ends = bool(last) and last[0].period.end == span.end
        return last, ends and any(_is_paid(days, [get_days(last[0])]) for days in expected)
    matching = [o for o in inside if get_days(o) in expected]
    return matching, len(matching) == len(expected)


def _is_paid(days: Days, seen: Container[Days]) -> bool:
    """Whether a span is covered: by a reading for all of it, or by a stock on its last day."""
    return days in seen or (days[1], days[1]) in seen


def get_days(seen: Observation) -> Days:
    """Get the first and the last day of an observation's period."""
    return seen.period.start, seen.period.end


def find_unweighed(
    weight: str, owner: str, parts: Sequence[Observation], volumes: Sequence[Observation]
) -> Iterable[OwedValue]:
    """Find the weights that are missing or provisional. A single value needs no weight."""
    if len(parts) < 2:
        return
    final = {get_days(o): not o.provisional for o in volumes}
    for part in parts:
        start, end = get_days(part)
        if not final.get((start, end)):
            yield OwedValue(owner, weight, start, end, provisional=(start, end) in final)


def find_owed(
    key: SeriesKey, inside: Sequence[Observation], span: Window, expected: Sequence[Days]
) -> Iterable[OwedValue]:
    """Find the spans without a final value. Only a final figure for the whole covers its parts."""
    final = [get_days(o) for o in inside if not o.provisional]
    if final == [*expected] or (span.start, span.end) in final:
        return
    unpaid = [days for days in expected if not _is_paid(days, final)]
    begun = {get_days(o) for o in inside} if unpaid else set()
    for start, end in unpaid:
        yield OwedValue(*key, start, end, provisional=_is_paid((start, end), begun))


Read = tuple[SeriesKey, date, date]
"""A series, and the first and the last day read of it."""


def find_spans_read(quantity: Quantity, window: Window) -> Iterator[Read]:
    """Find the series a quantity reads for the window's year, and the days it covers of each."""
    match quantity:
        case Reading():
            span = find_window(quantity, window)
            for series in quantity.series(window.institution):
                yield series, span.start, span.end
        case Path():
            step = quantity.step(window.year)
            if step and step.reading:
                yield from find_spans_read(step.reading, window)
        case Growth():
            yield from find_spans_read(quantity.baseline, window.at(quantity.since))
        case _:
            for part in find_parts(quantity):
                yield from find_spans_read(part, window)
