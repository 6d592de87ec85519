"""Figures of other lengths than the spans of their series, as a forecast reads them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from metrics.facts.facts import Observation
from metrics.facts.schema import Result
from metrics.foresight.fitted_spans import fit_to_spans
from metrics.foresight.forecast import Forecast, Silence, SilenceReason
from metrics.periods import Frequency
from metrics.plan.terms import Over, Reports, Unit
from tests.factories import (
    INDICATOR,
    OWNER,
    compared,
    facts,
    indicator,
    number,
    over,
    quarterly,
    reads,
    result,
)
from tests.foreseeing import foreseen, shares, the_forecast

JANUARY_2017 = 2017 * 12 + 1


def fitted(how: Over, *rows: Result, months: int = 3, to_date: bool = False) -> list[Observation]:
    observed = facts(*rows).series[OWNER, INDICATOR]
    return fit_to_spans(observed, months, JANUARY_2017, how, to_date=to_date)


def cases(found: list[Observation]) -> list[tuple[int, int]]:
    return [(int(one.numerator or 0), int(one.whole)) for one in found]


def days(found: list[Observation]) -> list[tuple[date, date]]:
    return [(one.period.start, one.period.end) for one in found]


@pytest.mark.parametrize(
    ("how", "value"),
    [(Over.SUM, 9), (Over.MEAN, 3), (Over.MIN, 1), (Over.MAX, 6), (Over.LAST, 6), (Over.POOLED, 3)],
)
def test_three_months_make_their_quarter(how: Over, value: int) -> None:
    months = [result(f"2017-0{n}", value) for n, value in ((1, 1), (2, 2), (3, 6))]
    (quarter,) = fitted(how, *months)
    assert quarter.value == value
    assert days([quarter]) == [(date(2017, 1, 1), date(2017, 3, 31))]


def test_months_of_cases_are_pooled_and_two_months_make_no_quarter() -> None:
    months = [result(f"2017-0{n}", of=(n, 10)) for n in (1, 2, 3, 4, 5)]
    (quarter,) = fitted(Over.POOLED, *months)
    assert cases([quarter]) == [(6, 30)]


def test_a_quarter_told_by_itself_is_not_made_of_its_months() -> None:
    months = [result(f"2017-0{n}", 1) for n in (1, 2, 3)]
    assert [one.value for one in fitted(Over.SUM, *months, result("2017Q1", 5))] == [5]


def test_a_figure_for_the_year_to_date_tells_what_it_adds() -> None:
    """10 of 10, 10 of 20 and 20 of 30 are 10 of 10, 0 of 10 and 10 of 10."""
    rows = [
        result(f"2017-01/2017-0{3 * n}", of=of) for n, of in ((1, (10, 10)), (2, (10, 20)), (3, (20, 30)))
    ]
    found = fitted(Over.POOLED, *rows, to_date=True)
    assert cases(found) == [(10, 10), (0, 10), (10, 10)]
    assert days(found)[2] == (date(2017, 7, 1), date(2017, 9, 30))


def test_what_a_whole_adds_over_several_spans_is_spread_evenly() -> None:
    rows = [result("2017-01/2017-03", 10), result("2017-01/2017-09", 40)]
    assert [one.value for one in fitted(Over.SUM, *rows, to_date=True)] == [10, 15, 15]
    assert [one.value for one in fitted(Over.LAST, *rows)] == [10]
    year = [*rows, result("2017", 60)]
    assert [one.value for one in fitted(Over.SUM, *year, to_date=True)] == [10, 15, 15, 20]
    assert [one.value for one in fitted(Over.SUM, *year)] == [10, 60, 15, 15]


def test_a_quarter_of_a_monthly_series_is_spread_over_its_months() -> None:
    assert [one.value for one in fitted(Over.SUM, result("2017Q1", 9), months=1)] == [3, 3, 3]


STEADY = [row for year in (2014, 2015, 2016) for row in shares(year, 45, 44, 46, 45)]


def test_a_share_told_for_the_year_to_date_is_foreseen_as_if_told_by_quarter() -> None:
    leaf = compared("1.1", over("pooled"), ">=", number(88))
    each = [*STEADY, *shares(2017, 45, 44, 46)]
    so_far = [(45, 50), (89, 100), (135, 150)]
    to_date = [result(f"2017-01/2017-0{3 * n}", of=of) for n, of in enumerate(so_far, 1)]
    series = quarterly(reports=Reports.YEAR_TO_DATE)
    by_quarter = the_forecast(foreseen(each, leaf))
    cumulative = the_forecast(foreseen([*STEADY, *to_date], leaf, indicators=(series,)))
    assert cumulative.p_met == pytest.approx(by_quarter.p_met)


MONTHLY = indicator(frequency=Frequency.MONTH, unit=Unit.PERCENTAGE_POINTS)


def test_a_level_on_a_day_is_foreseen_as_that_of_its_month() -> None:
    """Ever about 81: 90 on 15 December is unlikely, and 70 is likely."""
    months = [(year, month) for year in (2015, 2016, 2017) for month in range(1, 13)]
    rows = [result(f"{y}-{m:02}", 80 + m % 3) for y, m in months if (y, m) < (2017, 10)]
    found = foreseen(
        rows,
        compared("1.1", reads(period="2017-12-15"), ">=", number(90)),
        compared("2.1", reads(period="2017-12-15"), ">=", number(70)),
        indicators=(MONTHLY,),
    )
    high, low = found.tests["1.1"], found.tests["2.1"]
    assert isinstance(high, Forecast)
    assert isinstance(low, Forecast)
    assert high.p_met < 0.05
    assert low.p_met > 0.95


def test_a_period_shorter_than_those_of_the_series_is_not_foreseen() -> None:
    rows = [result(f"{year}Q{n}", 81) for year in (2015, 2016) for n in (1, 2, 3, 4)]
    found = foreseen(rows, compared("1.1", reads(period="2017-12")))
    assert found.tests["1.1"] == Silence(SilenceReason.NO_METHOD)
    assert Decimal(81) == rows[0].value
