"""Series that are no shares: their seasons, the values they need, and levels they cannot have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from metrics.facts.schema import Result
from metrics.foresight.estimate import Estimate
from metrics.foresight.forecast import Method, Silence, SilenceReason
from metrics.foresight.history import History, read_history
from metrics.foresight.series import find_weights_of_year, forecast_series
from metrics.plan.terms import Over, Unit
from metrics.plan.window import Window
from tests.factories import (
    INDICATOR,
    OWNER,
    compared,
    facts,
    indicator,
    number,
    over,
    quarterly,
    result,
)
from tests.foreseeing import STEADY, foreseen, shares, the_forecast, values


@pytest.mark.parametrize(
    ("name", "method", "target", "middle"),
    [
        ("sum", Method.SUM, 430, 410),
        ("mean", Method.MEAN, 105, 102.5),
        ("last", Method.STOCK, 115, 110),
        ("max", Method.EXTREME, 120, 111),
    ],
)
def test_a_season_comes_back(name: str, method: Method, target: int, middle: float) -> None:
    """Each year goes 95, 100, 105, 110, give or take a little."""
    rows = [
        row
        for i, year in enumerate(range(2012, 2017))
        for row in values(year, 95 + i % 2, 100, 105 - i % 2, 110)
    ]
    found = the_forecast(
        foreseen(
            [*rows, *values(2017, 95, 100, 105)],
            compared("1.1", over(name), target=number(target)),
            indicators=(quarterly(unit=Unit.DAYS),),
        )
    )
    assert found.method is method
    assert found.quantiles[2] == pytest.approx(middle, abs=1.5)
    assert found.p_met < 0.1


def test_too_few_years_give_no_probability() -> None:
    rows = [result(str(year), 91) for year in (2015, 2016)]
    found = foreseen(rows, compared("1.1"), indicators=(indicator(),)).tests["1.1"]
    assert found == Silence(SilenceReason.TOO_FEW_YEARS, Method.YEARS, 2, 4)


def test_a_provisional_year_is_still_unsure() -> None:
    rows = [*STEADY, *shares(2017, 45, 45, 46), result("2017Q4", of=(45, 50), provisional=True)]
    leaf = compared("1.1", over("pooled"), target=number("90.4"))
    found = the_forecast(foreseen(rows, leaf, as_of=date(2017, 12, 31)))
    assert 0.5 < found.p_met < 1
    assert found.quantiles[0] < found.quantiles[4]


YEAR = Window(OWNER, date(2017, 1, 1), date(2017, 12, 31), 2017)


def history(*rows: Result, unit: Unit = Unit.COUNT, key: str = INDICATOR) -> History:
    """A quarterly series of whole numbers as it is seen from 2017."""
    known = facts(*rows, as_of=date(2017, 10, 15))
    return read_history((OWNER, key), quarterly(key, unit=unit, decimals=0), YEAR, known)


def numbers(*given: int, first: int = 2016, key: str = INDICATOR) -> list[Result]:
    """A value for each quarter from the first of a year."""
    return [result(f"{first + n // 4}Q{n % 4 + 1}", value, key=key) for n, value in enumerate(given)]


def estimate(of: History, over: Over) -> Estimate:
    found = forecast_series(of, over)
    assert isinstance(found, Estimate), found
    return found


def test_what_there_was_on_a_day_goes_on_from_where_it_was_last() -> None:
    """The same numbers, of quarters and of their last days; the newest is the highest."""
    seen = [100, 103, 98, 101, 99, 102, 97, 100, 101, 99, 100, 108]
    quarters = numbers(*seen, first=2014)
    ends = ("03-31", "06-30", "09-30", "12-31")
    stock = [replace(row, period=f"{row.period[:4]}-{ends[int(row.period[-1]) - 1]}") for row in quarters]
    flow, level = (estimate(history(*rows), Over.LAST).spread.mean for rows in (quarters, stock))
    assert 100 < flow < level < 108


def test_a_count_is_never_foreseen_negative_nor_in_fractions() -> None:
    found = estimate(history(*numbers(9, 7, 5, 3, 1, 0, 0)), Over.LAST)
    assert found.spread.levels.min() == 0
    assert [level % 1 for level in found.spread.levels] == [0] * len(found.spread.levels)
    assert (found.method, found.points, found.years) == (Method.STOCK, 7, 2)


def test_what_has_been_negative_may_be_so_again() -> None:
    found = estimate(history(*numbers(3, -2, 1, -1, 2, -3, 0), unit=Unit.MIO_DKK), Over.LAST)
    assert found.spread.levels.min() < -3


def test_percent_that_never_were_above_all_are_foreseen_at_most_at_all() -> None:
    found = estimate(history(*numbers(94, 100, 96, 99, 92, 100, 98), unit=Unit.PERCENT), Over.LAST)
    assert found.spread.levels.max() == 100


def test_the_highest_of_the_year_is_never_below_what_was_reached() -> None:
    rows = numbers(10, 12, 11, 13, 12, 40, 11)
    assert estimate(history(*rows), Over.MAX).spread.levels.min() == 40
    assert estimate(history(*rows), Over.MIN).spread.levels.max() == 11


def test_a_whole_year_is_spread_over_its_spans_in_a_sum() -> None:
    """400 in each year is 100 in each quarter: 300 are there, and 100 more are foreseen."""
    years = [result(str(year), 400) for year in range(2012, 2017)]
    found = estimate(history(*years, *numbers(100, 100, 100, first=2017)), Over.SUM)
    assert found.spread.mean == pytest.approx(400, abs=2)
    assert found.points == 8


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        (numbers(1, 2, 3, 4, 10, key="cases"), [10, 2, 3, 4]),
        (numbers(1, 2, 3, key="cases"), None),
        (numbers(0, 0, 0, 0, key="cases"), None),
    ],
)
def test_weights_that_are_missing_are_those_of_the_year_before(
    weights: Sequence[Result], expected: list[float] | None
) -> None:
    found = find_weights_of_year(history(*numbers(50, 60, first=2017)), history(*weights, key="cases"))
    assert (None if found is None else found.tolist()) == expected
