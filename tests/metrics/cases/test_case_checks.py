"""What is wrong with cases: each kind by hand, with how many there are."""

from __future__ import annotations

from datetime import date
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from metrics.cases.case_checks import ENDED, OPEN, count_checked, find_case_problems, find_repeated
from metrics.cases.case_counts import count_cases
from metrics.plan.cases.case_rule import CaseRule

RULE = CaseRule.model_validate(
    {
        "period_by": "end",
        "where": [{"column": "kind", "among": ["a"]}],
        "exempt": [{"column": "flag", "among": ["yes"]}],
        "numerator": {"within": {"start": "start", "end": "end", "days": 30}, "sum": "hours"},
    }
)
TODAY, DAY = date(2026, 11, 30), date(2026, 6, 1)
SCHEMA = {"start": pl.Date, "end": pl.Date, "kind": pl.String, "hours": pl.Float64, "flag": pl.String}
GOOD = (DAY, DAY, "a", 1.25, "no")


def problems(*rows: tuple[Any, ...], rule: CaseRule = RULE) -> list[tuple[str, str, Any]]:
    cases = nw.from_native(pl.LazyFrame(list(rows), SCHEMA, orient="row"))
    months = count_checked(cases, rule, TODAY).collect().rows(named=True)
    return [(one.code, one.place, one.params.get("count")) for one in find_case_problems(months, rule, TODAY)]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (GOOD, []),
        ((None, DAY, "a", 1.0, None), [("case_empty", "start", 2)]),
        ((DAY, DAY, "a", None, None), [("case_empty", "hours", 2)]),
        ((None, DAY, "a", None, "yes"), []),  # exempt
        ((None, DAY, "b", None, "no"), []),  # does not count
        ((DAY, None, "a", 1.0, "no"), []),  # of no period yet
        ((date(1850, 1, 1), DAY, "a", 1.0, "no"), [("case_too_early", "start", 2)]),
        ((DAY, date(2026, 12, 1), "a", 1.0, "no"), [("case_in_future", "end", 2)]),
        ((DAY, date(2026, 5, 31), "a", 1.0, "no"), [("case_turned_round", "end", 2)]),
        ((DAY, DAY, "a", 1.005, "no"), [("case_too_fine", "hours", 2)]),
        ((DAY, DAY, "a", -0.07, "no"), []),
        ((DAY, DAY, "a", 1e14, "no"), [("case_too_large", "hours", 2)]),
    ],
)
def test_each_thing_that_is_wrong_is_counted(row: tuple[Any, ...], found: list[Any]) -> None:
    assert problems(GOOD, row, row) == found


DUE: dict[str, Any] = {"period_by": "start", "period_after": {"days": 30}, "open_is_late": True}
DUE |= {"numerator": {"within": {"start": "start", "end": "end", "days": 30}}}
COLUMN: dict[str, Any] = {"period_by": "start", "open_is_late": True}
COLUMN |= {"numerator": {"within": {"due": "start", "end": "end"}}}
SOON, FAR = date(2027, 3, 1), date(2206, 1, 1)


@pytest.mark.parametrize(
    ("told", "row", "found"),
    [
        (DUE, (DAY, None, "a", 1.0, "no"), []),  # still open
        (DUE, (TODAY, None, "a", 1.0, "no"), []),  # due in a month
        (DUE, (None, DAY, "a", 1.0, "no"), []),  # of no period yet
        (DUE, (SOON, None, "a", 1.0, "no"), [("case_in_future", "start", 2)]),
        (DUE, (DAY, SOON, "a", 1.0, "no"), [("case_in_future", "end", 2)]),
        (DUE, (date(1850, 1, 1), None, "a", 1.0, "no"), [("case_too_early", "start", 2)]),
        (COLUMN, (DAY, None, "a", 1.0, "no"), []),
        (COLUMN, (SOON, None, "a", 1.0, "no"), []),  # due in some months
        (COLUMN, (SOON, DAY, "a", 1.0, "no"), []),  # ended long before it was due
        (COLUMN, (FAR, None, "a", 1.0, "no"), [("case_due_too_late", "start", 2)]),
    ],
)
def test_a_case_may_be_due_in_time_to_come(
    told: dict[str, Any], row: tuple[Any, ...], found: list[Any]
) -> None:
    assert problems(GOOD, row, row, rule=CaseRule.model_validate(told)) == found


def test_open_cases_that_count_are_told_apart_from_exempt_ones() -> None:
    rule = CaseRule.model_validate(DUE | {"exempt": [{"column": "flag", "among": ["yes"]}]})
    rows = [(DAY, None, "a", 1.0, flag) for flag in ("no", "yes", None)] + [GOOD]
    cases = nw.from_native(pl.LazyFrame(rows, SCHEMA, orient="row"))
    (found,) = count_checked(cases, rule, TODAY).collect().rows(named=True)
    assert (found[OPEN], found[ENDED], found["cases"], found["exempt_cases"]) == (2, DAY, 4, 1)


def test_a_sum_that_could_leave_the_whole_numbers_is_refused() -> None:
    largest = (DAY, DAY, "a", 9e13, "no")
    assert problems(*[largest] * 2_000) == [("case_sum_too_large", "hours", None)]


def test_what_is_wrong_in_several_months_is_told_once_with_all_its_cases() -> None:
    other = date(2026, 7, 1)
    assert problems((None, DAY, "a", 1.0, "no"), GOOD, (None, other, "a", 1.0, "no")) == [
        ("case_empty", "start", 2)
    ]
    # A month's largest amount and another's number of cases are one sum.
    assert problems((DAY, DAY, "a", 9e13, "no"), *[(DAY, other, "a", 1.0, "no")] * 1_100) == [
        ("case_sum_too_large", "hours", None)
    ]


def test_the_checks_leave_what_is_counted_as_it_is() -> None:
    cases = nw.from_native(pl.LazyFrame([GOOD, (None, DAY, "a", 1.0, "no")], SCHEMA, orient="row"))
    (alone,) = count_cases(cases, RULE).collect().rows(named=True)
    (checked,) = count_checked(cases, RULE, TODAY).collect().rows(named=True)
    assert {name: checked[name] for name in alone} == alone


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        (["1", "2", "3"], []),
        (["1", "2", "2", "2"], [("case_repeated", 2)]),
        (["1", None, None], [("case_empty", 2)]),
        (["1", "1", None], [("case_empty", 1), ("case_repeated", 1)]),
        ([], []),
    ],
)
def test_a_case_that_is_there_twice_or_without_its_number_is_counted(
    numbers: list[str | None], found: list[tuple[str, int]]
) -> None:
    cases = nw.from_native(pl.LazyFrame({"number": numbers}, {"number": pl.String}))
    rule = RULE.model_copy(update={"case": "number"})
    assert [(one.code, one.params["count"]) for one in find_repeated(cases, rule)] == found


def test_a_list_without_a_case_has_nothing_wrong() -> None:
    assert problems() == []
