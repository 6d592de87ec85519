"""Cases counted by a rule: by hand, and the same on every engine."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.cases.engines import EngineName, open_cases
from metrics.cases.case_checks import ENDED, OPEN, count_checked
from metrics.cases.case_counts import DAY, UNKNOWN, count_cases
from metrics.plan.cases.case_rule import CaseRule

SCHEMA = {
    "start": pl.Date,
    "end": pl.Date,
    "type": pl.String,
    "hours": pl.Float64,
    "flag": pl.String,
    "due": pl.Date,
}
RULE: dict[str, Any] = {
    "period_by": "end",
    "where": [{"column": "type", "among": ["a", "b"]}],
    "exempt": [{"column": "flag", "not_among": ["no"]}, {"column": "hours", "at_least": 90}],
    "numerator": {"within": {"start": "start", "end": "end", "months": 1}, "sum": "hours"},
    "denominator": {"sum": "hours"},
}
TODAY = date(2026, 11, 30)


def frame(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """Cases, each with the first cells of its row and the others empty."""
    cells = [(*row, *[None] * (len(SCHEMA) - len(row))) for row in rows]
    return pl.DataFrame(cells, SCHEMA, orient="row")


def count(cases: pl.DataFrame, **changes: Any) -> list[dict[str, Any]]:
    rule = CaseRule.model_validate(RULE | changes)
    found = count_cases(nw.from_native(cases.lazy()), rule).collect().to_native().sort(DAY)
    return list(found.iter_rows(named=True))


@pytest.mark.parametrize(
    ("start", "end", "months", "fits"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 1, True),
        (date(2026, 1, 31), date(2026, 3, 1), 1, False),
        (date(2028, 1, 30), date(2028, 2, 29), 1, True),
        (date(2026, 2, 28), date(2026, 3, 28), 1, True),
        (date(2026, 2, 28), date(2026, 3, 29), 1, False),
        (date(2026, 8, 31), date(2027, 2, 28), 6, True),
        (date(2026, 5, 5), date(2026, 5, 5), 0, True),
    ],
)
def test_a_month_ends_on_the_same_day_of_the_next_or_on_its_last(
    start: date, end: date, months: int, fits: bool
) -> None:
    limit = {"within": {"start": "start", "end": "end", "months": months}}
    (found,) = count(frame((start, end, "a", 1.0, "no")), numerator=limit, denominator={})
    assert found["numerator"] == int(fits)


def test_filters_exemptions_sums_and_empty_cells_by_hand() -> None:
    june, may = date(2026, 6, 15), date(2026, 5, 20)
    found = count(
        frame(
            (may, june, "a", 1.25, "no"),
            (may, june, "b", 0.1, None),  # an empty flag fits no filter, so it is not exempt
            (date(2026, 1, 1), june, "a", 10, "no"),  # late
            (may, june, "a", 7, "yes"),  # exempt by its flag
            (may, june, "a", 90, "no"),  # exempt by its hours
            (may, june, "c", 5, "no"),  # of another type
            (may, june, None, 5, "no"),
            (may, None, "a", 2, "no"),  # of no day yet
        )
    )
    assert found == [
        {
            **{DAY: None, "numerator": 0, "denominator": 200, "cases": 1},
            **{"exempt_numerator": 0, "exempt_denominator": 0, "exempt_cases": 0},
        },
        {
            **{DAY: june, "numerator": 9835, "denominator": 10835, "cases": 5},
            **{"exempt_numerator": 9700, "exempt_denominator": 9700, "exempt_cases": 2},
        },
    ]


def test_bounds_hold_on_both_ends_and_empty_is_asked_for() -> None:
    day = date(2026, 6, 1)
    cases = frame(
        *((day, day, "a", hours, flag) for hours, flag in ((1, None), (2, "x"), (3, "x"), (4, None)))
    )
    between = {"where": [{"column": "hours", "at_least": 2, "at_most": 3}]}
    assert count(cases, exempt=[], denominator=between)[0]["denominator"] == 2
    empty = {"where": [{"column": "flag", "empty": True}]}
    assert count(cases, exempt=[], denominator=empty)[0]["denominator"] == 2
    later = {"where": [{"column": "start", "since": "2026-06-02"}]}
    later["where"][0]["since"] = date(2026, 6, 2)  # type: ignore[assignment]
    assert count(cases, exempt=[], denominator=later)[0]["denominator"] == 0


DAYS = st.none() | st.dates(date(2025, 12, 20), date(2026, 3, 10))
CASES = st.lists(
    st.tuples(
        DAYS,
        DAYS,
        st.sampled_from(["a", "b", "c", "", None]),
        st.none() | st.integers(-9_999, 9_999).map(lambda cents: cents / 100),
        st.sampled_from(["yes", "no", None]),
        DAYS,
    ),
    max_size=25,
)
FILTERS = st.sampled_from(
    [
        {"column": "type", "among": ["a", "b"]},
        {"column": "type", "not_among": ["a"]},
        {"column": "flag", "empty": True},
        {"column": "flag", "empty": False},
        {"column": "hours", "at_least": 10},
        {"column": "hours", "at_least": -50, "at_most": 50},
        {"column": "start", "since": date(2026, 1, 1), "until": date(2026, 2, 1)},
    ]
)
LIMITS = st.one_of(
    st.none(),
    st.integers(0, 2).map(lambda n: {"start": "start", "end": "end", "months": n}),
    st.integers(0, 40).map(lambda n: {"start": "start", "end": "end", "days": n}),
    st.just({"end": "end", "due": "due"}),
)
PARTS = st.fixed_dictionaries(
    {
        "where": st.lists(FILTERS, max_size=2),
        "within": LIMITS,
        "sum": st.sampled_from([None, "hours"]),
    }
)
LATE = st.sampled_from(
    [
        {"period_by": "start", "period_after": {"days": 20}, "open_is_late": True}
        | {"numerator": {"within": {"start": "start", "end": "end", "days": 20}}},
        {"period_by": "start", "period_after": {"months": 1}, "open_is_late": True}
        | {"numerator": {"within": {"start": "start", "end": "end", "months": 1}}},
        {"period_by": "due", "open_is_late": True, "numerator": {"within": {"end": "end", "due": "due"}}},
        {"period_by": "start", "period_after": {"months": 2}, "numerator": {}},
    ]
)
RULES = LATE | st.fixed_dictionaries(
    {
        "period_by": st.sampled_from(["start", "end"]),
        "where": st.lists(FILTERS, max_size=2),
        "exempt": st.lists(FILTERS, max_size=2),
        "numerator": PARTS,
        "denominator": PARTS,
    }
)


def add_months(day: date, months: int) -> date:
    """As the expression does, worked out by the calendar instead."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def fits(one: Any, row: dict[str, Any]) -> bool:
    value = row[one.column]
    if one.empty is not None:
        return (value is None) is one.empty
    if value is None:
        return False
    if one.among or one.not_among:
        return (value in one.among) if one.among else (value not in one.not_among)
    least = one.since if one.at_least is None else one.at_least
    most = one.until if one.at_most is None else one.at_most
    return (least is None or value >= least) and (most is None or value <= most)


