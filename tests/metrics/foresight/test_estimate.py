"""What an estimate keeps of the series it was made from."""

from __future__ import annotations

from datetime import date

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
