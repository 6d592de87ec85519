"""Which readings make a value and what is owed of it: provisional years, stocks, and single values."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.facts.facts import Observation
from metrics.plan.terms import Over
from metrics.plan.window import Window
from metrics.score.reads import choose_parts, find_owed, find_unweighed
from tests.factories import INDICATOR, OWNER, facts, result

YEAR = Window(OWNER, date(2017, 1, 1), date(2017, 12, 31), 2017)
QUARTERS = [
    (date(2017, 1, 1), date(2017, 3, 31)),
    (date(2017, 4, 1), date(2017, 6, 30)),
    (date(2017, 7, 1), date(2017, 9, 30)),
    (date(2017, 10, 1), date(2017, 12, 31)),
]


def observed(*periods: str, provisional: bool = False) -> list[Observation]:
    found = facts(*(result(period, 1, provisional=provisional) for period in periods))
    return list(found.series[OWNER, INDICATOR])


def test_a_provisional_figure_of_the_year_stands_only_where_there_are_no_parts() -> None:
    year, parts = observed("2017", provisional=True), observed("2017Q1", "2017Q2")
    assert choose_parts(Over.SUM, year, YEAR, QUARTERS) == (year, True)
    assert choose_parts(Over.SUM, [*parts, *year], YEAR, QUARTERS) == (parts, False)
    final = observed("2017")
    assert choose_parts(Over.SUM, [*parts, *final], YEAR, QUARTERS) == (final, True)


@pytest.mark.parametrize(("day", "owed"), [("2017-03-31", 3), ("2017-03-30", 4)])
def test_a_stock_on_the_last_day_of_a_quarter_pays_for_it(day: str, owed: int) -> None:
    assert len(list(find_owed((OWNER, INDICATOR), observed(day), YEAR, QUARTERS))) == owed


def test_a_single_value_waits_for_no_weight_and_two_wait_for_both() -> None:
    one, two = observed("2017Q1"), observed("2017Q1", "2017Q2")
    assert list(find_unweighed("cases", OWNER, one, ())) == []
    assert [owed.start for owed in find_unweighed("cases", OWNER, two, ())] == [
        date(2017, 1, 1),
        date(2017, 4, 1),
    ]
    known = observed("2017Q1"), observed("2017Q2", provisional=True)
    assert [
        (o.start, o.provisional) for o in find_unweighed("cases", OWNER, two, [*known[0], *known[1]])
    ] == [(date(2017, 4, 1), True)]