def fits_part(part: Any, row: dict[str, Any]) -> bool:
    if limit := part.within:
        end, last = row[limit.end], find_day(limit.deadline, row)
        if end is None or last is None or end > last:
            return False
    return all(fits(one, row) for one in part.where)


def find_day(day: Any, row: dict[str, Any]) -> date | None:
    """The day of a column, or so long after one."""
    start: date | None = row[day.column]
    if start is None:
        return None
    return add_months(start, day.months or 0) + timedelta(days=day.days or 0)


def count_plainly(cases: pl.DataFrame, rule: CaseRule) -> dict[date | None, tuple[int, ...]]:
    """Count one case at a time: numerator, denominator and cases, and how much of each is exempt."""
    found: dict[date | None, list[int]] = {}
    for row in cases.iter_rows(named=True):
        if not all(fits(one, row) for one in rule.where):
            continue
        day = find_day(rule.day, row)
        sums = found.setdefault(day, [0] * 6)
        exempt = any(fits(one, row) for one in rule.exempt)
        for place, part in enumerate((rule.numerator, rule.denominator)):
            if fits_part(part, row):
                amount = 1 if part.sum is None else round((row["hours"] or 0) * 100)
                sums[place] += amount
                sums[place + 3] += amount * exempt
        fit = fits_part(rule.denominator, row)
        sums[2] += fit
        sums[5] += fit * exempt
    return {day: tuple(sums) for day, sums in found.items()}


