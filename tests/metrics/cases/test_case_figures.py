"""Months folded into the periods of a series, and what gives no figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from metrics.cases.case_counts import MONTH
from metrics.cases.case_figures import CaseFigures, fold_months, select_term
from metrics.periods import Frequency
from metrics.plan.cases.case_rule import CasePart, CaseRule
from metrics.plan.terms import Reports
from tests.factories import indicator

RULE = CaseRule(period_by="d", numerator=CasePart(sum="hours"), denominator=CasePart(), smallest=10)
TODAY = date(2026, 11, 30)


def row(month: int | None, top: int, bottom: int, exempt: int = 0) -> dict[str, Any]:
    less = {"exempt_numerator": exempt * 100, "exempt_denominator": Decimal(exempt), "exempt_cases": exempt}
    return {MONTH: month, "numerator": top, "denominator": bottom, "cases": bottom, **less}


def fold(*rows: dict[str, Any], **changes: Any) -> CaseFigures:
    own = indicator(**{"frequency": Frequency.QUARTER, **changes})
    return fold_months(rows, RULE, own, TODAY)


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


def test_months_become_quarters_with_what_is_exempt_taken_from_the_numerator_alone() -> None:
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
