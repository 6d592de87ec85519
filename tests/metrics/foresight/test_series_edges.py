"""A series that is no share: what it can never be, and what makes it less sure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from metrics.facts.schema import Result
from metrics.foresight.estimate import Estimate
from metrics.foresight.history import read_history
from metrics.foresight.series import forecast_series
from metrics.foresight.spread import Spread
from metrics.plan.model import Indicator
from metrics.plan.terms import Over, Unit
from metrics.plan.window import Window
from tests.factories import INDICATOR, OWNER, facts, indicator, plan, quarterly, result

YEARS = (2013, 2014, 2015, 2016)
COUNTED = quarterly(unit=Unit.COUNT, decimals=0)


def foreseen(
    said: Iterable[Result], over: Over, of: Indicator = COUNTED, as_of: date = date(2017, 10, 15)
) -> Spread:
    known = facts(*said, as_of=as_of)
    found = forecast_series(read_history((OWNER, INDICATOR), of, Window.of(plan()), known), over)
    assert isinstance(found, Estimate)
    return found.spread


def quarters(*values: float, of: int = 2017) -> list[Result]:
    return [result(f"{of}Q{quarter}", str(value)) for quarter, value in enumerate(values, 1)]


def before(*values: float) -> list[Result]:
    """Four years of the same quarters."""
    return [row for year in YEARS for row in quarters(*values, of=year)]


def width(spread: Spread) -> float:
    low, high = spread.quantiles((0.05, 0.95))
    return float(high - low)


def test_a_count_is_never_foreseen_below_zero() -> None:
    found = foreseen([*before(0, 2, 0, 1), *quarters(1, 0, 2)], Over.LAST)
    assert found.levels.min() == 0
    assert found.levels.max() > 2


def test_percent_that_were_never_above_a_hundred_are_not_foreseen_there() -> None:
    found = foreseen([*before(97, 99, 100, 98), *quarters(100, 99, 100)], Over.LAST, quarterly())
    assert found.levels.max() == 100
    assert found.levels.min() < 97


def test_a_provisional_value_may_still_move() -> None:
    final = quarters(98, 103, 100)
    provisional = [*final[:2], result("2017Q3", 100, provisional=True)]
    wide, narrow = (
        width(foreseen([*before(100, 99, 101, 100), *said], Over.SUM, quarterly(unit=Unit.DAYS)))
        for said in (provisional, final)
    )
    assert wide > narrow


def test_what_whole_years_added_up_to_is_spread_over_their_quarters() -> None:
    found = foreseen([result(f"{year}", 400) for year in YEARS], Over.SUM, as_of=date(2017, 1, 15))
    assert 350 < found.quantiles((0.5,))[0] < 450


def test_what_is_counted_is_no_surer_than_chance_though_it_never_varied() -> None:
    said = [*before(100, 100, 100, 100), *quarters(100, 100, 100)]
    measured = quarterly(unit=Unit.DAYS, decimals=0)
    assert width(foreseen(said, Over.SUM)) > 10 * width(foreseen(said, Over.SUM, measured))


def test_the_highest_reading_is_at_least_the_highest_so_far() -> None:
    said = [*before(100, 101, 99, 100), *quarters(120, 100, 100)]
    assert foreseen(said, Over.MAX).levels.min() == 120


def test_a_provisional_highest_may_still_be_put_right() -> None:
    """Its middle stays; it may come down, though not under the highest that stands."""
    said = [*before(100, 101, 99, 100), *quarters(105, 100), result("2017Q3", 110, provisional=True)]
    days = quarterly(unit=Unit.DAYS)
    found = foreseen(said, Over.MAX, days)
    assert found.levels.min() < 110 < found.levels.max()
    assert found.levels.min() >= 105
    assert abs(found.quantiles((0.5,))[0] - 110) < 0.2
    under = [replace(one, value=-(one.value or Decimal(0))) for one in said]
    assert abs(foreseen(under, Over.MIN, days).mean + found.mean) < 1e-6


def test_the_highest_of_a_year_that_is_all_known_is_only_as_unsure_as_its_provisional_value() -> None:
    said = [*before(100, 101, 99, 100), *quarters(104, 100, 102)]
    days, over = quarterly(unit=Unit.DAYS), date(2018, 1, 15)
    firm = foreseen([*said, result("2017Q4", 98)], Over.MAX, days, over)
    lower = foreseen([*said, result("2017Q4", 98, provisional=True)], Over.MAX, days, over)
    higher = foreseen([*said, result("2017Q4", 106, provisional=True)], Over.MAX, days, over)
    assert firm.levels.tolist() == [104]
    assert lower.mean == pytest.approx(104, abs=0.001)
    assert 105.5 < higher.mean < 106.5
    assert 0 < width(higher) < width(foreseen(said, Over.LAST, days))


def test_the_highest_may_be_a_shock_though_none_was_seen() -> None:
    """Of a last quarter that is always the highest: as sure of the middle as a last value, and less of the tail."""
    rows = [quarters(95, 95 + year % 2, 94, 104 + year % 3, of=year) for year in range(2009, 2017)]
    said = [*(row for year in rows for row in year), *quarters(95, 95, 94)]
    highest, last = (foreseen(said, over, quarterly(unit=Unit.DAYS)) for over in (Over.MAX, Over.LAST))
    (middle, usual, far), (same, as_usual, nearer) = (
        spread.quantiles((0.5, 0.9, 0.999)) for spread in (highest, last)
    )
    assert abs(middle - same) <= 0.1
    assert usual <= as_usual
    assert far - middle > 1.2 * (nearer - same)


def test_the_highest_of_a_single_span_is_foreseen_as_its_last_value() -> None:
    """Of one value a year, none of which is known: the highest of the year is that year's value."""
    said = [result(str(year), str(value)) for year, value in enumerate((97, 103, 99, 102, 98, 101), 2011)]
    yearly = indicator(unit=Unit.DAYS, decimals=6)
    highest, lowest, last = (foreseen(said, over, yearly) for over in (Over.MAX, Over.MIN, Over.LAST))
    assert abs(highest.mean - last.mean) < 0.002 * width(last)
    assert abs(lowest.mean - last.mean) < 0.002 * width(last)
