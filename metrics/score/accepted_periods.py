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
from metrics.facts.written_periods import write_period
from metrics.periods import MONTHS, Days, Period, add_years, add_years_to_span_end, count_months, find_span
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Indicator, Plan
from metrics.plan.structure import derive_structure
from metrics.plan.terms import Over, Reports, Unit
from metrics.score.chosen_parts import EXTREMES, LEVELS, is_above, is_closing
from metrics.score.reads import SeriesReads, find_test_reads

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
                        weights = SeriesReads(reads.weight, Over.WEIGHTED, reads.slots, months=reads.months)
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
            closed = days if fits else _find_closed(days, [find_span(days[1], MONTHS[indicator.frequency])])
        else:
            fits = _fits(days, result, readers, indicator)
            closed = days if fits else _find_closed(days, _list_level_slots(days[1], readers))
        if closed is None:
            if _lacks_cases(days, result, readers, indicator):
                return Problem("cases_needed", "", {"value": result.period})
            fitting = [write_period(*slot) for slot in _suggest(days, readers, indicator)]
            return Problem("period_not_read", "", {"value": result.period, "allowed": ", ".join(fitting)})
        return (
            result if closed == (period.start, period.end) else replace(result, period=write_period(*closed))
        )

    def find_use(self, result: Result) -> ResultUse:
        """Find what becomes of a result whose period fits: it is read, it is of another year, or nothing reads it."""
        return ResultUse(self._find_kind(result), self._find_whole(result), self._is_bare(result))

    def _is_bare(self, result: Result) -> bool:
        """Whether a result is a value alone where several are pooled, which can only be done with cases."""
        if result.numerator is not None or result.awaited or result.withdrawn:
            return False
        readers = self.readers.get((result.institution, result.indicator), ())
        return any(reads.over is Over.POOLED and len(reads.slots) > 1 for reads in readers)

    def _find_whole(self, result: Result) -> str | None:
        """Find the period of the series that a result for some months of it is a part of."""
        series = (result.institution, result.indicator)
        months, period = MONTHS[self.catalogue.indicators[series].frequency], Period.parse(result.period)
        if not 0 < count_months((period.start, period.end)) < months:
            return None
        first = next((reads.start.month for reads in self.readers.get(series, ()) if not reads.dated), 1)
        return write_period(*find_span(period.start, months, first))

    def _find_kind(self, result: Result) -> PeriodUse:
        readers = self.readers.get((result.institution, result.indicator), ())
        period = Period.parse(result.period)
        days = (period.start, period.end)
        indicator = self.catalogue.indicators[result.institution, result.indicator]
        if not readers:
            return PeriodUse.UNUSED
        read = any(_is_inside(days, reads) for reads in readers) or indicator.only_rises
        return PeriodUse.READ if read else PeriodUse.OTHER_YEAR


def _fits(days: Days, result: Result, readers: Sequence[SeriesReads], indicator: Indicator) -> bool:
    """Whether a reading could use a result; one that is awaited is awaited for the very period that is read."""
    if result.awaited:
        return any(moved in reads.slots for reads in readers for moved in _list_moved(days, reads))
    counted = result.numerator is not None
    return any(_is_readable(days, reads, indicator, counted=counted) for reads in readers)


def _lacks_cases(days: Days, result: Result, readers: Sequence[SeriesReads], indicator: Indicator) -> bool:
    """Whether a percentage would be read if it were given as cases, which are pooled with others."""
    pooled = [reads for reads in readers if reads.over is Over.POOLED and result.numerator is None]
    return any(_is_readable(days, reads, indicator, counted=True) for reads in pooled)


def _is_inside(days: Days, reads: SeriesReads) -> bool:
    """Whether a reading takes a figure for these days into account."""
    if reads.dated:
        return days[1] == reads.end and is_closing(days, reads.months)
    above = reads.over in EXTREMES and is_above(days, reads.slots)
    return reads.start <= days[0] and days[1] <= reads.end and not above


