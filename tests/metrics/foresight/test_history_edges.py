"""What a forecast may know of a series."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.foresight.history import read_history
from metrics.plan.terms import Precision
from metrics.plan.window import Window
from tests.factories import INDICATOR, OWNER, facts, plan, quarterly, result


@pytest.mark.parametrize(
    ("as_of", "places"),
    [(date(2017, 6, 29), [0.0]), (date(2017, 6, 30), [0.0, 1.0]), (date(2017, 10, 15), [0.0, 1.0])],
)
def test_a_value_counts_once_its_period_is_over_and_only_where_it_is_exact(
    as_of: date, places: list[float]
) -> None:
    said = result("2017Q1", 10), result("2017Q2", 11), result("2017Q3", 12, precision=Precision.ABOUT)
    known = facts(*said, as_of=as_of)
    found = read_history((OWNER, INDICATOR), quarterly(), Window.of(plan()), known)
    assert [seen.at for seen in found.known] == places
    assert found.ahead == tuple(place for place in range(4) if place not in places)
