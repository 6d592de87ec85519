"""The figures of a series, folded from the months of its cases; and what is not published, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from metrics.cases.case_counts import BOTTOM, CASES, EXEMPT, MONTH, SUMS, TOP
from metrics.facts.written_periods import write_period
from metrics.periods import MONTHS, Days, Period, find_span
from metrics.plan.cases.case_rule import CaseRule
from metrics.plan.model import Indicator
from metrics.plan.terms import Reports

Sums = dict[str, int]
_COUNTED = (*SUMS, *(f"{EXEMPT}_{name}" for name in SUMS))


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """A figure counted from cases: its period, numerator and denominator, and how many cases it is of.

    The denominator includes what is `exempt`, which is None where nothing is.
    """

    period: Period
    numerator: Decimal
    denominator: Decimal
    exempt: Decimal | None
    cases: int


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """What a list of cases gives: the figures, and the periods that give none.

    `too_few` are of fewer cases than the rule publishes, `unfinished` had not ended on the day they were counted.
    `unplaced` cases have no day that says which period they are of.
    """

    figures: list[CaseFigure] = field(default_factory=list)
    too_few: list[Period] = field(default_factory=list)
    unfinished: list[Period] = field(default_factory=list)
    unplaced: int = 0


def fold_months(
    rows: Iterable[Mapping[str, object]], rule: CaseRule, indicator: Indicator, today: date
) -> CaseFigures:
    """Fold what `count_cases` gives, by its names, into the periods of a series.

    A figure may cover the year up to the end of its period. A period without cases gives nothing: it is not zero.
    """
    months: dict[date, Sums] = {}
    found = CaseFigures()
    unplaced = 0
    for row in rows:
        sums = {name: _as_whole(row[name]) for name in _COUNTED if name in row}
        if row[MONTH] is None:
            unplaced += sums[CASES]
        else:
            year, month = divmod(_as_whole(row[MONTH]), 100)
            months[date(year, month, 1)] = sums
    length = MONTHS[indicator.frequency]
    for start, end in sorted({find_span(month, length) for month in months}):
        period = Period.parse(write_period(start, end))
        since = date(end.year, 1, 1) if indicator.reports is Reports.YEAR_TO_DATE else start
        sums = _add(months[month] for month in months if since <= month <= end)
        if not period.is_over(today):
            found.unfinished.append(period)
        elif (figure := _make_figure(period, sums, rule)).cases < rule.smallest:
            found.too_few.append(period)
        else:
            found.figures.append(figure)
    return CaseFigures(found.figures, found.too_few, found.unfinished, unplaced)


def select_term(found: CaseFigures, term: Days) -> CaseFigures:
    """Select the periods that end within a term, in which another rule does not hold."""

    def within(period: Period) -> bool:
        return term[0] <= period.end <= term[1]

    return CaseFigures(
        [one for one in found.figures if within(one.period)],
        [one for one in found.too_few if within(one)],
        [one for one in found.unfinished if within(one)],
        found.unplaced,
    )


def _make_figure(period: Period, sums: Mapping[str, int], rule: CaseRule) -> CaseFigure:
    less = {name: sums.get(f"{EXEMPT}_{name}", 0) for name in SUMS}
    top = _as_number(sums[TOP] - less[TOP], rule.numerator.sum, rule)
    bottom, exempt = (_as_number(of[BOTTOM], rule.denominator.sum, rule) for of in (sums, less))
    return CaseFigure(period, top, bottom, exempt or None, sums[CASES] - less[CASES])


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
