"""One expression that counts cases by a rule, on whatever engine narwhals speaks to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

import narwhals as nw

from metrics.plan.cases.case_rule import CaseDay, CaseFilter, CaseLimit, CasePart, CaseRule, ColumnKind

DAY, TOP, BOTTOM, CASES, EXEMPT = "maalstreg_day", "numerator", "denominator", "cases", "exempt"
SUMS = (TOP, BOTTOM, CASES)
UNKNOWN = date(1666, 6, 6)
"""The day under which the cases stand of which a filter cannot tell whether it fits, since its cell is empty."""
MOST_EXACT = 2**53
"""A whole number up to this is exact also in binary floating point, in which some lists hold their amounts."""


def count_cases(
    cases: nw.LazyFrame[Any], rule: CaseRule, more: Sequence[nw.Expr] = (), *, unknown: bool = False
) -> nw.LazyFrame[Any]:
    """Count the cases of each day, by the names of `SUMS`; those that are exempt as `exempt_…` as well; and `more`.

    All but the day is whole numbers: a sum is in units of the last of the rule's decimals. What is exempt is in the
    totals too. Cases without a day have null for it, and those left out for an empty cell `UNKNOWN`, where asked for.
    """
    # An empty cell leaves it unknown whether a filter fits: each engine leaves such cases out of a filter, and out of
    # what is counted where something fits. Nothing is ever counted where something does not fit.
    exempt = is_exempt(rule)
    placed = _place_cases(cases, rule, unknown=unknown)
    parts = {TOP: rule.numerator, BOTTOM: rule.denominator}
    sums = [_add(part, _fit_part(part), rule).alias(name) for name, part in parts.items()]
    sums.append(_count(_fit_part(rule.denominator)).alias(CASES))
    if exempt is not None:
        less = {name: _add(part, _both(_fit_part(part), exempt), rule) for name, part in parts.items()}
        less[CASES] = _count(_both(_fit_part(rule.denominator), exempt))
        sums += [one.alias(f"{EXEMPT}_{name}") for name, one in less.items()]
    return placed.group_by(DAY).agg(*sums, *more)


def to_units(column: str, decimals: int) -> nw.Expr:
    """Count a number in units of its last decimal, to the nearest whole one."""
    units = nw.col(column).cast(nw.Float64) * float(10**decimals)
    # What is too large for a whole number, or no number at all, would stop an engine before it could be told.
    exact = (units >= -MOST_EXACT) & (units <= MOST_EXACT)
    return (nw.when(exact).then(units) + 0.5).floor().cast(nw.Int64)


def fits(one: CaseFilter) -> nw.Expr:
    """Tell whether a filter fits a case: unknown for an empty cell, unless the filter asks for one."""
    column = nw.col(one.column)
    if one.empty is not None:
        return column.is_null() if one.empty else ~column.is_null()
    if one.among:
        return column.is_in(list(one.among))
    if one.not_among:
        return ~column.is_in(list(one.not_among))
    least = one.since if one.at_least is None else float(one.at_least)
    most = one.until if one.at_most is None else float(one.at_most)
    if least is None or most is None:
        return column <= most if least is None else column >= least
    return (column >= least) & (column <= most)


def is_within(limit: CaseLimit) -> nw.Expr:
    """Tell whether a case ended in time: unknown while it has not ended."""
    return nw.col(limit.end) <= find_day(limit.deadline)


def find_day(day: CaseDay) -> nw.Expr:
    """Find a day: that of a column, or so long after it. Unknown for an empty cell."""
    column = nw.col(day.column)
    if day.days is None and day.months is None:
        return column
    length = f"{day.days}d" if day.days is not None else f"{day.months}mo"
    return column.dt.offset_by(length).cast(nw.Date)  # some engines make it a time


def is_exempt(rule: CaseRule) -> nw.Expr | None:
    """Tell whether a case is exempt; None where the rule exempts nothing."""
    return reduce(or_, map(fits, rule.exempt)) if rule.exempt else None


def counts(rule: CaseRule) -> nw.Expr:
    """Tell whether a case is in what a figure is of: its denominator has it, and it is not known to be exempt."""
    exempt = is_exempt(rule)
    fit = _fit_part(rule.denominator)
    kept = nw.lit(True, nw.Boolean) if exempt is None else ~exempt.fill_null(value=False)
    return kept if fit is None else fit & kept


def _place_cases(cases: nw.LazyFrame[Any], rule: CaseRule, *, unknown: bool) -> nw.LazyFrame[Any]:
    """Select the cases that the filters of a rule fit, with their day, and its columns as what they have to hold."""
    read = cases.select(*(_as_kind(name, kind) for name, kind in rule.find_columns().items()))
    day = find_day(rule.day)
    fit = _all([fits(one) for one in rule.where])
    if fit is None:
        return read.with_columns(day.alias(DAY))
    empty = [nw.col(one.column).is_null() for one in rule.where if one.empty is None]
    if not unknown or not empty:
        return read.filter(fit).with_columns(day.alias(DAY))
    told = nw.when(reduce(or_, empty)).then(nw.lit(UNKNOWN, nw.Date)).otherwise(day)
    return read.filter(fit.fill_null(value=True)).with_columns(told.alias(DAY))


def _as_kind(name: str, kind: ColumnKind) -> nw.Expr:
    column = nw.col(name)
    if kind is ColumnKind.ANY:
        return column
    if kind is ColumnKind.DAY:
        return column.cast(nw.Date)
    return column.cast(nw.Float64) if kind is ColumnKind.NUMBER else column.cast(nw.String)


def _fit_part(part: CasePart) -> nw.Expr | None:
    found = [fits(one) for one in part.where]
    return _all([*found, is_within(part.within)] if part.within else found)


def _add(part: CasePart, fit: nw.Expr | None, rule: CaseRule) -> nw.Expr:
    return _count(fit) if part.sum is None else _sum(to_units(part.sum, rule.decimals), fit)


def _count(fit: nw.Expr | None) -> nw.Expr:
    return nw.len() if fit is None else _sum(nw.lit(1, nw.Int64), fit)


def _sum(value: nw.Expr, fit: nw.Expr | None) -> nw.Expr:
    return value.sum() if fit is None else nw.when(fit).then(value).otherwise(nw.lit(0, nw.Int64)).sum()


def _all(found: Sequence[nw.Expr]) -> nw.Expr | None:
    return reduce(and_, found) if found else None


def _both(one: nw.Expr | None, other: nw.Expr) -> nw.Expr:
    return other if one is None else one & other
