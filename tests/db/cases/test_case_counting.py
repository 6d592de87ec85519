"""A list counted by the rules of a series, each for the periods that end while it holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from db.cases.case_counting import count_source, find_all_columns, make_cells
from db.cases.case_source import CaseSource
from db.cases.engines import EngineName
from metrics.cases.case_figures import CaseFigure
from metrics.errors import InvalidInput
from metrics.facts.case_origin import CaseOrigin
from metrics.periods import Frequency, Period
from metrics.plan.cases.case_rule import CaseFilter, CasePart, CaseRule, ColumnKind
from metrics.plan.cases.rule_versions import RuleTerm
from metrics.plan.terms import FIRST_DAY, LAST_DAY
from tests.factories import indicator

SOON = CaseRule(
    period_by="d", numerator=CasePart(where=(CaseFilter(column="days", at_most=Decimal(5)),)), smallest=1
)
LATER = CaseRule(
    period_by="d", numerator=CasePart(where=(CaseFilter(column="days", at_most=Decimal(9)),)), smallest=1
)
TERMS = [RuleTerm(SOON, 1, FIRST_DAY, date(2025, 12, 31)), RuleTerm(LATER, 2, date(2026, 1, 1), LAST_DAY)]
TODAY = date(2026, 11, 30)


def source(tmp_path: Path, *rows: tuple[date, int | None]) -> CaseSource:
    path = tmp_path / "c.parquet"
    pl.DataFrame(list(rows), {"d": pl.Date, "days": pl.Int64}, orient="row").write_parquet(path)
    return CaseSource("c.parquet", (path,), len(rows), "ab")


@pytest.mark.parametrize("engine", [EngineName.POLARS, EngineName.DUCKDB])
def test_each_period_is_counted_by_the_rule_on_its_last_day(tmp_path: Path, engine: EngineName) -> None:
    rows = [(date(year, 2, 1), days) for year in (2025, 2026) for days in (3, 7, 12)]
    yearly = indicator(frequency=Frequency.QUARTER)
    found = count_source(source(tmp_path, *rows), TERMS, yearly, engine, TODAY)
    assert [
        (one.period.text, int(one.numerator), int(one.denominator), origin) for one, origin in found.figures
    ] == [
        ("2025Q1", 1, 3, CaseOrigin(1, 3, "ab")),
        ("2026Q1", 2, 3, CaseOrigin(2, 3, "ab")),
    ]


def test_what_is_wrong_under_both_rules_is_told_once_and_a_file_that_is_gone_in_words(tmp_path: Path) -> None:
    cases = source(tmp_path, (date(2026, 2, 1), None))
    with pytest.raises(InvalidInput) as wrong:
        count_source(cases, TERMS, indicator(), EngineName.POLARS, TODAY)
    assert [(one.code, one.place) for one in wrong.value.problems] == [("case_empty", "days")]
    cases.files[0].write_bytes(cases.files[0].read_bytes()[:-40])
    for engine in (EngineName.POLARS, EngineName.DUCKDB):
        with pytest.raises(InvalidInput, match="case_file_unreadable"):
            count_source(cases, TERMS, indicator(), engine, TODAY)


def test_columns_of_all_rules_are_of_one_kind() -> None:
    assert find_all_columns(TERMS) == {"d": ColumnKind.DAY, "days": ColumnKind.NUMBER}
    other = CaseRule(period_by="days", numerator=CasePart())
    with pytest.raises(InvalidInput, match="case_rules_disagree"):
        find_all_columns([*TERMS, RuleTerm(other, 3, FIRST_DAY, LAST_DAY)])


def test_a_figure_as_the_cells_of_a_results_file() -> None:
    figure = CaseFigure(Period.parse("2026"), Decimal("1200.50"), Decimal(2000), Decimal(20), 1980)
    assert make_cells(figure, SOON) == {"numerator": "1200.5", "denominator": "2000", "exempt": "20"}
    assert make_cells(figure, SOON.model_copy(update={"alone": True})) == {"value": "1200.5"}