def is_unknown(rule: CaseRule, row: dict[str, Any]) -> bool:
    """Whether a case is left out for empty cells alone."""
    missing = [one for one in rule.where if one.empty is None and row[one.column] is None]
    return bool(missing) and all(one in missing or fits(one, row) for one in rule.where)


NAMES = ("numerator", "denominator", "cases", "exempt_numerator", "exempt_denominator", "exempt_cases")


def count_on(cases: nw.LazyFrame[Any], rule: CaseRule) -> dict[date | None, tuple[int, ...]]:
    rows = count_cases(cases, rule).collect().rows(named=True)
    return {row[DAY]: tuple(int(row.get(name) or 0) for name in NAMES) for row in rows}


def check_on(cases: nw.LazyFrame[Any], rule: CaseRule) -> dict[date | None, dict[str, int]]:
    rows = count_checked(cases, rule, TODAY).collect().rows(named=True)
    return {row[DAY]: {name: as_number(row[name]) for name in row if name != DAY} for row in rows}


def as_number(found: Any) -> int:
    return found.toordinal() if isinstance(found, date) else int(found or 0)


@contextmanager
def opened(cases: pl.DataFrame, engine: EngineName, path: Path) -> Iterator[nw.LazyFrame[Any]]:
    cases.write_parquet(path)
    with open_cases([path], engine) as found:
        yield found


def assert_followed(rule: CaseRule, table: pl.DataFrame, checked: dict[date | None, dict[str, int]]) -> None:
    """Assert that the open cases of each day are counted, and the last end told."""
    rows = list(table.iter_rows(named=True))
    still = Counter(find_day(rule.day, row) for row in rows if row["end"] is None)
    assert {day: sums[OPEN] for day, sums in checked.items() if sums[OPEN]} == still
    ends = [row["end"].toordinal() for row in rows if row["end"]]
    assert max((sums[ENDED] for sums in checked.values()), default=0) == max(ends, default=0)


@given(CASES, RULES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_polars_and_duckdb_count_what_is_counted_case_by_case(
    tmp_path: Path, cases: list[tuple[Any, ...]], told: dict[str, Any]
) -> None:
    rule, table = CaseRule.model_validate(told), frame(*cases)
    wanted = count_plainly(table, rule)
    for engine in (EngineName.POLARS, EngineName.DUCKDB):
        with opened(table, engine, tmp_path / "cases.parquet") as found:
            assert count_on(found, rule) == wanted, engine
            checked = check_on(found, rule)
            if rule.open_end:
                assert_followed(rule, table, checked)
            unknown = checked.pop(UNKNOWN, {"read": 0})["read"]
            assert {
                day: tuple(sums.get(name, 0) for name in NAMES) for day, sums in checked.items()
            } == wanted
            assert unknown == sum(is_unknown(rule, row) for row in table.iter_rows(named=True)), engine


@pytest.mark.spark
def test_spark_counts_what_polars_does_and_finds_the_same_wrong(tmp_path: Path) -> None:
    told: list[tuple[list[tuple[Any, ...]], dict[str, Any]]] = []

    @given(st.lists(CASES, min_size=8, max_size=8), RULES)
    @settings(max_examples=3, deadline=None, database=None, derandomize=True)
    def collect(several: list[list[tuple[Any, ...]]], rule: dict[str, Any]) -> None:
        told.append(([case for cases in several for case in cases], rule))

    collect()
    table = frame(*(case for cases, _ in told for case in cases))
    with opened(table, EngineName.SPARK, tmp_path / "cases.parquet") as spark:
        here = nw.from_native(table.lazy())
        for rule in (CaseRule.model_validate(one) for one in [RULE, *(given_rule for _, given_rule in told)]):
            assert count_on(spark, rule) == count_on(here, rule)
            assert check_on(spark, rule) == check_on(here, rule)
