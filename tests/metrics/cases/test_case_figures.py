"""Days folded into the periods of a series, and what gives no figure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from metrics.cases.case_counts import DAY
from metrics.cases.case_figures import CaseFigures, find_gap, fold_days, select_term
from metrics.periods import Frequency
from metrics.plan.cases.case_rule import CasePart, CaseRule
from metrics.plan.terms import Reports
from tests.factories import indicator

RULE = CaseRule(period_by="d", numerator=CasePart(sum="hours"), denominator=CasePart(), smallest=10)
TODAY = date(2026, 11, 30)


def row(month: int | None, top: int, bottom: int, exempt: int = 0) -> dict[str, Any]:
    less = {"exempt_numerator": exempt * 100, "exempt_denominator": Decimal(exempt), "exempt_cases": exempt}
    day = month and date(month // 100, month % 100, 15)
    return {DAY: day, "read": bottom, "numerator": top, "denominator": bottom, "cases": bottom, **less}


def fold(*rows: dict[str, Any], **changes: Any) -> CaseFigures:
    own = indicator(**{"frequency": Frequency.QUARTER, **changes})
    return fold_days(rows, RULE, own, TODAY)


def told(found: CaseFigures) -> list[tuple[str, str, str, str | None, int]]:
    return [
        (
            one.period.text,
            str(one.numerator),
            str(one.denominator),
            str(one.exempt) if one.exempt else None,
            one.cases,
        )
        for one in found.figures
    ]


def test_days_become_quarters_with_what_is_exempt_taken_from_the_numerator_alone() -> None:
    found = fold(row(202602, 500, 8), row(202601, 1250, 7, 1), row(202604, 100, 12))
    assert told(found) == [("2026Q1", "16.50", "15", "1", 14), ("2026Q2", "1.00", "12", None, 12)]


@pytest.mark.parametrize(("cases", "published"), [(9, 0), (10, 1), (11, 1)])
def test_a_figure_of_fewer_cases_than_the_rule_publishes_is_none(cases: int, published: int) -> None:
    found = fold(row(202601, 0, cases + 2, 2))
    assert (len(found.figures), len(found.too_few)) == (published, 1 - published)


def test_periods_that_have_not_ended_and_cases_of_no_period_give_no_figure() -> None:
    found = fold(row(202610, 100, 20), row(202611, 100, 20), row(None, 0, 3))
    assert (found.figures, [one.text for one in found.unfinished], found.unplaced) == ([], ["2026Q4"], 3)
    assert fold().figures == []


def test_a_series_told_for_the_year_to_date_counts_from_january() -> None:
    found = fold(row(202512, 0, 20), row(202602, 100, 20), row(202605, 300, 30), reports=Reports.YEAR_TO_DATE)
    assert told(found) == [
        ("2025Q4", "0.00", "20", None, 20),
        ("2026Q1", "1.00", "20", None, 20),
        ("2026Q2", "4.00", "50", None, 50),
    ]


def test_a_rule_gives_the_periods_that_end_while_it_holds() -> None:
    found = fold(row(202603, 0, 20), row(202604, 0, 20), row(202609, 0, 1), row(202611, 0, 1))
    term = select_term(found, (date(2026, 4, 1), date(2026, 9, 30)))
    assert [one.period.text for one in term.figures] == ["2026Q2"]
    assert ([one.text for one in term.too_few], term.unfinished) == (["2026Q3"], [])


def days_of(cases: int, first: date, last: date) -> list[dict[str, Any]]:
    """So many cases on each day."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [row(202601, 0, cases) | {DAY: day} for day in days]


@pytest.mark.parametrize(
    ("last", "gap"),
    [
        (date(2026, 3, 31), None),
        (date(2026, 3, 18), None),  # 13 days are a feast
        (date(2026, 3, 17), (date(2026, 3, 18), date(2026, 3, 31))),
        (date(2026, 1, 31), (date(2026, 2, 1), date(2026, 3, 31))),
    ],
)
def test_days_that_a_list_lacks_are_found(last: date, gap: object) -> None:
    (figure,) = fold(*days_of(2, date(2026, 1, 1), last)).figures
    assert figure.gap == gap


def test_a_gap_is_found_in_the_middle_and_before_the_period_of_a_year_so_far() -> None:
    middle = [
        *days_of(2, date(2026, 1, 1), date(2026, 1, 20)),
        *days_of(2, date(2026, 3, 1), date(2026, 3, 31)),
    ]
    assert fold(*middle).figures[0].gap == (date(2026, 1, 21), date(2026, 2, 28))
    later = fold(*days_of(2, date(2026, 4, 1), date(2026, 6, 30)), reports=Reports.YEAR_TO_DATE)
    assert [(one.period.text, one.gap) for one in later.figures] == [
        ("2026Q2", (date(2026, 1, 1), date(2026, 3, 31)))
    ]


@pytest.mark.parametrize(("cases", "found"), [(3, False), (10, False), (15, True)])
def test_few_cases_may_leave_many_days_empty_by_chance(cases: int, found: bool) -> None:
    # (n + 1) x (1 - 60/100)^n: 0.26, 0.0012, 0.000017.
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(40)]
    gap = find_gap(days, cases, date(2026, 1, 1), date(2026, 4, 10))
    assert (gap is not None) == found


def test_so_few_more_cases_than_were_told_of_the_same_year_are_not_told() -> None:
    rows = [row(202602, 0, 20), row(202605, 0, 9), row(202608, 0, 1)]
    found = fold(*rows, reports=Reports.YEAR_TO_DATE)
    assert [one.period.text for one in found.figures] == ["2026Q1", "2026Q3"]  # 20, then 10 more
    assert [one.text for one in found.too_few] == ["2026Q2"]
    assert len(fold(*rows, row(202502, 0, 12), reports=Reports.YEAR_TO_DATE).figures) == 3
    assert [one.period.text for one in fold(*rows).figures] == ["2026Q1"]


def test_a_period_without_cases_between_two_with_some_is_told() -> None:
    assert [one.text for one in fold(row(202501, 0, 20), row(202509, 0, 20)).absent] == ["2025Q2"]


LATE = CaseRule.model_validate(
    {
        "period_by": "received",
        "period_after": {"months": 5},
        "open_is_late": True,
        "numerator": {"within": {"start": "received", "end": "closed", "months": 5}},
        "smallest": 1,
    }
)


@pytest.mark.parametrize(
    ("ended", "still"),
    [
        (date(2026, 4, 2), None),  # the list was drawn after the period
        (date(2026, 3, 17), None),  # offices are closed around feasts
        (date(2026, 3, 16), (date(2026, 3, 17), date(2026, 3, 31))),
        (date(2025, 11, 3), (date(2026, 1, 1), date(2026, 3, 31))),
        (None, (date(2026, 1, 1), date(2026, 3, 31))),
    ],
)
def test_open_cases_are_told_and_so_is_a_list_that_seems_drawn_too_early(
    ended: date | None, still: tuple[date, date] | None
) -> None:
    days = [
        row(202601, 3, 4) | {"open": 1, "ended": date(2025, 11, 2)},
        row(202602, 3, 9) | {"open": 6, "ended": ended},
    ]
    (found,) = fold_days(days, LATE, indicator(frequency=Frequency.QUARTER), TODAY).figures
    assert (found.numerator, found.denominator, found.open) == (Decimal(6), Decimal(13), 7)
    assert found.still == still
    none_open = [day | {"open": 0} for day in days]
    (found,) = fold_days(none_open, LATE, indicator(frequency=Frequency.QUARTER), TODAY).figures
    assert (found.open, found.still) == (0, None)
