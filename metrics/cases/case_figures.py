"""The figures of a series, folded from the days of its cases; and what is not published, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from metrics.cases.case_checks import ENDED, OPEN, READ
from metrics.cases.case_counts import BOTTOM, CASES, DAY, EXEMPT, SUMS, TOP, UNKNOWN
from metrics.facts.written_periods import write_period
from metrics.periods import MONTHS, Days, Period, find_span
from metrics.plan.cases.case_rule import CaseRule
from metrics.plan.model import Indicator
from metrics.plan.terms import Reports

LONGEST_PAUSE = 14
"""So many days without a case are never taken for a gap in the list: offices are closed around feasts."""
LEAST_CHANCE = 0.001
"""Days without a case are told as a gap where cases spread by chance would leave so many empty less often."""

Sums = dict[str, int]
_ONE_DAY = timedelta(days=1)
_COUNTED = (READ, OPEN, *SUMS, *(f"{EXEMPT}_{name}" for name in SUMS))


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """A figure counted from cases: its period, numerator and denominator, and how many cases it is of.

    The denominator includes what is `exempt`, which is None where nothing is. So many cases are `open` and counted as
    late. `gap` are the days it covers of which the list has none of the cases that were to be expected, and `still`
    those at its end on which it has no case ending, though some are open.
    """

    period: Period
    numerator: Decimal
    denominator: Decimal
    exempt: Decimal | None
    cases: int
    open: int = 0
    gap: Days | None = None
    still: Days | None = None


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """What a list of cases gives: the figures, and the periods that give none.

    `too_few` are of fewer cases than the rule publishes, or so few more than the figure before them that covers the
    same year. `unfinished` had not ended on the day they were counted. `unplaced` cases have no day that says which
    period they are of, and of `unknown` ones a filter cannot tell whether it fits. The list
    has no case of those that are `absent`, but of some before and after them.
    """

    figures: list[CaseFigure] = field(default_factory=list)
    too_few: list[Period] = field(default_factory=list)
    unfinished: list[Period] = field(default_factory=list)
    unplaced: int = 0
    unknown: int = 0
    absent: list[Period] = field(default_factory=list)


def fold_days(
    rows: Iterable[Mapping[str, object]], rule: CaseRule, indicator: Indicator, today: date
) -> CaseFigures:
    """Fold what `count_checked` gives, by its names, into the periods of a series.

    A figure may cover the year up to the end of its period. A period without cases gives nothing: it is not zero.
    """
    rows = list(rows)
    ended = max((day for row in rows if isinstance(day := row.get(ENDED), date)), default=None)
    days = {row[DAY]: {name: _as_whole(row[name]) for name in _COUNTED if name in row} for row in rows}
    unplaced, unknown = (days.pop(day, {READ: 0})[READ] for day in (None, UNKNOWN))
    found = CaseFigures(unplaced=unplaced, unknown=unknown)
    placed = {day: sums for day, sums in days.items() if isinstance(day, date)}
    whole_year = indicator.reports is Reports.YEAR_TO_DATE
    shown: dict[int, int] = {}
    for start, end in _list_spans(placed, MONTHS[indicator.frequency]):
        period = Period.parse(write_period(start, end))
        since = date(end.year, 1, 1) if whole_year else start
        covered = {day: sums for day, sums in placed.items() if since <= day <= end}
        if not any(start <= day <= end for day in covered):
            found.absent.append(period)
            continue
        sums = _add(covered.values())
        gap = find_gap(sorted(covered), sums[READ], since, end)
        still = _find_still_days(ended, since, end) if sums.get(OPEN) else None
        figure = _make_figure(period, sums, rule, gap, still)
        # What was told of the year so far can be taken from what is told of more of it.
        more = figure.cases - shown.get(end.year, 0) if whole_year else figure.cases
        if not period.is_over(today):
            found.unfinished.append(period)
        elif figure.cases < rule.smallest or 0 < more < rule.smallest:
            found.too_few.append(period)
        else:
            found.figures.append(figure)
            shown[end.year] = figure.cases
    return found


def _list_spans(days: Iterable[date], length: int) -> Iterator[Days]:
    """List the periods from that of the first day to that of the last one, in their order."""
    spans = sorted({find_span(month, length) for month in {day.replace(day=1) for day in days}})
    start = spans[0][0] if spans else None
    while start and start <= spans[-1][1]:
        span = find_span(start, length)
        yield span
        start = span[1] + _ONE_DAY


def find_gap(days: Sequence[date], cases: int, since: date, end: date) -> Days | None:
    """Find the longest run of days without a case, where so long a one is no chance."""
    edges = [since - _ONE_DAY, *days, end + _ONE_DAY]
    before, after = max(pairwise(edges), key=lambda pair: pair[1] - pair[0])
    empty = (after - before).days - 1
    share = empty / ((end - since).days + 1)
    chance = (cases + 1) * (1 - share) ** cases
    if empty < LONGEST_PAUSE or chance >= LEAST_CHANCE:
        return None
    return before + _ONE_DAY, after - _ONE_DAY


def _find_still_days(ended: date | None, since: date, end: date) -> Days | None:
    """Find the days after the last on which a case ended, where the list may have been drawn before they were over."""
    first = max(since, ended + _ONE_DAY) if ended else since
    return (first, end) if (end - first).days >= LONGEST_PAUSE else None


def select_term(found: CaseFigures, term: Days) -> CaseFigures:
    """Select the periods that end within a term, in which another rule does not hold."""

    def within(period: Period) -> bool:
        return term[0] <= period.end <= term[1]

    return CaseFigures(
        [one for one in found.figures if within(one.period)],
        [one for one in found.too_few if within(one)],
        [one for one in found.unfinished if within(one)],
        found.unplaced,
        found.unknown,
        [one for one in found.absent if within(one)],
    )


def _make_figure(
    period: Period, sums: Mapping[str, int], rule: CaseRule, gap: Days | None, still: Days | None
) -> CaseFigure:
    less = {name: sums.get(f"{EXEMPT}_{name}", 0) for name in SUMS}
    top = _as_number(sums[TOP] - less[TOP], rule.numerator.sum, rule)
    bottom, exempt = (_as_number(of[BOTTOM], rule.denominator.sum, rule) for of in (sums, less))
    cases = sums[CASES] - less[CASES]
    return CaseFigure(period, top, bottom, exempt or None, cases, sums.get(OPEN, 0), gap, still)


def _as_number(units: int, column: str | None, rule: CaseRule) -> Decimal:
    return Decimal(units).scaleb(-rule.decimals) if column else Decimal(units)


def _add(every: Iterable[Sums]) -> Sums:
    total: Sums = {}
    for one in every:
        for name, value in one.items():
            total[name] = total.get(name, 0) + value
    return total


def _as_whole(value: object) -> int:
    return int(str(value)) if value is not None else 0
