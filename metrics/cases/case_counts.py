"""One expression that counts cases by a rule, on whatever engine narwhals speaks to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import narwhals as nw

from metrics.plan.cases.case_rule import CaseFilter, CaseLimit, CasePart, CaseRule, ColumnKind

MONTH, TOP, BOTTOM, CASES, EXEMPT = "maalstreg_month", "numerator", "denominator", "cases", "exempt"
SUMS = (TOP, BOTTOM, CASES)


def count_cases(cases: nw.LazyFrame[Any], rule: CaseRule, more: Sequence[nw.Expr] = ()) -> nw.LazyFrame[Any]:
    """Count the cases of each month, by the names of `SUMS`; those that are exempt as `exempt_…` as well; and `more`.

    A month is year * 100 + month; null is that of the cases without a day. All else is whole numbers: a sum is in
    units of the last of the rule's decimals. What is exempt is in the totals too.
    """
    # An empty cell leaves it unknown whether a filter fits: each engine leaves such cases out of a filter, and out of
    # what is counted where something fits. Nothing is ever counted where something does not fit.
    exempt = is_exempt(rule)
    placed = select_cases(cases, rule)
    day = nw.col(rule.period_by).dt
    placed = placed.with_columns((day.year() * 100 + day.month()).alias(MONTH))
    parts = {TOP: rule.numerator, BOTTOM: rule.denominator}
    sums = [_add(part, _fit_part(part), rule).alias(name) for name, part in parts.items()]
    sums.append(_count(_fit_part(rule.denominator)).alias(CASES))
    if exempt is not None:
        less = {name: _add(part, _both(_fit_part(part), exempt), rule) for name, part in parts.items()}
        less[CASES] = _count(_both(_fit_part(rule.denominator), exempt))
        sums += [one.alias(f"{EXEMPT}_{name}") for name, one in less.items()]
    return placed.group_by(MONTH).agg(*sums, *more)


def to_units(column: str, decimals: int) -> nw.Expr:
    """Count a number in units of its last decimal, to the nearest whole one."""
    return (nw.col(column).cast(nw.Float64) * float(10**decimals) + 0.5).floor().cast(nw.Int64)


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
    """Tell whether a day lies within the limit after another one."""
    start, end = nw.col(limit.start), nw.col(limit.end)
    length = f"{limit.days}d" if limit.days is not None else f"{limit.months}mo"
    return end <= start.dt.offset_by(length)


def is_exempt(rule: CaseRule) -> nw.Expr | None:
    """Tell whether a case is exempt; None where the rule exempts nothing."""
    return reduce(or_, map(fits, rule.exempt)) if rule.exempt else None


def select_cases(cases: nw.LazyFrame[Any], rule: CaseRule) -> nw.LazyFrame[Any]:
    """Select the cases that the filters of a rule fit, with its columns as what they have to hold."""
    read = cases.select(*(_as_kind(name, kind) for name, kind in rule.find_columns().items()))
    return read.filter(reduce(and_, map(fits, rule.where))) if rule.where else read


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