def _list_moved(days: Days, reads: SeriesReads) -> Iterator[Days]:
    """List the same days of the years that a reading is for, and those beside them."""
    away = reads.end.year - days[1].year
    for years in (away - 1, away, away + 1):
        end = add_years_to_span_end(days[1], years)
        yield (end, end) if days[0] == days[1] else (add_years(days[0], years), end)


def _is_readable(days: Days, reads: SeriesReads, indicator: Indicator, *, counted: bool) -> bool:
    """Whether a reading, or the same of another year, could use a figure for these days."""
    if indicator.only_rises and reads.over is Over.LAST:
        return True
    return any(_is_counted(moved, reads, indicator, counted=counted) for moved in _list_moved(days, reads))


def _is_counted(days: Days, reads: SeriesReads, indicator: Indicator, *, counted: bool) -> bool:
    """Whether a reading can use a figure for these days."""
    length, whole = count_months(days), (reads.start, reads.end)
    if days in reads.slots:
        return True
    if reads.dated:
        return length == reads.months and _is_on_grid(days, 1, length)
    if not _is_inside(days, reads):
        return False
    if not length:
        return days[0] == days[1] and reads.over in EXTREMES
    if length < reads.months:
        return _is_part(days, length, reads, indicator, counted=counted)
    # A weight goes with a value for the same days, and a percentage alone cannot be pooled with others.
    alone = reads.over is Over.WEIGHTED or (reads.over is Over.POOLED and not counted)
    weighs = reads.over is Over.WEIGHTED and reads.weight is None
    fits = not alone or (days == whole and not weighs)
    return fits and _is_on_grid(days, reads.start.month, reads.months)


def _is_part(days: Days, length: int, reads: SeriesReads, indicator: Indicator, *, counted: bool) -> bool:
    """Whether a figure for a part of a period can be made one with those for its other parts."""
    match reads.over:
        case Over.WEIGHTED:
            combined = False
        case Over.POOLED:
            combined = counted
        case Over.MEAN:  # the mean of what happened in three months is not what happened in the quarter
            combined = counted or indicator.unit not in _AMOUNTS
        case Over.LAST:
            combined = counted or len(reads.slots) > 1
        case _:
            combined = True
    fits = not reads.months % length and (days[0].month - reads.start.month) % reads.months % length == 0
    return combined and fits


_AMOUNTS = frozenset({Unit.COUNT, Unit.DKK, Unit.MIO_DKK, Unit.HOURS})
"""Units of what happens over time, of which a longer time has more."""


def _is_on_grid(days: Days, first: int, months: int) -> bool:
    """Whether a span is one or more spans of so many months, the first of which in a year begins in month `first`."""
    length = count_months(days)
    return bool(length) and length % months == 0 and (days[0].month - first) % months == 0


def _find_closed(days: Days, slots: Iterable[Days]) -> Days | None:
    """Find the slot that a day ends, and so stands for; None if there is none."""
    if days[0] != days[1]:
        return None
    return next((slot for slot in slots if slot[1] == days[1]), None)


def _list_level_slots(day: date, readers: Sequence[SeriesReads]) -> Iterator[Days]:
    """List the slots around a day of the readings of levels."""
    for reads in readers:
        if reads.over in LEVELS and not reads.dated:
            yield find_span(day, reads.months, reads.start.month)


def _find_year_so_far(days: Days, readers: Sequence[SeriesReads]) -> Days:
    """Find the part of the year up to the end of a period, which a figure for the year to date is for."""
    if not count_months(days):
        return days
    first = next((reads.start.month for reads in readers if not reads.dated), 1)
    return find_span(days[0], _A_YEAR, first)[0], days[1]


def _suggest(days: Days, readers: Sequence[SeriesReads], indicator: Indicator) -> list[Days]:
    """Suggest the periods that the series is read for, of those that some days touch."""
    if not readers:
        return [find_span(days[0], MONTHS[indicator.frequency])]
    found: list[Days] = []
    for reads in readers:
        day = days[0]
        while day <= days[1] and len(found) < _MOST_SUGGESTED:
            slot = find_span(day, reads.months, reads.start.month)
            found.append((reads.start, reads.end) if reads.dated else slot)
            day = slot[1] + _DAY
    return list(dict.fromkeys(found))


_MOST_SUGGESTED = 4
