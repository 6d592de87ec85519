"""The reading contract: which periods of which series a test reads, how they combine, and when they are settled.

Scores, forecasts, deadlines, the intake of results and the sentence that people read all go by what is found here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from metrics.periods import MONTHS, Days, find_month_end, split_into_spans
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Criterion
from metrics.plan.formula import Growth, Path, Pooled, Quantity, Reading, SeriesKey, find_parts
from metrics.plan.model import Indicator
from metrics.plan.terms import Over, Reports
from metrics.plan.window import Window, find_window


class SeriesReads(NamedTuple):
    """What a test reads of one series: the days of its `slots`, made one value by `over`.

    `slots` are the periods that are waited for, in order: each wants a value of its own, or parts that fill it. The
    value is settled once the last of them has ended and all of them have final values. `weight` is the series that
    gives the weights of a weighted mean, which is read for the same slots. `months` is the length of the periods of the
    series, and `to_date` says that its figures are for the year up to the end of theirs.
    """

    series: SeriesKey
    over: Over
    slots: Sequence[Days]
    weight: SeriesKey | None = None
    months: int = 3
    to_date: bool = False

    @property
    def start(self) -> date:
        """The first day read."""
        return self.slots[0][0]

    @property
    def end(self) -> date:
        """The last day read, on which the value is settled at the earliest."""
        return self.slots[-1][1]

    @property
    def dated(self) -> bool:
        """Whether the level on a single day is read, rather than what happened over a period."""
        return self.start == self.end


def plan_reading(
    reading: Reading, window: Window, indicator: Indicator, *, pooled: bool = False
) -> SeriesReads:
    """Find what a reading reads of its series; `pooled` where it is part of one ratio.

    A plan that begins or ends within a month reads that month as a whole, since no figure is for a part of it.
    """
    span = find_window(reading, window)
    owner = reading.institution or window.institution
    start, end = span.start, span.end
    if start != end:
        start, end = start.replace(day=1), find_month_end(end.year, end.month)
    return SeriesReads(
        (owner, reading.indicator),
        Over.POOLED if pooled else reading.over,
        split_into_spans(start, end, indicator.frequency),
        (owner, reading.weight) if reading.weight else None,
        MONTHS[indicator.frequency],
        indicator.reports is Reports.YEAR_TO_DATE,
    )


def _find_readings(quantity: Quantity, window: Window) -> Iterator[tuple[Reading, Window, bool]]:
    """Find the readings of a quantity, with the year that each is for and whether it is a part of one ratio."""
    match quantity:
        case Reading():
            yield quantity, window, False
        case Path():
            step = quantity.step(window.year)
            if step and step.reading:
                yield step.reading, window, False
        case Growth():
            yield from _find_readings(quantity.baseline, window.at(quantity.since))
        case Pooled():
            yield from ((reading, window, True) for reading in quantity.pooled)
        case _:
            for part in find_parts(quantity):
                yield from _find_readings(part, window)


def find_reads(quantity: Quantity, window: Window, catalogue: Catalogue) -> Iterator[SeriesReads]:
    """Find what a quantity reads for the window's year, series by series."""
    for reading, year, pooled in _find_readings(quantity, window):
        indicator = catalogue.indicators[reading.find_key(year.institution)]
        yield plan_reading(reading, year, indicator, pooled=pooled)


def find_test_reads(leaf: Criterion, window: Window, catalogue: Catalogue) -> Iterator[SeriesReads]:
    """Find what a test reads for the window's year; nothing for a test that is decided by what a party says."""
    for quantity in leaf.quantities.values():
        yield from find_reads(quantity, window, catalogue)


Read = tuple[SeriesKey, date, date]
"""A series, and the first and the last day read of it."""


def find_spans_read(quantity: Quantity, window: Window) -> Iterator[Read]:
    """Find the series a quantity reads for the window's year, and the days it covers of each."""
    for reading, year, _ in _find_readings(quantity, window):
        span = find_window(reading, year)
        for series in reading.series(year.institution):
            yield series, span.start, span.end


def find_settling_day(leaf: Criterion, window: Window) -> date:
    """Find the first day on which a test can be settled: when due, or the last day that its value is read for."""
    if leaf.dated:
        return leaf.dated.due
    read = find_spans_read(leaf.quantities["value"], window)
    return max((end for _, _, end in read), default=window.end)
