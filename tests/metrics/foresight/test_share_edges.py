"""A share over the year: how many cases are to come, how they vary, and what four quarters are enough for."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from metrics.facts.schema import Result
from metrics.foresight.estimate import Estimate
from metrics.foresight.forecast import Silence, SilenceReason
from metrics.foresight.history import History, read_history
from metrics.foresight.share import compute_beta_binomial, forecast_share, forecast_volume
from metrics.plan.window import Window
from tests.factories import INDICATOR, OWNER, facts, plan, quarterly, result

AFTER_Q3 = date(2017, 10, 15)


def seen(*said: Result) -> History:
    """The share as it is seen from 2017 after its third quarter."""
    return read_history((OWNER, INDICATOR), quarterly(), Window.of(plan()), facts(*said, as_of=AFTER_Q3))


def year(of: int, cases: int, *tops: int) -> list[Result]:
    return [result(f"{of}Q{quarter}", of=(top, cases)) for quarter, top in enumerate(tops, 1)]


def width(*said: Result) -> float:
    """How far the middle nine tenths of what is foreseen lie apart."""
    found = forecast_share(seen(*said))
    assert isinstance(found, Estimate)
    low, high = found.spread.quantiles((0.05, 0.95))
    return float(high - low)


def test_a_few_cases_to_come_are_no_surer_than_chance_however_alike_the_years_were() -> None:
    """Four of every year so far: the root of four on either side, one and a half times."""
    volumes = forecast_volume(
        seen(*year(2015, 4, 3, 3, 3, 3), *year(2016, 4, 3, 3, 3, 3), *year(2017, 4, 3, 3, 3))
    )
    assert volumes is not None
    assert volumes.tolist() == [1, 4, 7]


def test_the_cases_to_come_follow_how_the_year_has_gone_so_far() -> None:
    """Twice as many as a year ago, and by one year alone a quarter unsure: 16, and 4 on either side."""
    volumes = forecast_volume(seen(*year(2016, 8, 6, 6, 6, 6), *year(2017, 16, 12, 12, 12)))
    assert volumes is not None
    assert volumes.tolist() == [10, 16, 22]


def test_a_share_that_varied_from_quarter_to_quarter_is_less_sure_than_one_that_did_not() -> None:
    steady = [row for at in (2013, 2014, 2015, 2016) for row in year(at, 400, 320, 320, 320, 320)]
    varied = [row for at in (2013, 2014, 2015, 2016) for row in year(at, 400, 280, 360, 360, 280)]
    now = year(2017, 400, 320, 320, 320)
    assert width(*varied, *now) > 1.5 * width(*steady, *now)


def test_a_share_of_few_cases_is_as_unsure_as_chance_though_it_never_varied() -> None:
    """Chance alone moves 12 of 15 by a tenth and 1200 of 1500 by a hundredth of all."""

    def steady(cases: int) -> float:
        before = [
            row for at in (2014, 2015, 2016) for row in year(at, cases, *(cases * 4 // 5 for _ in range(4)))
        ]
        return width(*before, *year(2017, cases, *(cases * 4 // 5 for _ in range(3))))

    assert steady(15) > 5 * steady(1500)


@pytest.mark.parametrize(("quarters", "enough"), [(4, True), (3, False)])
def test_four_quarters_are_enough_and_three_are_not(quarters: int, enough: bool) -> None:
    found = forecast_share(seen(*year(2016, 50, 40, 41, 42, 43)[:quarters]))
    assert isinstance(found, Estimate) is enough
    if isinstance(found, Silence):
        assert (found.reason, found.have, found.need) == (SilenceReason.TOO_FEW_VALUES, 3, 4)


def test_a_beta_binomial_has_its_own_mean_and_variance() -> None:
    """By hand n a / (a + b), and n a b (a + b + n) / ((a + b)² (a + b + 1)): 1.6 and 1.44 of 4, 2, 3."""
    likely = compute_beta_binomial(4, 2.0, 3.0)
    cases = np.arange(5)
    mean = float(cases @ likely)
    assert mean == pytest.approx(1.6)
    assert float((cases - mean) ** 2 @ likely) == pytest.approx(1.44)
