"""A trend for the tests of figures: three years of results with two quarters in the last, and two years of targets."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.score.trend import Trend, find_trend
from tests.factories import catalogue, compared, facts, goal, path, plan, result, within


@pytest.fixture
def trend() -> Trend:
    """Results of 70, 80 and so far 75 in 2015 to 2017, against 80 and 90 in the last two years."""
    of = plan(goal("1", compared("1.1", target=path(y2016="80", y2017="90"))))
    rows = [result("2015", 70), result("2016", 80), result("2017Q1", 70), result("2017Q2", 75)]
    known = facts(*rows, as_of=date(2017, 8, 1))
    found = find_trend(of, of.goals[0].criteria[0], [of], known, catalogue())
    assert found is not None
    return found


def tolerated() -> Trend:
    """Deviations of 1 and -3 pct. in 2016 and 2017, of which 2 are tolerated either way."""
    of = plan(goal("1", within(tolerance="2")))
    known = facts(result("2016", 1), result("2017", -3))
    found = find_trend(of, of.goals[0].criteria[0], [of], known, catalogue())
    assert found is not None
    return found
