"""A share over the year: the cases counted, those to come, and how many they may be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.facts.schema import Result
from metrics.foresight.estimate import Estimate
from metrics.foresight.forecast import Method, Silence, SilenceReason
from metrics.foresight.history import History, read_history
from metrics.foresight.share import compute_beta_binomial, forecast_share, forecast_volume
from metrics.plan.window import Window
from tests.factories import (
    INDICATOR,
    OWNER,
    compared,
    facts,
    number,
    over,
    quarterly,
    result,
)
from tests.foreseeing import STEADY, foreseen, shares, the_forecast


def test_complaints_of_2016_were_out_of_reach_after_the_third_quarter() -> None:
    """Resultatplan 2017: 75.8 pct. after the third quarter against 90; 246 cases the year before, 78.9 pct. in time."""
    counted = zip((47, 46, 47), (62, 61, 62), strict=True)
    rows = [result(f"2016Q{quarter}", of=of) for quarter, of in enumerate(counted, 1)]
    found = the_forecast(
        foreseen(
            [result("2015", of=(194, 246)), *rows],
            compared("1.1", over("pooled")),
            as_of=date(2016, 10, 14),
            start=date(2016, 1, 1),
            end=date(2016, 12, 31),
        )
    )
    assert found.p_met < 0.01
    assert found.quantiles[2] == pytest.approx(75.8, abs=0.5)
    assert found.volume == pytest.approx(61.5, abs=0.5)
    assert found.needed
    assert found.needed.needed == pytest.approx(132.9, abs=0.5)
    assert found.needed.beyond(100.0)
    assert found.needed.impossible_since is None


@pytest.mark.parametrize(("timely", "least", "most"), [(30, 0.0, 0.02), (45, 0.2, 0.8), (50, 0.97, 1.0)])
def test_a_share_goes_on_from_what_is_counted(timely: int, least: float, most: float) -> None:
    found = the_forecast(
        foreseen([*STEADY, *shares(2017, timely, timely, timely)], compared("1.1", over("pooled")))
    )
    assert found.method is Method.SHARE
    assert least <= found.p_met <= most
    assert (found.points, found.years, found.volume) == (15, 4, 50.0)


def test_a_share_exactly_on_target_is_met() -> None:
    """Every case has been in time for years: most likely all will be, and 100 pct. is what is asked for."""
    rows = [row for year in (2014, 2015, 2016) for row in shares(year, 50, 50, 50, 50)]
    leaf = compared("1.1", over("pooled"), target=number(100))
    assert the_forecast(foreseen([*rows, *shares(2017, 50, 50, 50)], leaf)).p_met > 0.5


def test_a_share_that_needs_all_cases_is_lost_with_the_first_miss() -> None:
    rows = [*STEADY, *shares(2017, 50, 49, 50)]
    assert foreseen(rows, compared("1.1", over("pooled"), target=number(100))).tests == {}


@pytest.mark.parametrize("said", [2, 3])
def test_too_few_quarters_give_no_probability(said: int) -> None:
    found = foreseen(shares(2017, *[45] * said), compared("1.1", over("pooled"))).tests["1.1"]
    assert isinstance(found, Silence)
    assert (found.reason, found.have, found.need) == (SilenceReason.TOO_FEW_VALUES, said, 4)


def test_cases_without_an_earlier_year_give_no_probability() -> None:
    rows = [*shares(2017, 45, 45, 45)]
    late = [result("2017-01/2017-03", of=(1, 2)), *rows]
    assert isinstance(foreseen(late, compared("1.1", over("pooled"))).tests["1.1"], Silence)


@given(st.integers(1, 300), st.floats(0.01, 500), st.floats(0.01, 500))
def test_the_beta_binomial_adds_to_one_and_has_its_mean(cases: int, alpha: float, beta: float) -> None:
    likely = compute_beta_binomial(cases, alpha, beta)
    assert likely.sum() == pytest.approx(1)
    assert sum(k * p for k, p in enumerate(likely)) == pytest.approx(cases * alpha / (alpha + beta), rel=1e-6)


YEAR = Window(OWNER, date(2017, 1, 1), date(2017, 12, 31), 2017)


def history(*rows: Result) -> History:
    """A quarterly series as it is seen from 2017."""
    return read_history((OWNER, INDICATOR), quarterly(), YEAR, facts(*rows, as_of=date(2017, 10, 15)))


def volumes(year: int, *whole: int) -> list[Result]:
    """So many cases in each quarter, none of them timely."""
    return [result(f"{year}Q{quarter}", of=(0, cases)) for quarter, cases in enumerate(whole, 1)]


def steps(*rows: Result) -> list[float] | None:
    found = forecast_volume(history(*rows))
    return None if found is None else found.tolist()


def test_the_volume_to_come_is_that_of_earlier_years_scaled_by_this_one() -> None:
    """Twice as many as in 2015 and as many as in 2016: 60, give or take chance, which is sqrt(60) * 1.5 = 11.6."""
    rows = [*volumes(2015, 10, 10, 10, 10), *volumes(2016, 20, 20, 20, 20), *volumes(2017, 20)]
    assert steps(*rows) == [48, 60, 72]


def test_a_small_volume_is_no_surer_than_chance_and_never_nothing() -> None:
    """Two, give or take sqrt(2) * 1.5 = 2.1."""
    assert steps(*volumes(2015, 2, 2, 2, 2), *volumes(2016, 2, 2, 2, 2), *volumes(2017, 2, 2, 2)) == [1, 2, 4]


def test_one_earlier_year_alone_leaves_the_volume_a_quarter_unsure() -> None:
    """1,000 in one quarter, give or take 0.25 * 1.5."""
    assert steps(*volumes(2016, *[1000] * 4), *volumes(2017, *[1000] * 3)) == [625, 1000, 1375]


def test_a_year_known_only_as_a_whole_is_spread_evenly() -> None:
    assert steps(result("2016", of=(0, 4000)), *volumes(2017, 900)) == [1875, 3000, 4125]


def test_without_an_earlier_year_no_volume_is_foreseen() -> None:
    assert steps(*volumes(2017, 10, 10)) is None
    assert steps(*volumes(2016, 10, 10), *volumes(2017, 10, 10)) is None


def test_a_share_by_hand_where_nothing_varies() -> None:
    """30 of 40 in every quarter: 90 of 120 are counted, and about three of four of those to come are timely."""
    rows = [result(f"{year}Q{q}", of=(30, 40)) for year in (2014, 2015, 2016) for q in (1, 2, 3, 4)]
    found = forecast_share(history(*rows, *(result(f"2017Q{q}", of=(30, 40)) for q in (1, 2, 3))))
    assert isinstance(found, Estimate)
    assert found.volume == pytest.approx(40)
    assert found.spread.mean == pytest.approx(75, abs=0.3)
    assert (found.spread.levels[0], found.spread.levels[-1]) == (
        pytest.approx(56, abs=9),
        pytest.approx(81, abs=3),
    )


def test_cases_that_are_more_than_all_have_no_method() -> None:
    rows = [result(f"2016Q{q}", of=(11, 10)) for q in (1, 2, 3, 4)]
    found = forecast_share(history(*rows))
    assert isinstance(found, Silence)
    assert found.reason is SilenceReason.NO_METHOD


def test_the_beta_binomial_has_its_variance() -> None:
    """N a b (a + b + n) / ((a + b)^2 (a + b + 1)) = 10 * 2 * 3 * 15 / (25 * 6) = 6, about a mean of 4."""
    likely = compute_beta_binomial(10, 2.0, 3.0)
    assert sum((k - 4) ** 2 * p for k, p in enumerate(likely)) == pytest.approx(6)
    assert compute_beta_binomial(2, 1.0, 1.0) == pytest.approx([1 / 3] * 3)
