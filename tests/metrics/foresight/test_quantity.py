"""Forecasts of what is composed: growth, peers, several series, and weights."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.foresight.forecast import SilenceReason
from metrics.plan.formula import Growth, Median, Pooled
from metrics.plan.terms import Over
from tests.factories import (
    compared,
    number,
    over,
    quarterly,
    reads,
    result,
)
from tests.foreseeing import YEARS, around_100, days, foreseen, the_forecast


@pytest.mark.parametrize(("rate", "likely"), [("-5", True), ("5", False)])
def test_growth_is_from_what_the_baseline_came_to(rate: str, likely: bool) -> None:
    target = Growth(baseline=reads(over=Over.SUM), rate=Decimal(rate), since=2016)
    p = the_forecast(
        foreseen(around_100(), compared("1.1", over("sum"), target=target), indicators=(days(),))
    ).p_met
    assert p > 0.95 if likely else p < 0.05


@pytest.mark.parametrize("since", [2017, 2018])
def test_a_fall_of_100_percent_leaves_its_own_year_as_it_is_and_cannot_be_traced_back(since: int) -> None:
    value = Growth(baseline=reads(over=Over.SUM), rate=Decimal(-100), since=since)
    found = foreseen(around_100(), compared("1.1", value, target=number(400)), indicators=(days(),))
    plain = foreseen(around_100(), compared("1.1", over("sum"), target=number(400)), indicators=(days(),))
    if since == 2017:
        assert found.forecasts["1.1"].quantiles == plain.forecasts["1.1"].quantiles
    else:
        assert found.silences["1.1"].reason is SilenceReason.NO_METHOD


def test_the_median_of_open_peers_has_no_method() -> None:
    leaf = compared("1.1", over("mean"), target=Median(median_of=(reads("state", over=Over.MEAN),)))
    found = foreseen([*around_100(), *around_100("state")], leaf, indicators=(days(), days("state")))
    assert found.silences["1.1"].reason is SilenceReason.NO_METHOD


def test_several_series_make_one_share_of_their_cases() -> None:
    """9 of 10 and 50 of 100 in every quarter: 59 of 110."""
    quarters = [*(f"{year}Q{q}" for year in YEARS for q in (1, 2, 3, 4)), "2017Q1", "2017Q2", "2017Q3"]
    rows = [result(p, of=of, key=key) for p in quarters for key, of in (("a", (9, 10)), ("b", (50, 100)))]
    value = Pooled(pooled=(reads("a", over=Over.POOLED), reads("b", over=Over.POOLED)))
    found = the_forecast(foreseen(rows, compared("1.1", value), indicators=(quarterly("a"), quarterly("b"))))
    assert found.quantiles[2] == pytest.approx(100 * 59 / 110, abs=1)
    assert found.volume == pytest.approx(110)


def test_what_is_known_only_as_a_value_cannot_be_added_to_cases() -> None:
    quarters = [f"{year}Q{q}" for year in YEARS for q in (1, 2, 3, 4)]
    rows = [row for p in quarters for row in (result(p, of=(9, 10), key="a"), result(p, 50, key="b"))]
    value = Pooled(pooled=(reads("a", over=Over.POOLED), reads("b", over=Over.POOLED)))
    found = foreseen(rows, compared("1.1", value), indicators=(quarterly("a"), quarterly("b")))
    assert (found.silences["1.1"].have, found.silences["1.1"].need) == (0, 4)


def test_a_weighted_mean_takes_the_weights_of_the_year_before() -> None:
    """The fourth quarter weighs as much as the three others together, and usually is 200 against 100."""
    earlier = [(f"{year}Q{q}", 200 if q == 4 else 100) for year in YEARS for q in (1, 2, 3, 4)]
    rows = [result(p, v) for p, v in (*earlier, ("2017Q1", 100), ("2017Q2", 100), ("2017Q3", 100))]
    weights = [result(p, 3 if p.endswith("4") else 1, key="cases") for p, _ in earlier]
    weights += [result(f"2017Q{q}", 1, key="cases") for q in (1, 2, 3)]
    value = reads(over=Over.WEIGHTED, weight="cases")
    found = the_forecast(
        foreseen([*rows, *weights], compared("1.1", value), indicators=(days(), days("cases")))
    )
    assert found.quantiles[2] == pytest.approx(150, abs=5)
