"""What holds of every forecast, whatever the figures; and figures that are not as they should be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.facts.schema import Result
from metrics.foresight.forecast import Forecast, Foresight
from metrics.foresight.forecasting import foresee_plan
from metrics.plan.terms import Over, Precision, Unit
from tests.factories import catalogue, compared, facts, goal, number, over, plan, quarterly, reads, result

AFTER_Q3 = date(2017, 10, 15)
QUARTERS = [f"{year}Q{quarter}" for year in range(2013, 2018) for quarter in range(1, 5)][:-1]
READ = st.sampled_from([Over.SUM, Over.MEAN, Over.LAST, Over.MAX, Over.MIN])
LEVELS = st.lists(st.integers(0, 2_000).map(lambda n: n / 10), min_size=0, max_size=len(QUARTERS))
CASES = st.lists(
    st.integers(1, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))),
    min_size=8,
    max_size=len(QUARTERS),
)


def at_the_end(amounts: Sequence[float]) -> list[Result]:
    """The values of the last quarters, the newest the third of 2017."""
    return [result(q, str(v)) for q, v in zip(QUARTERS[len(QUARTERS) - len(amounts) :], amounts, strict=True)]


def cases_at_the_end(counted: Sequence[tuple[int, int]]) -> list[Result]:
    return [result(q, of=of) for q, of in zip(QUARTERS[len(QUARTERS) - len(counted) :], counted, strict=True)]


def foreseen(
    rows: Sequence[Result],
    read: Over,
    target: float,
    operator: str = ">=",
    unit: Unit = Unit.PERCENTAGE_POINTS,
) -> Foresight:
    leaf = compared("1.1", over(read), operator, number(str(target)))
    known = facts(*rows, as_of=AFTER_Q3, known_at=AFTER_Q3)
    return foresee_plan(plan(goal("1", leaf)), known, catalogue(quarterly(unit=unit)))


def p_met(found: Foresight) -> float | None:
    forecast = found.tests.get("1.1")
    return forecast.p_met if isinstance(forecast, Forecast) else None


@given(LEVELS, READ, st.integers(0, 800))
def test_a_forecast_is_a_distribution_and_has_the_values_it_needs(
    amounts: list[float], read: Over, target: int
) -> None:
    for forecast in foreseen(at_the_end(amounts), read, target).forecasts.values():
        assert len(amounts) >= 4
        assert all(low <= high for low, high in pairwise(forecast.quantiles))
        assert 0 <= forecast.p_met <= 1
        assert sum(p for _, p in forecast.chances) == pytest.approx(1)
        assert forecast.points == len(amounts)


@given(LEVELS.filter(lambda some: len(some) >= 6), READ, st.integers(0, 800), st.integers(0, 100))
def test_a_higher_target_is_never_likelier_to_be_met(
    amounts: list[float], read: Over, target: int, more: int
) -> None:
    low, high = (p_met(foreseen(at_the_end(amounts), read, t)) for t in (target, target + more))
    if low is not None and high is not None:
        assert high <= low + 1e-9


@settings(max_examples=50)
@given(CASES, st.integers(1, 100), st.integers(0, 30))
def test_more_timely_cases_so_far_make_a_share_hardly_less_likely(
    counted: list[tuple[int, int]], target: int, more: int
) -> None:
    """By three hundredths at most: a quarter far better than all others says that quarters vary more."""
    top, whole = counted[-1]
    better = [*counted[:-1], (min(top + more, whole), whole)]
    before, after = (
        p_met(foreseen(cases_at_the_end(c), Over.POOLED, target, unit=Unit.PERCENT))
        for c in (counted, better)
    )
    if before is not None and after is not None:
        assert after >= before - 0.03


@given(CASES, st.integers(1, 100))
def test_the_same_facts_always_give_the_same_chances(counted: list[tuple[int, int]], target: int) -> None:
    one, other = (
        foreseen(cases_at_the_end(counted), Over.POOLED, target, unit=Unit.PERCENT) for _ in range(2)
    )
    assert one.tests == other.tests


def test_a_gap_in_the_series_is_no_zero() -> None:
    rows = [row for row in at_the_end([100.0] * 10 + [101.0] * 9) if row.period not in {"2015Q2", "2017Q1"}]
    found = foreseen(rows, Over.MEAN, 99).forecasts["1.1"]
    assert found.quantiles[0] > 95
    assert found.points == 17


def test_one_point_is_no_forecast() -> None:
    assert foreseen(at_the_end([100.0]), Over.MEAN, 99).silences["1.1"].have == 1


@pytest.mark.parametrize(("target", "likely"), [(49, True), (51, False)])
@pytest.mark.parametrize("read", [Over.MEAN, Over.LAST, Over.POOLED])
def test_values_that_never_move_are_expected_to_stay(read: Over, target: int, likely: bool) -> None:
    p = p_met(foreseen(at_the_end([50.0] * 19), read, target))
    assert p is not None
    assert p > 0.9 if likely else p < 0.1


def test_quarters_without_cases_are_left_out() -> None:
    counted = [*[(9, 10)] * 12, (0, 0), (0, 0), (9, 10), (9, 10)]
    found = foreseen(cases_at_the_end(counted), Over.POOLED, 85, unit=Unit.PERCENT).forecasts["1.1"]
    assert found.points == 14
    assert found.p_met > 0.5


def test_nothing_but_quarters_without_cases_is_no_forecast() -> None:
    found = foreseen(cases_at_the_end([(0, 0)] * 12), Over.POOLED, 85, unit=Unit.PERCENT)
    assert found.silences["1.1"].have == 0


def test_percent_beyond_100_is_taken_as_it_is() -> None:
    found = foreseen(at_the_end([104.0, 106.0] * 6 + [105.0] * 3), Over.MEAN, 100, unit=Unit.PERCENT)
    assert found.forecasts["1.1"].quantiles[2] == pytest.approx(105, abs=1)


def test_more_timely_cases_than_cases_give_no_share() -> None:
    assert "1.1" in foreseen(cases_at_the_end([(11, 10)] * 12), Over.POOLED, 85, unit=Unit.PERCENT).silences


def test_a_value_for_a_quarter_that_is_not_over_is_not_known_yet() -> None:
    rows = at_the_end([100.0] * 19)
    early = result("2017Q4", 0, recorded=date(2017, 10, 3))
    assert foreseen([*rows, early], Over.MEAN, 99).tests == foreseen(rows, Over.MEAN, 99).tests


@pytest.mark.parametrize(
    ("hour", "points"),
    [
        (datetime(2017, 10, 14, 23, 30, tzinfo=ZoneInfo("America/New_York")), 18),
        (datetime(2017, 10, 14, 12, tzinfo=UTC), 19),
    ],
)
def test_a_moment_in_another_time_zone_is_the_same_moment(hour: datetime, points: int) -> None:
    rows = at_the_end([100.0] * 19)[:-1]
    last = result("2017Q3", 100, recorded=hour)
    assert foreseen([*rows, last], Over.MEAN, 99).forecasts["1.1"].points == points


def test_an_inexact_value_is_not_reckoned_with() -> None:
    rows = at_the_end([100.0] * 19)[:-1]
    about = result("2017Q3", 900, precision=Precision.ABOUT)
    assert foreseen([*rows, about], Over.MEAN, 99).forecasts["1.1"].quantiles[4] < 150


def test_a_decided_test_stays_decided() -> None:
    """The highest reading is above the limit already; whatever follows, nothing is foreseen."""
    known = facts(*at_the_end([100.0] * 19), as_of=AFTER_Q3)
    leaf = compared("1.1", reads(over=Over.MAX), "<=", number(99))
    assert foresee_plan(plan(goal("1", leaf)), known, catalogue(quarterly())).tests == {}
