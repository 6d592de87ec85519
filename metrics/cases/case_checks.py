"""What is wrong with the cases of a list, counted on whatever engine narwhals speaks to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import narwhals as nw

from metrics.cases.case_counts import DAY, MOST_EXACT, UNKNOWN, count_cases, counts, is_exempt, to_units
from metrics.errors import Problem
from metrics.plan.cases.case_rule import CaseRule, ColumnKind
from metrics.plan.terms import FIRST_DAY

MOST_SUMMED = 2**63 - 1
_NEARLY = 1e-4
"""How far from a whole number of units an amount in binary floating point may be."""

READ, OPEN, ENDED, _LARGEST = "read", "open", "ended", "largest"
FURTHEST = 10
"""Years to come in which a case may be due: a day after that is a slip of the pen."""


def count_checked(cases: nw.LazyFrame[Any], rule: CaseRule, today: date) -> nw.LazyFrame[Any]:
    """Count the cases of each day as `count_cases` does, and what is wrong with them, in one pass.

    Beside the sums stand the cases `read`, and a column for each check; where a case without an end is late, how many
    that count are `open`, and the last day on which one `ended`. Of those left out for an empty cell, which
    stand as the day `UNKNOWN`, nothing is checked.
    """
    checks = [_count_where(fits).alias(name) for name, _, fits in _list_checks(rule, today)]
    largest = [
        to_units(name, rule.decimals).abs().max().alias(f"{_LARGEST}_{place}")
        for place, name in enumerate(rule.find_sums())
    ]
    more = [nw.len().alias(READ), *checks, *largest, *_follow_open(rule)]
    return count_cases(cases, rule, more, unknown=True)


def find_case_problems(
    days: Sequence[Mapping[str, object]], rule: CaseRule, today: date
) -> Iterator[Problem]:
    """Find the problems in what `count_checked` counted: each with its column and the number of cases."""
    days = [day for day in days if day[DAY] != UNKNOWN]
    for name, column, _ in _list_checks(rule, today):
        if count := sum(_as_whole(day[name]) for day in days):
            yield Problem(f"case_{name.rsplit('_', 1)[0]}", column, {"count": count})
    if not rule.period_after:  # otherwise the column is checked like the rest
        placed = [(at, _as_whole(day[READ])) for day in days if isinstance(at := day[DAY], date)]
        code, last = _find_last_day(rule, rule.period_by, today)
        early = sum(read for at, read in placed if at < FIRST_DAY)
        late = sum(read for at, read in placed if at > last)
        found = (("case_too_early", early), (code, late))
        yield from (Problem(wrong, rule.period_by, {"count": count}) for wrong, count in found if count)
    read = sum(_as_whole(day[READ]) for day in days)
    for place, column in enumerate(rule.find_sums()):
        largest = max((_as_whole(day[f"{_LARGEST}_{place}"]) for day in days), default=0)
        if largest * read > MOST_SUMMED:
            yield Problem("case_sum_too_large", column)


def find_repeated(cases: nw.LazyFrame[Any], rule: CaseRule) -> Iterator[Problem]:
    """Find whether a case is in a list more than once, or without its number, where a rule says which column has it."""
    if rule.case is None:
        return
    number = nw.col(rule.case)
    empty, told = number.is_null(), number.cast(nw.String)
    asked = [nw.len().alias("all"), _count_where(empty).alias("empty"), told.n_unique().alias("unlike")]
    (row,) = cases.select(*asked).collect().rows(named=True)
    every, without, unlike = (_as_whole(row[name]) for name in ("all", "empty", "unlike"))
    if without:
        yield Problem("case_empty", rule.case, {"count": without})
    # All that are empty are one value more.
    if repeated := every - without - (unlike - (1 if without else 0)):
        yield Problem("case_repeated", rule.case, {"count": repeated})


def _list_checks(rule: CaseRule, today: date) -> list[tuple[str, str, nw.Expr]]:
    """List each check: its name and number, the column, and when it strikes."""
    exempt = is_exempt(rule)
    kinds = rule.find_columns().items()
    # Those of the day that a case is counted by are found in that.
    counted_by = None if rule.period_after else rule.period_by
    days = [name for name, kind in kinds if kind is ColumnKind.DAY and name != counted_by]
    found = []
    for name in rule.find_needed():
        empty = nw.col(name).is_null() & ~nw.col(rule.period_by).is_null()
        # Only what is known to be exempt may lack what the rest must tell.
        found.append(("empty", name, empty if exempt is None else empty & ~exempt.fill_null(value=False)))
    for name in days:
        found.append(("too_early", name, nw.col(name) < FIRST_DAY))
        code, last = _find_last_day(rule, name, today)
        found.append((code.removeprefix("case_"), name, nw.col(name) > last))
    for limit in rule.find_limits():
        if limit.start:
            found.append(("turned_round", limit.end, nw.col(limit.end) < nw.col(limit.start)))
    for name in rule.find_sums():
        units = nw.col(name) * 10**rule.decimals
        off = units - to_units(name, rule.decimals).cast(nw.Float64)
        found.append(("too_fine", name, (off > _NEARLY) | (off < -_NEARLY)))
        found.append(("too_large", name, (units > MOST_EXACT) | (units < -MOST_EXACT)))
    return [(f"{code}_{place}", name, fits) for place, (code, name, fits) in enumerate(found)]


def _find_last_day(rule: CaseRule, column: str, today: date) -> tuple[str, date]:
    """Find the last day that a column may have, and what is wrong with a later one: only what is due may be to come."""
    if column in rule.find_due_columns():
        return "case_due_too_late", date(today.year + FURTHEST, 12, 31)
    return "case_in_future", today


def _follow_open(rule: CaseRule) -> Iterator[nw.Expr]:
    """Follow what tells whether a list was drawn after the days on which its cases were due."""
    if rule.open_end:
        end = nw.col(rule.open_end)
        yield _count_where(counts(rule) & end.is_null()).alias(OPEN)
        yield end.max().alias(ENDED)


def _count_where(fit: nw.Expr) -> nw.Expr:
    return nw.when(fit).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64)).sum()


def _as_whole(value: object) -> int:
    return int(str(value)) if value is not None else 0
