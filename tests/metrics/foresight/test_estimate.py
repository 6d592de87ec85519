"""What an estimate keeps of the series it was made from."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from metrics.foresight.estimate import Estimate
from metrics.foresight.forecast import Method
from metrics.foresight.history import read_history
from metrics.foresight.spread import Spread
from metrics.plan.window import Window
from tests.factories import INDICATOR, OWNER, facts, quarterly, result


def test_an_estimate_names_the_values_it_used_and_the_years_they_are_from() -> None:
    rows = [result("2016Q3", 1), result("2016Q4", 2), result("2017Q1", 3)]
    window = Window(OWNER, date(2017, 1, 1), date(2017, 12, 31), 2017)
    used = read_history((OWNER, INDICATOR), quarterly(), window, facts(*rows))
    found = Estimate.by(Method.SUM, Spread.point(6.0), used, volume=4.0)
    assert (found.points, found.years, found.volume) == (3, 2, 4)
    assert [seen.period.text for seen in found.inputs] == ["2016Q3", "2016Q4", "2017Q1"]


@pytest.mark.parametrize(
    ("method", "known", "sure"),
    [
        (Method.SUM, 1, 0.75),
        (Method.SUM, 2, 0.875),
        (Method.SUM, 3, 1.0),
        (Method.STOCK, 1, 0.625),
        (Method.STOCK, 2, 0.8125),
        (Method.STOCK, 3, 1.0),
    ],
)
def test_the_more_of_the_year_is_to_come_beyond_a_quarter_the_less_sure(
    method: Method, known: int, sure: float
) -> None:
    """With three quarters ahead two of them lie beyond the next: half a year, and half of that, or three quarters."""
    rows = [result(f"2016Q{n}", n) for n in (1, 2, 3, 4)] + [
        result(f"2017Q{n}", n) for n in range(1, known + 1)
    ]
    window = Window(OWNER, date(2017, 1, 1), date(2017, 12, 31), 2017)
    used = read_history(
        (OWNER, INDICATOR), quarterly(), window, facts(*rows, as_of=date(2017, 3 * known + 1, 1))
    )
    spread = Spread(np.array([1.0, 2.0]), np.array([0.2, 0.8]))
    found = Estimate.ahead(method, spread, used).spread.chances
    assert np.log(found[1] / found[0]) == pytest.approx(sure * np.log(4))
