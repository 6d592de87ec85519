"""Which periods a series can be told for: those that a plan reads, or that another year's plan would have read.

A figure for any other period would be kept and never counted, so it is refused with the periods that fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from metrics.errors import Problem
from metrics.facts.import_answer import PeriodUse, ResultUse
from metrics.facts.schema import Result
from metrics.periods import MONTHS, Frequency, Period, add_months
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Indicator, Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Over, Reports
from metrics.score.chosen_parts import EXTREMES, LEVELS, count_months, is_closing
from metrics.score.reads import Days, SeriesReads, find_test_reads

_DAY = timedelta(days=1)
_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class AcceptedPeriods:
    """The periods that each series can be told for, by the plans that read it."""

    catalogue: Catalogue
    readers: Mapping[SeriesKey, Sequence[SeriesReads]] = field(default_factory=dict)

    @classmethod
    def of(cls, plans: Iterable[Plan], catalogue: Catalogue) -> AcceptedPeriods:
        """Gather what every test of the plans reads."""
        found: dict[SeriesKey, dict[SeriesReads, None]] = {}
        for plan in plans:
            windows = derive_structure(plan).windows
            for leaf in plan.leaves():
                for reads in find_test_reads(leaf, windows[leaf.number], catalogue):
                    found.setdefault(reads.series, {})[reads] = None
                    if reads.weight:
                        weights = SeriesReads(reads.weight, Over.WEIGHTED, reads.slots)
                        found.setdefault(reads.weight, {})[weights] = None
        return cls(catalogue, {series: tuple(reads) for series, reads in found.items()})

    def fit(self, result: Result) -> Result | Problem:
        """Return a result with its period as the series is read, or the problem that no reading could use it.

        The last day of a quarter stands for the quarter, and a figure for the year to date for the year so far.
        """
        series = (result.institution, result.indicator)
        indicator, readers = self.catalogue.indicators[series], self.readers.get(series, ())
        period = Period.parse(result.period)
        days = (period.start, period.end)
        if indicator.reports is Reports.YEAR_TO_DATE:
            days = _find_year_so_far(days, readers)
        if not readers:
            fits = indicator.only_rises or _is_on_grid(days, 1, MONTHS[indicator.frequency])
            closed = days if fits else _find_closed(days, [_find_calendar_slot(days[1], indicator.frequency)])
        else:
            counted = result.numerator is not None
            fits = any(_is_readable(days, reads, indicator, counted=counted) for reads in readers)
            closed = days if fits else _find_closed(days, _list_level_slots(days[1], readers, indicator))
        if closed is None:
            fitting = [write_period(slot) for slot in _suggest(days[0], readers, indicator)]
            return Problem("period_not_read", "", {"value": result.period, "allowed": ", ".join(fitting)})
        return (
            result if closed == (period.start, period.end) else replace(result, period=write_period(closed))
        )

    def find_use(self, result: Result) -> ResultUse:
        """Find what becomes of a result whose period fits: it is read, it is of another year, or nothing reads it."""
        return ResultUse(self._find_kind(result), self._find_whole(result))

    def _find_whole(self, result: Result) -> str | None:
        """Find the period of the series that a result for some months of it is a part of."""
        series = (result.institution, result.indicator)
        months, period = MONTHS[self.catalogue.indicators[series].frequency], Period.parse(result.period)
        if not 0 < count_months((period.start, period.end)) < months:
            return None
        first = next((reads.start.month for reads in self.readers.get(series, ()) if not reads.dated), 1)
        return write_period(_find_slot(period.start, first, months))

    def _find_kind(self, result: Result) -> PeriodUse:
        readers = self.readers.get((result.institution, result.indicator), ())
        period = Period.parse(result.period)
        days = (period.start, period.end)
        indicator = self.catalogue.indicators[result.institution, result.indicator]
        if not readers:
            return PeriodUse.UNUSED
        read = any(_is_inside(days, reads) for reads in readers) or indicator.only_rises
        return PeriodUse.READ if read else PeriodUse.OTHER_YEAR


def _is_inside(days: Days, reads: SeriesReads) -> bool:
    """Whether a reading takes a figure for these days into account."""
    if reads.dated:
        return days[1] == reads.end and is_closing(days)
    above = reads.over in EXTREMES and sum(s <= days[1] and days[0] <= e for s, e in reads.slots) > 1
    return reads.start <= days[0] and days[1] <= reads.end and not above


def _is_readable(days: Days, reads: SeriesReads, indicator: Indicator, *, counted: bool) -> bool:
    """Whether a reading, or the same of another year, could use a figure for these days."""
    if indicator.only_rises or days in reads.slots:
        return True
    if days[0] == days[1]:
        return reads.over in EXTREMES
    months, length = MONTHS[indicator.frequency], count_months(days)
    if reads.dated:
        return _is_on_grid(days, 1, months)
    if 0 < length < months:
        return _is_part(days, length, reads, indicator, counted=counted)
    # A weight goes with a value for the same days, and no figure for several periods tells the highest of them.
    alone = reads.over in EXTREMES or (reads.over is Over.WEIGHTED and not reads.weight)
    return _is_on_grid(days, reads.start.month, months) and not (alone and length > months)


def _is_part(days: Days, length: int, reads: SeriesReads, indicator: Indicator, *, counted: bool) -> bool:
    """Whether a figure for a part of a period can be made one with those for its other parts."""
    months = MONTHS[indicator.frequency]
    if reads.over is Over.WEIGHTED or months % length:
        return False
    combined = counted or len(reads.slots) > 1 or reads.over is not Over.LAST
    return combined and (days[0].month - reads.start.month) % months % length == 0


def _is_on_grid(days: Days, first: int, months: int) -> bool:
    """Whether a span is one or more spans of so many months, the first of which in a year begins in month `first`."""
    length = count_months(days)
    return bool(length) and length % months == 0 and (days[0].month - first) % months == 0


def _find_closed(days: Days, slots: Iterable[Days]) -> Days | None:
    """Find the slot that a day ends, and so stands for; None if there is none."""
    if days[0] != days[1]:
        return None
    return next((slot for slot in slots if slot[1] == days[1]), None)


def _list_level_slots(day: date, readers: Sequence[SeriesReads], indicator: Indicator) -> Iterator[Days]:
    """List the slots around a day of the readings of levels."""
    for reads in readers:
        if reads.over in LEVELS and not reads.dated:
            yield _find_slot(day, reads.start.month, MONTHS[indicator.frequency])


def _find_slot(day: date, first: int, months: int) -> Days:
    """Find the span of so many months that a day lies in, on the grid where one begins in month `first`."""
    away = (day.month - first) % months
    start = add_months(day.replace(day=1), -away)
    return start, add_months(start, months) - _DAY


def _find_calendar_slot(day: date, frequency: Frequency) -> Days:
    return _find_slot(day, 1, MONTHS[frequency])


def _find_year_so_far(days: Days, readers: Sequence[SeriesReads]) -> Days:
    """Find the part of the year up to the end of a period, which a figure for the year to date is for."""
    if not count_months(days):
        return days
    first = next((reads.start.month for reads in readers if not reads.dated), 1)
    return _find_slot(days[0], first, _A_YEAR)[0], days[1]


def _suggest(day: date, readers: Sequence[SeriesReads], indicator: Indicator) -> list[Days]:
    """Suggest the periods around a day that the series is read for."""
    if not readers:
        return [_find_calendar_slot(day, indicator.frequency)]
    found = []
    for reads in readers:
        months = MONTHS[indicator.frequency]
        slot = (reads.start, reads.end) if reads.dated else _find_slot(day, reads.start.month, months)
        found.append(slot)
    return list(dict.fromkeys(found))


def write_period(days: Days) -> str:
    """Write a span as a period: a day, a month, a quarter or a year of the calendar, or its first and last month."""
    (start, end), months = days, count_months(days)
    if start == end:
        return start.isoformat()
    if months == _A_YEAR and start.month == 1:
        return f"{start.year}"
    if months == 3 and start.month % 3 == 1:
        return f"{start.year}Q{start.month // 3 + 1}"
    if months == 1:
        return f"{start.year}-{start.month:02d}"
    return f"{start.year}-{start.month:02d}/{end.year}-{end.month:02d}"
