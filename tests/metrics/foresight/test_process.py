"""How a series goes on: a flat one, a season, a trend, and how sure each is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from metrics.foresight import process
from metrics.foresight.process import LEAST_FREEDOM, MOST_FREEDOM, ProcessForecast, forecast_process

PRIOR = (0.01, 1.0)


def ahead(values: Sequence[float], spans: int, a_year: int = 4) -> ProcessForecast:
    """The spans that follow on these values."""
    at, to = np.arange(-len(values), 0, dtype=np.float64), np.arange(spans, dtype=np.float64)
    return forecast_process(at, np.array(values, dtype=np.float64), to, a_year, PRIOR)


def test_a_flat_series_goes_on_flat_and_is_nearly_certain() -> None:
    found = ahead([100.0] * 12, 4)
    assert found.means == pytest.approx([100] * 4)
    middle, scale = found.total(np.full(4, 0.25))
    assert middle == pytest.approx(100)
    assert 0 < scale < 0.1


def test_a_season_comes_back_in_each_of_its_quarters() -> None:
    found = ahead([90, 100, 110, 100] * 4, 4)
    assert found.means == pytest.approx([90, 100, 110, 100], abs=1)


def test_what_has_risen_every_year_is_expected_higher_than_it_was() -> None:
    found = ahead([10, 20, 30, 40, 50, 60], 1, a_year=1)
    assert 60 < found.means[0] < 75


def test_one_shock_years_ago_counts_as_a_smaller_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of sixteen quarters about 100 one was 140: the middle moves less, and the doubt is smaller, than it would say."""
    values = [100.0, 101.0, 99.0, 100.0] * 4
    shocked = [*values[:5], 140.0, *values[6:]]
    middle, scale = ahead(shocked, 4).total(np.full(4, 0.25))
    monkeypatch.setattr(process, "SHOCK", np.inf)
    plain_middle, plain_scale = ahead(shocked, 4).total(np.full(4, 0.25))
    assert 100 < middle < plain_middle
    assert scale < 0.7 * plain_scale


def test_what_is_no_shock_counts_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    steady = [100.0, 101.0, 99.0, 100.0] * 4
    found = ahead(steady, 4)
    monkeypatch.setattr(process, "SHOCK", np.inf)
    assert ahead(steady, 4).means.tolist() == found.means.tolist()


def test_a_gap_is_not_filled_with_anything() -> None:
    at = np.array([-8.0, -7.0, -5.0, -4.0, -2.0, -1.0])
    found = forecast_process(at, np.full(6, 50.0), np.array([0.0]), 4, PRIOR)
    assert found.means == pytest.approx([50])


def test_a_level_that_is_known_to_move_is_nearer_to_where_it_was_last() -> None:
    values = np.array([100.0, 103, 98, 101, 99, 102, 97, 100, 101, 99, 100, 108])
    at, to = np.arange(-12.0, 0), np.array([0.0])
    still, moving = (forecast_process(at, values, to, 4, PRIOR, least) for least in (0.0, 0.1))
    assert 100 < still.means[0] < moving.means[0] < 108


def test_what_lies_further_ahead_is_less_sure() -> None:
    found = ahead([100, 104, 99, 107, 112, 108, 115, 121, 118, 125, 131, 128], 8)
    sure = np.diag(found.covariance)
    assert sure[7] > sure[3] > 0
    assert found.covariance == pytest.approx(found.covariance.T)


@pytest.mark.parametrize(("count", "freedom"), [(2, LEAST_FREEDOM), (10, 10), (60, MOST_FREEDOM)])
def test_the_tails_follow_how_many_values_there_are_within_bounds(count: int, freedom: float) -> None:
    assert ahead([100.0, 101.0] * (count // 2), 1).freedom == freedom


def test_a_total_by_hand() -> None:
    """1 + 2 * 2 = 5; the variance is 4 + 2 * 2 * 1 + 4 * 9 = 44."""
    found = ProcessForecast(np.array([1.0, 2.0]), np.array([[4.0, 1.0], [1.0, 9.0]]), 1.0, 5.0)
    assert found.total(np.array([1.0, 2.0])) == pytest.approx((5, 44**0.5))
